import { addTo } from "../../support/add-to";
import { isKnown, UNKNOWN } from "../../text";
import { evaluate, type Scope } from "./evaluate";
import { type ForNode, type Node, SPLAT_ELEMENT } from "./node";
import { mapOpen } from "./open-list";
import { sameType, type Type, typeOf } from "./type";
import {
  asCollection,
  booleanOf,
  byBytes,
  collectionType,
  isList,
  isObject,
  isSet,
  isUnknown,
  objectOf,
  textOf,
  type Value,
} from "./value";

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
        .sort(byBytes)
        .map((key) => [key, value[key] as Value])
    : undefined;
}

export function evaluateFor(node: ForNode, scope: Scope): Value {
  const { evaluation } = scope;
  const collection = evaluate(node.of, scope);
  if (isUnknown(collection)) return evaluateOpen(node, collection, scope);
  const elements = elementsOf(collection);
  if (!elements) return evaluation.fail("for iterates over a value that is not a collection");
  if (elements.length === 0 && node.condition && !isPossible(node, node.condition, scope))
    return evaluation.fail("the condition of a for has no value");
  const list: Value[] = [];
  const groups = new Map<string, Value[]>();
  let isSure = true;
  for (const [key, value] of elements) {
    const names = new Map<string, Value>([[node.valueName, value]]);
    if (node.keyName !== undefined) names.set(node.keyName, key);
    const inner = within(scope, names);
    if (node.condition) {
      const decided = evaluate(node.condition, inner);
      // With one element more or less it is another collection.
      isSure &&= !isUnknown(decided);
      if (!isSure) continue;
      const included = booleanOf(decided);
      if (included === undefined) return evaluation.fail("the condition of a for is neither true nor false");
      if (!included) continue;
    }
    const result = evaluate(node.value, inner);
    if (!node.key) {
      list.push(result);
      continue;
    }
    const name = textOf(evaluate(node.key, inner)) ?? String(evaluation.fail("the key of an object is not a string"));
    if (groups.has(name) && !node.grouped && isKnown(name)) return evaluation.fail(`two items have the key ${name}`);
    addTo(groups, name, result);
  }
  if (!isSure) return UNKNOWN;
  if (node.joined)
    return list
      .map((part) => textOf(part) ?? UNKNOWN)
      .join("")
      .normalize();
  if (!node.key) return list;
  // Several only under a key that is not known.
  const member = (values: Value[]) => (node.grouped ? values : values.length === 1 ? (values[0] as Value) : UNKNOWN);
  return objectOf([...groups].map(([key, values]) => [key, member(values)]));
}

/** Without the keys and the number of the elements, what each of them becomes is all that is known. */
function evaluateOpen(node: ForNode, collection: Value, scope: Scope): Value {
  if (node.key || node.joined || scope.evaluation.isTrying) return UNKNOWN;
  const change = (element: Value): Value => {
    const names = new Map<string, Value>([[node.valueName, element]]);
    if (node.keyName !== undefined) names.set(node.keyName, UNKNOWN);
    return evaluate(node.value, within(scope, names));
  };
  return mapOpen(collection, change, node.condition === undefined);
}

/** Terraform looks at the condition even if there is no element. */
function isPossible({ keyName, valueName }: ForNode, condition: Node, scope: Scope): boolean {
  const names = new Map([keyName ?? valueName, valueName].map((name) => [name, UNKNOWN]));
  const decided = scope.evaluation.aside(() => evaluate(condition, within(scope, names)));
  return decided !== undefined && (isUnknown(decided) || booleanOf(decided) !== undefined);
}

/** A splat turns a single value into a tuple of one, and null into an empty one. */
export function evaluateSplat(node: Extract<Node, { kind: "splat" }>, scope: Scope): Value {
  const source = evaluate(node.of, scope);
  if (isUnknown(source)) return UNKNOWN;
  if (source === null) return [];
  const each = (isList(source) ? source : [source]).map((element) =>
    evaluate(node.each, within(scope, new Map([[SPLAT_ELEMENT, element]]))),
  );
  if (!isList(source) || !collectionType(source)) return each;
  const from = collectionType(source)?.of ?? "any";
  if (each.length === 0 && !isReadable(from, node.each)) return scope.evaluation.unknown("a splat over no element");
  const types = each.map(typeOf);
  const of = types.find((type) => type !== "any" && type !== "null") ?? "any";
  if (types.some((type) => sameType(type, of) === false))
    return scope.evaluation.fail("a splat over a list gives elements of several types");
  return asCollection(each, { kind: "list", of });
}

/** Whether a type surely has what a splat reads of each element. */
function isReadable(type: Type, each: Node): boolean {
  if (each.kind === "name" || type === "any") return true;
  if (each.kind !== "attribute" || each.of.kind !== "name") return false;
  return typeof type === "object" && type.kind === "object" && Object.hasOwn(type.of, each.name);
}
