import { MAX_COMBINATIONS } from "../../bounds";
import { all, any, type Ternary } from "../../policy/ternary";
import { equal } from "../expression/compare";
import { interpolate, templateValue } from "../expression/template";
import { type Fields, fieldsOf, type Value } from "../expression/value";
import { field } from "../source/fields";
import type { Yaml } from "../source/yaml";

type Combination = ReadonlyMap<string, Value>;

/**
 * The values of `matrix` in the jobs of a strategy; a single unknown one if it is an expression.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrix
 */
export function combinations(strategy: Yaml | undefined, contexts: Fields): Value[] {
  const matrix = field(strategy, "matrix");
  if (!matrix) return [null];
  if (matrix.kind !== "map") return [undefined];
  const axes = [...matrix.entries].filter(([name]) => name !== "include" && name !== "exclude");
  let rows: Combination[] = axes.length > 0 ? [new Map()] : [];
  for (const [name, node] of axes) {
    const values = valuesOf(node, contexts);
    if (!values || rows.length * values.length > MAX_COMBINATIONS) return [undefined];
    rows = rows.flatMap((row) => values.map((value) => new Map([...row, [name, value]])));
  }
  const excluded = listed(matrix.entries.get("exclude"), contexts) ?? [];
  const included = listed(matrix.entries.get("include"), contexts);
  if (!included || included.length > MAX_COMBINATIONS) return [undefined];
  return include(
    rows.filter((row) => any(excluded, (pattern) => fits(pattern, row)) !== true),
    included,
    new Set(axes.map(([name]) => name)),
  );
}

/** An entry of `include` extends every combination that has its values of the axes; if there is none, it is a new one. */
function include(rows: readonly Combination[], included: readonly Combination[], axes: ReadonlySet<string>): Value[] {
  const extended = rows.map((row) => new Map(row));
  const added = included.filter((entry) => {
    const wanted = new Map([...entry].filter(([name]) => axes.has(name)));
    let isNew = true;
    for (const row of extended) {
      const isExtended = fits(wanted, row);
      if (isExtended === true) isNew = false;
      for (const [name, value] of entry)
        if (!axes.has(name) && isExtended !== false) row.set(name, isExtended === true ? value : undefined);
    }
    return isNew;
  });
  return [...extended, ...added].map((row) => fieldsOf(row, null));
}

/** Whether a combination has all these values. */
const fits = (wanted: Combination, row: Combination): Ternary =>
  all(wanted, ([name, value]) => sameValue(value, row.get(name) ?? null));

/** Lists and objects may have the same members, and GitHub may compare loosely. */
function sameValue(one: Value, other: Value): Ternary {
  if (typeof one === "object" && one !== null) return "unknown";
  const isEqual = equal(one, other);
  return isEqual === true && one !== other ? "unknown" : isEqual;
}

/** The combinations of `include` or `exclude`; `undefined` if they are not known. */
function listed(node: Yaml | undefined, contexts: Fields): Combination[] | undefined {
  if (!node) return [];
  if (node.kind !== "list") return undefined;
  return node.items.map((item) => new Map(item.kind === "map" ? entriesOf(item, contexts) : []));
}

const entriesOf = (item: Extract<Yaml, { kind: "map" }>, contexts: Fields): [string, Value][] =>
  [...item.entries].map(([name, value]) => [name, plain(value, contexts)]);

function valuesOf(values: Yaml, contexts: Fields): readonly Value[] | undefined {
  if (values.kind === "list") return values.items.map((item) => plain(item, contexts));
  const value = values.kind === "scalar" ? templateValue(values.text, contexts) : undefined;
  return Array.isArray(value) ? value : undefined;
}

function plain(node: Yaml, contexts: Fields): Value {
  if (node.kind === "list") return node.items.map((item) => plain(item, contexts));
  if (node.kind === "map") return fieldsOf(entriesOf(node, contexts), null);
  return typeof node.value === "string" ? interpolate(node.text, contexts) : node.value;
}
