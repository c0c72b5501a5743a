import { UNKNOWN } from "../../text";
import { ExpressionSyntaxError } from "../expression/cursor";
import { evaluate, type Scope } from "../expression/evaluate";
import { setOf } from "../expression/functions/conversions";
import type { Node } from "../expression/node";
import { mapOpen } from "../expression/open-list";
import {
  booleanOf,
  isList,
  isObject,
  memberOf,
  numberOf,
  OpenList,
  objectOf,
  textOf,
  type Value,
} from "../expression/value";

/**
 * A variable's value converted to its type: optional attributes get their defaults, a list becomes a set. A value that
 * does not fit the type, which Terraform rejects, stays as it is.
 * @param type the argument `type` of the variable, as Terraform JSON writes it
 * @param scope without names: defaults must not contain references
 * @see https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function typed(value: Value, type: unknown, scope: Scope): Value {
  if (typeof type !== "string") return value;
  try {
    return converted(value, scope.evaluation.parse(/^\$\{.*\}$/s.test(type) ? type : `\${${type}}`), scope);
  } catch (error) {
    if (error instanceof ExpressionSyntaxError) return value;
    throw error;
  }
}

function converted(value: Value, type: Node, scope: Scope): Value {
  if (value === null || value === UNKNOWN) return value;
  if (type.kind === "name") return primitive(value, type.name);
  if (type.kind === "template" && type.parts[0]) return converted(value, type.parts[0], scope);
  if (type.kind !== "call") return value;
  const [of] = type.args;
  if (!of) return value;
  switch (type.name) {
    case "object":
      return isObject(value) && of.kind === "object" ? withDefaults(value, of.members, scope) : value;
    case "map":
      if (!isObject(value)) return value;
      return objectOf(Object.entries(value).map(([key, member]) => [key, converted(member, of, scope)]));
    case "list":
    case "set": {
      if (value instanceof OpenList) return mapOpen(value, (element) => converted(element, of, scope));
      if (!isList(value)) return value;
      const elements = value.map((element) => converted(element, of, scope));
      return type.name === "set" ? setOf(elements) : elements;
    }
    case "tuple":
      if (value instanceof OpenList) return UNKNOWN;
      if (!isList(value) || of.kind !== "list") return value;
      return value.map((element, at) => converted(element, of.items[at] ?? { kind: "literal", value: null }, scope));
    default:
      return value;
  }
}

/** Attributes that the type does not know are dropped, as Terraform does. */
function withDefaults(value: Value, members: readonly (readonly [Node, Node])[], scope: Scope): Value {
  if (!isObject(value)) return value;
  const entries: [string, Value][] = [];
  for (const [key, type] of members) {
    const name = textOf(evaluate(key, scope));
    if (name === undefined) continue;
    const written = memberOf(value, name);
    if (type.kind !== "call" || type.name !== "optional") {
      if (written !== undefined) entries.push([name, converted(written, type, scope)]);
      continue;
    }
    const [inner = type, otherwise] = type.args;
    const given = written ?? (otherwise ? evaluate(otherwise, scope) : null);
    entries.push([name, converted(given, inner, scope)]);
  }
  return objectOf(entries);
}

function primitive(value: Value, type: string): Value {
  if (type === "string") return textOf(value) ?? value;
  if (type === "number") return numberOf(value) ?? value;
  return type === "bool" ? (booleanOf(value) ?? value) : value;
}
