import type { Identity } from "../model";
import type { Decision } from "../policy/request";
import { readable } from "../text";

/** Whether a caller gets what they ask for (a session, or an action), and why. */
export interface Entry {
  readonly outcome: Decision["outcome"];
  /** At least one; begins with the outcome. */
  readonly because: readonly string[];
}

const BEST_FIRST = ["allowed", "unknown", "denied"] as const;

/** The best of several attempts. */
export function best(entries: readonly Entry[]): Entry {
  for (const outcome of BEST_FIRST) {
    const same = entries.filter((entry) => entry.outcome === outcome);
    if (same.length > 0) return { outcome, because: [...new Set(same.flatMap(({ because }) => because))] };
  }
  return { outcome: "denied", because: ["denied: there is no token to ask with"] };
}

export const isBetter = (one: Entry, other: Entry | undefined): boolean =>
  other === undefined || BEST_FIRST.indexOf(one.outcome) < BEST_FIRST.indexOf(other.outcome);

export const entryOf = ({ outcome, because }: Decision): Entry => ({
  outcome,
  // Two actions may be refused for the same reason.
  because: [...new Set(because.map(({ text }) => text))],
});

/** The unknown part of a trust policy may let anyone assume the role. */
export function withDoubts({ trust, ...role }: Identity, entry: Entry): Entry {
  const name = readable(role.name);
  if (entry.outcome !== "denied") return entry;
  if (!trust) return { outcome: "unknown", because: [`the trust policy of ${name} is not declared here`] };
  if (trust.complete) return entry;
  const reasons = [...trust.whys, ...trust.problems.map(({ path, message }) => `${path} ${message}`.trim())];
  const why = reasons.length > 0 ? `: ${reasons.join("; ")}` : "";
  return { outcome: "unknown", because: [`the trust policy of ${name} is not fully known${why}`] };
}
