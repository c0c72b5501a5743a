import { UNKNOWN } from "../../text";
import { evaluate, type Scope } from "./evaluate";
import { type ForNode, type Node, SPLAT_ELEMENT } from "./node";
import { booleanOf, isList, isObject, isSet, isUnknown, objectOf, textOf, type Value } from "./value";

/** The scope with further names in it. */
export const within = (scope: Scope, names: ReadonlyMap<string, Value>): Scope => ({
  evaluation: scope.evaluation,
  functions: scope.functions,
  lookup: (name) => names.get(name) ?? (names.has(name) ? null : scope.lookup(name)),
});

/** Keys and values of a collection; `undefined` for other values. */
export function elementsOf(value: Value): readonly (readonly [key: Value, value: Value])[] | undefined {
  if (isList(value) && isSet(value)) return value.map((element) => [element, element]);
  if (isList(value)) return value.map((element, index) => [index, element]);
  return isObject(value)
    ? Object.keys(value)
        .sort()
        .map((key) => [key, value[key] as Value])
    : undefined;
}

export function evaluateFor(node: ForNode, scope: Scope): Value {
  const { evaluation } = scope;
  const collection = evaluate(node.of, scope);
  if (isUnknown(collection)) return UNKNOWN;
  const elements = elementsOf(collection);
  if (!elements) return evaluation.fail("for iterates over a value that is not a collection");
  const list: Value[] = [];
  const groups = new Map<string, Value[]>();
  for (const [key, value] of elements) {
    const names = new Map<string, Value>([[node.valueName, value]]);
    if (node.keyName !== undefined) names.set(node.keyName, key);
    const inner = within(scope, names);
    if (node.condition) {
      const decided = evaluate(node.condition, inner);
      // With one element more or less it is another collection.
      if (isUnknown(decided)) return UNKNOWN;
      if (booleanOf(decided) !== true) continue;
    }
    const result = evaluate(node.value, inner);
    if (!node.key) {
      list.push(result);
      continue;
    }
    const name = textOf(evaluate(node.key, inner)) ?? String(evaluation.fail("the key of an object is not a string"));
    const group = groups.get(name);
    if (group && node.grouped) group.push(result);
    else groups.set(name, [result]);
  }
  if (node.joined) return list.map((part) => textOf(part) ?? UNKNOWN).join("");
  if (!node.key) return list;
  return objectOf([...groups].map(([key, values]) => [key, node.grouped ? values : (values[0] as Value)]));
}

/** A splat turns a single value into a list of one, and null into an empty list. */
export function evaluateSplat(node: Extract<Node, { kind: "splat" }>, scope: Scope): Value {
  const source = evaluate(node.of, scope);
  if (isUnknown(source)) return UNKNOWN;
  if (source === null) return [];
  const elements = isList(source) ? source : [source];
  return elements.map((element) => evaluate(node.each, within(scope, new Map([[SPLAT_ELEMENT, element]]))));
}
