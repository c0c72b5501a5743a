import type { World } from "./world";

export interface Outcome {
  readonly status: "PASS" | "FAIL" | "SKIP";
  /** One or two sentences, without a secret. */
  readonly why: string;
}

export interface Check {
  /** Unique, for programs. */
  readonly name: string;
  /** What it cannot do without. @default AWS */
  readonly needs?: readonly ("aws" | "cluster")[];
  /** It may throw what the account and the cluster throw, and {@link NotApplicable}. */
  run(world: World): Promise<Outcome>;
}

export const pass = (why: string): Outcome => ({ status: "PASS", why });
export const fail = (why: string): Outcome => ({ status: "FAIL", why });
export const skip = (why: string): Outcome => ({ status: "SKIP", why });

/** Fails with all of the problems; passes without any. */
export const verdict = (problems: readonly string[], good: string): Outcome =>
  problems.length > 0 ? fail(problems.join(" ")) : pass(good);

/** Skips a check: the config does not have what it is about, or another check says what is wrong. */
export class NotApplicable extends Error {
  override name = "NotApplicable";
}
