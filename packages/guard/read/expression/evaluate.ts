import { UNKNOWN } from "../../text";
import { evaluateFor, evaluateSplat } from "./evaluate-for";
import type { Evaluation } from "./evaluation";
import { callFunction, type FunctionContext } from "./functions/index";
import type { Node } from "./node";
import { evaluateBinary, evaluateUnary } from "./operators";
import {
  booleanOf,
  isList,
  isObject,
  isUnknown,
  memberOf,
  numberOf,
  ObjectReference,
  objectOf,
  textOf,
  type Value,
} from "./value";

/** What names mean at one place of the configuration. */
export interface Scope {
  readonly evaluation: Evaluation;
  readonly functions: FunctionContext;
  /** @returns `undefined` if there is no such name */
  lookup(name: string): Value | undefined;
}

/** Throws only inside `try`: elsewhere a missing value is unknown, with the reason in the trace. */
export function evaluate(node: Node, scope: Scope): Value {
  return scope.evaluation.step(() => evaluateNode(node, scope));
}

function evaluateNode(node: Node, scope: Scope): Value {
  const { evaluation } = scope;
  switch (node.kind) {
    case "literal":
      return node.value;
    case "template":
      return evaluateTemplate(node.parts, scope);
    case "list":
      return evaluation.bounded(node.items.map((item) => evaluate(item, scope)));
    case "object":
      return evaluateObject(node.members, scope);
    case "for":
      return evaluation.bounded(evaluateFor(node, scope));
    case "name":
      return scope.lookup(node.name) ?? evaluation.fail(`there is no ${node.name}`);
    case "attribute":
      return attribute(evaluate(node.of, scope), node.name, evaluation);
    case "index":
      return indexed(evaluate(node.of, scope), evaluate(node.key, scope), evaluation);
    case "splat":
      return evaluation.bounded(evaluateSplat(node, scope));
    case "call":
      return evaluateCall(node, scope);
    case "unary":
      return evaluateUnary(node.operator, evaluate(node.operand, scope), evaluation);
    case "binary":
      return evaluateBinary(node, (operand) => evaluate(operand, scope), evaluation);
    case "conditional":
      return evaluateConditional(node, scope);
  }
}

function evaluateTemplate(parts: readonly Node[], scope: Scope): Value {
  const [only] = parts;
  if (only && parts.length === 1) return evaluate(only, scope);
  let text = "";
  for (const part of parts) {
    const value = evaluate(part, scope);
    text += textOf(value) ?? scope.evaluation.fail("a string contains a value that is not a string");
  }
  return scope.evaluation.bounded(text);
}

function evaluateObject(members: readonly (readonly [Node, Node])[], scope: Scope): Value {
  const { evaluation } = scope;
  const entries = members.map(([key, value]): [string, Value] => [
    textOf(evaluate(key, scope)) ?? String(evaluation.fail("the key of an object is not a string")),
    evaluate(value, scope),
  ]);
  return evaluation.bounded(objectOf(entries));
}

/** `value.name` */
export function attribute(value: Value, name: string, evaluation: Evaluation): Value {
  if (isUnknown(value)) return UNKNOWN;
  if (value instanceof ObjectReference) return value.get(name);
  const member = isObject(value) ? memberOf(value, name) : undefined;
  return member ?? (member === null ? null : evaluation.fail(`there is no attribute ${name}`));
}

/** `value[key]` */
export function indexed(value: Value, key: Value, evaluation: Evaluation): Value {
  if (isUnknown(value) || isUnknown(key)) return UNKNOWN;
  if (isList(value)) {
    const element = value[numberOf(key) ?? -1];
    return element === undefined ? evaluation.fail(`a list of ${value.length} has no element ${textOf(key)}`) : element;
  }
  return value instanceof ObjectReference ? value.at(key) : attribute(value, textOf(key) ?? "", evaluation);
}

function evaluateConditional(node: Extract<Node, { kind: "conditional" }>, scope: Scope): Value {
  const decided = evaluate(node.condition, scope);
  if (isUnknown(decided)) return UNKNOWN;
  const condition = booleanOf(decided);
  if (condition === undefined) return scope.evaluation.fail("a condition is neither true nor false");
  return evaluate(condition ? node.whenTrue : node.whenFalse, scope);
}

function evaluateCall(node: Extract<Node, { kind: "call" }>, scope: Scope): Value {
  const { evaluation } = scope;
  if (node.name === "try") {
    for (const arg of node.args) {
      const value = evaluation.attempt(() => evaluate(arg, scope));
      if (value !== undefined) return value;
    }
    return evaluation.fail("no argument of try() has a value");
  }
  if (node.name === "can") {
    const value = evaluation.attempt(() => evaluate(node.args[0] ?? { kind: "literal", value: null }, scope));
    return value === undefined ? false : isUnknown(value) ? UNKNOWN : true;
  }
  const args = node.args.map((arg) => evaluate(arg, scope));
  const last = args.at(-1);
  if (node.spread && last !== undefined) {
    if (!isList(last)) return isUnknown(last) ? UNKNOWN : evaluation.fail("... follows a value that is not a list");
    args.pop();
    for (const item of last) args.push(item);
  }
  return evaluation.bounded(callFunction(node.name, args, scope.functions, evaluation));
}
