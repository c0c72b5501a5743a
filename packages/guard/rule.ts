import type { ActionCatalogue } from "./catalogue/catalogue";
import type { AccessModel, Location } from "./model";
import type { Repository, Usage } from "./workflows";

export type Severity = "error" | "warning" | "info";
export type Area = "trust" | "permission" | "secret" | "registry" | "kubernetes" | "workflow";

/** What a rule means. */
export interface RuleText {
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
}

/** One rule: what it means, and how it finds out. Each stands in a file of its own, with its test beside it. */
export interface Rule extends RuleText {
  /** Pure; may throw, which the guard reports as an error of its own. */
  check(model: AccessModel): Iterable<Violation>;
}

/** A rule that has to know AWS's actions. */
export interface CatalogueRule extends RuleText {
  /**
   * As {@link Rule.check}.
   * @param known.catalogue with every service that the model names
   */
  check(model: AccessModel, known: { readonly catalogue: ActionCatalogue }): Iterable<Violation>;
}

/** What a repository's workflows ask of AWS, and who gives it to them. */
export interface JudgedWorkflows {
  readonly repository: Repository;
  /** Whether no other workflow of the repository may ask for the roles. */
  readonly complete: boolean;
  readonly usage: Usage;
  readonly model: AccessModel;
}

/** A rule that compares the workflows of a repository with the access that is declared. */
export interface WorkflowRule extends RuleText {
  /** As {@link Rule.check}. */
  check(judged: JudgedWorkflows): Iterable<Violation>;
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
