import type { AccessModel, Location } from "../access/model";

export type Severity = "error" | "warning" | "info";
export type Area = "trust" | "permission" | "secret" | "registry" | "kubernetes";

/** One rule: what it means, and how it finds out. Each stands in a file of its own, with its test beside it. */
export interface Rule {
  /** Kebab-case; the file's name. */
  readonly id: string;
  readonly area: Area;
  readonly severity: Severity;
  /** What is wrong, as one sentence. */
  readonly what: string;
  /** Why it is dangerous, or void. */
  readonly why: string;
  /** How to mend it. */
  readonly fix: string;
  /** URL of the documentation behind it. */
  readonly source: string;
  /** Pure; may throw, which the guard reports as an error of its own. */
  check(model: AccessModel): Iterable<Violation>;
}

/** One place where a rule is broken. */
export interface Violation {
  readonly at: Location;
  /** What is wrong in this place: names the statement, the value and the situation that was evaluated. */
  readonly message: string;
  /** Where this place is milder than the rule, as when the policy is not fully known. @default the rule's */
  readonly severity?: Severity;
  /** Where this place needs another mend than the rule's. @default the rule's */
  readonly fix?: string;
}
