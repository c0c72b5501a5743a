type Statement = Readonly<Record<string, unknown>>;

const ELEMENTS = ["Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/**
 * What differs between two policy documents, each as one sentence: order, and one value in a list or without one, do not
 * matter.
 * @param exported parsed
 * @param actual parsed
 */
export function policyDifferences(exported: unknown, actual: unknown): string[] {
  const wanted = statementsOf(exported);
  const found = statementsOf(actual);
  for (const statement of [...wanted]) {
    const same = found.findIndex((other) => text(other) === text(statement));
    if (same < 0) continue;
    found.splice(same, 1);
    wanted.splice(wanted.indexOf(statement), 1);
  }
  const differences: string[] = [];
  for (const statement of wanted) {
    const at = counterpart(statement, wanted, found);
    const [other] = at < 0 ? [] : found.splice(at, 1);
    if (other) differences.push(difference(statement, other));
    else differences.push(`AWS lacks ${labelOf(statement)}.`);
  }
  return [...differences, ...found.map((statement) => `AWS also has ${labelOf(statement)}: ${text(statement)}.`)];
}

/** The one with the same Sid or, where only one is left on both sides, that one. */
function counterpart(statement: Statement, wanted: readonly Statement[], found: readonly Statement[]): number {
  const named = found.findIndex(({ Sid }) => Sid !== undefined && Sid === statement.Sid);
  return named < 0 && wanted.length === 1 && found.length === 1 ? 0 : named;
}

function difference(exported: Statement, actual: Statement): string {
  const differing = ELEMENTS.filter((name) => text(exported[name]) !== text(actual[name]));
  const said = differing.map(
    (name) => `${name} is ${text(actual[name]) ?? "not there"}, exported is ${text(exported[name]) ?? "none"}`,
  );
  return `${labelOf(exported)} differs: ${said.join("; ") || `its Sid is ${text(actual.Sid)}`}.`;
}

const labelOf = ({ Sid, Action }: Statement): string =>
  Sid === undefined ? `the statement about ${text(Action) ?? "other actions"}` : `statement ${Sid}`;

const text = (value: unknown): string | undefined => JSON.stringify(value);

function statementsOf(document: unknown): Statement[] {
  const { Statement: statements = [] } = (document ?? {}) as { Statement?: unknown };
  return [statements].flat().map((statement) => canonical(statement) as Statement);
}

/** Keys in order; lists in order, and without one where they hold one value. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map(canonical))].sort();
    return items.length === 1 ? items[0] : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, canonical(child)]));
}
