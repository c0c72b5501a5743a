import type { PolicyDocument } from "../../../model";
import { type ActionList, compileActions } from "../../../policy/action-list";
import type { Statement } from "../../../policy/statement";
import { perObject } from "../../../support/memo";
import { known, readable } from "../../../text";
import { arnProblem } from "./arn-problem";
import { type ResourcePattern, resourcePattern } from "./resource-pattern";

const MAIN_ARGUMENTS = ["policy", "policy_document", "principal"];

/** A statement with the document that it is in. What many rules ask of it is computed once, when first needed. */
export class PlacedStatement {
  private madeActions?: ActionList;
  private madeResources?: readonly ResourcePattern[];
  private madeSound?: readonly ResourcePattern[];

  constructor(
    readonly document: PolicyDocument,
    readonly statement: Statement,
    private readonly index: number,
  ) {}

  /** Its name in messages: `Statement "ReadObjects"`, `Statement 0 of inline_policy[1].policy`. */
  get name(): string {
    const { document, statement, index } = this;
    const argument = MAIN_ARGUMENTS.includes(document.argument) ? "" : ` of ${document.argument}`;
    return `Statement ${statement.sid !== undefined && known(statement.sid) !== "" ? JSON.stringify(readable(statement.sid)) : index}${argument}`;
  }

  /** The element Action or NotAction, to be asked about actions in lower case. */
  get actions(): ActionList {
    this.madeActions ??= compileActions(this.statement.actions);
    return this.madeActions;
  }

  /** The element Resource; none for NotResource. */
  get resources(): readonly ResourcePattern[] {
    const { resources } = this.statement;
    this.madeResources ??= resources && !resources.not ? resources.patterns.map(resourcePattern) : [];
    return this.madeResources;
  }

  /** Those of {@link resources} that some resource may have as its ARN. */
  get soundResources(): readonly ResourcePattern[] {
    this.madeSound ??= this.resources.filter(({ text }) => arnProblem(text) === undefined);
    return this.madeSound;
  }
}

export const placedStatements = perObject((document: PolicyDocument): readonly PlacedStatement[] =>
  document.statements.map((statement, index) => new PlacedStatement(document, statement, index)),
);
