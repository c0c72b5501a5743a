import type { ActionCatalogue } from "./catalogue/catalogue";
import type { AccessModel, Location } from "./model";
import type { Action, Repository, Usage, Workflow } from "./workflows";

export type Severity = "error" | "warning" | "info";
export type Area = "trust" | "permission" | "secret" | "registry" | "kubernetes" | "workflow";

/** What a rule means. */
export interface RuleText {
  /** Kebab-case; the file's name. */
  readonly id: string;
  readonly area: Area;
  readonly severity: Severity;
  /** Whether its findings are what could not be checked: the user chooses their severity, and they are counted apart. */
  readonly notChecked?: boolean;
  /** Whether it can find something only in a plan, which alone says what is there before. */
  readonly needsPlan?: boolean;
  /** What is wrong, as one sentence. */
  readonly what: string;
  /** Why it is dangerous, or has no effect. */
  readonly why: string;
  /** How to fix it. */
  readonly fix: string;
  /** URL of the documentation behind it. */
  readonly source: string;
}

/** One rule: what it means, and how it checks. Each is in a file of its own, with its test beside it. */
export interface Rule extends RuleText {
  /** Pure; may throw, which the guard reports as an error. */
  check(model: AccessModel): Iterable<Violation>;
}

/** A rule that needs AWS's actions. */
export interface CatalogueRule extends RuleText {
  /**
   * As {@link Rule.check}.
   * @param known.catalogue with every service that the model names
   */
  check(model: AccessModel, known: { readonly catalogue: ActionCatalogue }): Iterable<Violation>;
}

/** What a repository's workflows need from AWS, and which roles give it to them. */
export interface JudgedWorkflows {
  readonly repository: Repository;
  /** Whether these are all workflows of the repository. */
  readonly complete: boolean;
  readonly workflows: readonly Workflow[];
  /** Actions of the repository itself. */
  readonly actions: readonly Action[];
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
  /** What is wrong in this place: names the statement, the value and the situation that was evaluated; a full sentence. */
  readonly message: string;
  /** For a place that is less severe than the rule, as when the policy is not fully known. @default the rule's */
  readonly severity?: Severity;
  /** For a place that needs another fix. @default the rule's */
  readonly fix?: string;
  /** Places with the same cause are reported as one. @default its own */
  readonly cause?: string;
}
