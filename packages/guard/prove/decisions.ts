import { serviceOf } from "../policy/action-list";
import type { Decision } from "../policy/request";
import { decide, type Holder } from "../rules/permission/support/holder";
import { type PlacedStatement, placedStatements } from "../rules/permission/support/placed-statement";
import { perText } from "../support/memo";
import { type PartialText, rawText } from "../text";
import type { ProofEffort } from "./effort";

type Outcome = Decision["outcome"];

/** Characters of a resource that take as long to compare with a wildcard as a whole text without one. */
const CHARACTERS = 64;

/**
 * What AWS would answer a holder. Actions that the same statements match get the same answer, so that the thousands of
 * actions that `*` matches are one question.
 */
export class Decisions {
  private readonly statements: readonly PlacedStatement[];
  private readonly answersFor = perText((_statements: string) => new Map<string, Outcome>());
  private readonly answersTo = perText((action: string) => this.answersFor(this.matching(action)));
  private readonly concerned = perText((service: string) => concerned(this.statements, service));

  constructor(
    private readonly holder: Holder,
    private readonly effort: ProofEffort,
  ) {
    const { documents, boundary } = holder;
    const limit = boundary?.policy ? [boundary.policy.document] : [];
    this.statements = [...documents, ...limit].flatMap(placedStatements);
  }

  /**
   * @param action in lower case
   * @throws InputError if the proof takes too long
   */
  of(action: string, resource: PartialText): Outcome {
    const answers = this.answersTo(action);
    const key = rawText(resource);
    let outcome = answers.get(key);
    if (outcome === undefined) {
      const { texts, wildcards } = this.concerned(serviceOf(action));
      this.effort.spend(texts + (wildcards * key.length) / CHARACTERS);
      outcome = decide(this.holder, { action, resource });
      answers.set(key, outcome);
    }
    return outcome;
  }

  /** The statements that match an action; some actions of STS are decided by their names. */
  private matching(action: string): string {
    const service = serviceOf(action);
    const { statements } = this.concerned(service);
    this.effort.spend(statements.length);
    const matched = statements.flatMap(([index, { actions }]) => {
      const matches = actions.matches(action);
      return matches === false ? [] : `${index} ${matches}`;
    });
    return (service === "sts" ? action : "") + matched.join();
  }
}

function concerned(all: readonly PlacedStatement[], service: string) {
  const statements = [...all.entries()].filter(([, { actions }]) => actions.services?.has(service) ?? true);
  const patterns = statements.flatMap(([, { statement }]) => statement.resources?.patterns ?? []).map(rawText);
  const wildcards = patterns.reduce((sum, text) => sum + (text.match(/[*?]/g)?.length ?? 0), 0);
  return { statements, texts: statements.length + patterns.length, wildcards };
}
