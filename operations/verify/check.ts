import type { World } from "./world";

export interface Outcome {
  readonly status: "PASS" | "FAIL" | "SKIP";
  /** One or two sentences, without a secret. */
  readonly why: string;
}

/** A check, or a part of one that has needs of its own. */
export interface Look {
  /** What it cannot do without. @default AWS */
  readonly needs?: readonly ("aws" | "cluster")[];
  /** It may throw what the account and the cluster throw, and {@link NotApplicable}. */
  run(world: World): Promise<Outcome>;
}

export interface Check extends Look {
  /** Unique, for programs. */
  readonly name: string;
}

export const pass = (why: string): Outcome => ({ status: "PASS", why });
export const fail = (why: string): Outcome => ({ status: "FAIL", why });
export const skip = (why: string): Outcome => ({ status: "SKIP", why });

/** Fails with all of the problems; passes without any. */
export const verdict = (problems: readonly string[], good: string): Outcome =>
  problems.length > 0 ? fail(problems.join(" ")) : pass(good);

/** Of a check with parts: as bad as the worst of them, and for the reasons of those that are as bad. */
export function worst(outcomes: readonly Outcome[]): Outcome {
  const status = (["FAIL", "SKIP"] as const).find((bad) => outcomes.some((one) => one.status === bad)) ?? "PASS";
  return { status, why: outcomes.flatMap((one) => (one.status === status ? one.why : [])).join(" ") };
}

/** Skips a check: the config does not have what it is about, or another check says what is wrong. */
export class NotApplicable extends Error {
  override name = "NotApplicable";
}
