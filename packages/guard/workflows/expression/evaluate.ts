import { and, not, or, type Ternary } from "../../policy/ternary";
import { isKnown } from "../../text";
import { equal, less } from "./compare";
import { FUNCTIONS } from "./functions";
import type { Expression } from "./parse";
import { asBoolean, type Fields, isFields, numberFrom, textFrom, truth, type Value } from "./value";

/** What is known of an expression before the run. */
export interface Outcome {
  readonly value: Value;
  /** Whether the value is true, which may be known even if the value is not. */
  readonly truth: Ternary;
}

/** Nothing is known of an invalid expression: GitHub does not run it. */
export function evaluate(expression: Expression | undefined, contexts: Fields): Outcome {
  if (expression?.kind === "not") {
    const isTrue = not(evaluate(expression.of, contexts).truth);
    return { value: asBoolean(isTrue), truth: isTrue };
  }
  if (expression?.kind === "and" || expression?.kind === "or") return logical(expression, contexts);
  const value = expression && knownValue(expression, contexts);
  return { value, truth: truth(value) };
}

/** The value of the first operand that decides: one that is false (for `&&`) or true (for `||`); otherwise of the last. */
function logical({ kind, of }: Extract<Expression, { kind: "and" | "or" }>, contexts: Fields): Outcome {
  const combine = kind === "and" ? and : or;
  let found = evaluate(of[0], contexts);
  for (const operand of of.slice(1)) {
    if (found.truth === (kind === "or")) break;
    const next = evaluate(operand, contexts);
    found = {
      value: found.truth === "unknown" ? undefined : next.value,
      truth: combine(found.truth, next.truth),
    };
  }
  return found;
}

function knownValue(expression: Exclude<Expression, { kind: "not" | "and" | "or" }>, contexts: Fields): Value {
  const inner = (part: Expression) => evaluate(part, contexts).value;
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "name":
      return contexts.field(expression.name);
    case "field":
      return field(inner(expression.of), inner(expression.name));
    case "every":
      return everyMember(inner(expression.of));
    case "call":
      return FUNCTIONS.get(expression.name)?.call(...expression.arguments.map(inner));
    case "compare":
      return asBoolean(compare(expression.operator, inner(expression.left), inner(expression.right)));
  }
}

function compare(operator: string, first: Value, second: Value): Ternary {
  switch (operator) {
    case "==":
      return equal(first, second);
    case "!=":
      return not(equal(first, second));
    case "<":
      return less(first, second);
    case "<=":
      return or(equal(first, second), less(first, second));
    case ">":
      return less(second, first);
    default:
      return or(equal(first, second), less(second, first));
  }
}

/** The result of `.*`: its field is the list of that field in all members that have it. */
class EveryMember extends Array<Value> {}

function everyMember(of: Value): Value {
  if (!(of instanceof EveryMember)) return listed(membersOf(of));
  const members = of.map(membersOf);
  return members.includes(undefined) ? undefined : listed(members.flat() as Value[]);
}

const listed = (values: readonly Value[] | undefined): Value => values && EveryMember.from(values);

/** None for a value without members, `undefined` if they are not known. */
function membersOf(of: Value): readonly Value[] | undefined {
  if (of === undefined) return undefined;
  if (isFields(of)) return of.entries?.map(([, value]) => value);
  return Array.isArray(of) ? of : [];
}

function field(of: Value, name: Value): Value {
  if (of === undefined || name === undefined || (typeof name === "string" && !isKnown(name))) return undefined;
  if (of instanceof EveryMember) {
    const fields = of.flatMap((member) => fieldsNamed(member, name));
    return fields.includes(undefined) ? undefined : listed(fields);
  }
  const fields = fieldsNamed(of, name);
  return fields.length > 0 ? fields[0] : null;
}

/** The one field or item with a name, or none. */
function fieldsNamed(of: Value, name: Value): readonly Value[] {
  if (of === undefined) return [undefined];
  if (Array.isArray(of)) {
    const index = Math.floor(numberFrom(name) ?? Number.NaN);
    return index >= 0 ? of.slice(index, index + 1) : [];
  }
  if (!isFields(of) || (typeof name === "object" && name !== null)) return [];
  const key = textFrom(name);
  if (!of.entries) return [of.field(key)];
  const entry = of.entries.find(([known]) => known.toLowerCase() === key.toLowerCase());
  return entry ? [entry[1]] : [];
}
