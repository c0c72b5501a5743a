import { interpolate, templateValue } from "../expression/template";
import { type Fields, fieldsOf, type Value } from "../expression/value";
import type { Yaml } from "../source/yaml";

/** GitHub's own limit. */
const MAX_COMBINATIONS = 256;

/**
 * What `matrix` is in each job of a strategy; one of which nothing is known where it is an expression.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
export function combinations(strategy: Yaml | undefined, contexts: Fields): Value[] {
  const matrix = strategy?.kind === "map" ? strategy.entries.get("matrix") : undefined;
  if (!matrix) return [null];
  if (matrix.kind !== "map") return [undefined];
  let rows: (readonly [string, Value])[][] = [[]];
  for (const [name, values] of matrix.entries) {
    if (name === "include" || name === "exclude") continue;
    const several = valuesOf(values, contexts);
    if (!several || rows.length * several.length > MAX_COMBINATIONS) return [undefined];
    rows = rows.flatMap((row) => several.map((value) => [...row, [name, value] as const]));
  }
  const included = matrix.entries.get("include");
  if (!included) return rows.map((row) => fieldsOf(row, null));
  // Which combination an entry extends, and which it makes anew, is GitHub's affair: each is taken for both.
  if (included.kind !== "list" || included.items.length > MAX_COMBINATIONS) return [undefined];
  const extra = included.items.map((item) => (item.kind === "map" ? rowOf(item, contexts) : []));
  const isBare = rows.length === 1 && rows[0]?.length === 0;
  return [
    ...(isBare ? [] : rows.map((row) => fieldsOf(row, undefined))),
    ...extra.map((row) => fieldsOf(row, undefined)),
  ];
}

const rowOf = (item: Extract<Yaml, { kind: "map" }>, contexts: Fields): (readonly [string, Value])[] =>
  [...item.entries].map(([name, value]) => [name, plain(value, contexts)]);

function valuesOf(values: Yaml, contexts: Fields): readonly Value[] | undefined {
  if (values.kind === "list") return values.items.map((item) => plain(item, contexts));
  const value = values.kind === "scalar" ? templateValue(values.text, contexts) : undefined;
  return Array.isArray(value) ? value : undefined;
}

function plain(node: Yaml, contexts: Fields): Value {
  if (node.kind === "list") return node.items.map((item) => plain(item, contexts));
  if (node.kind === "map") return fieldsOf(rowOf(node, contexts), null);
  return typeof node.value === "string" ? interpolate(node.text, contexts) : node.value;
}
