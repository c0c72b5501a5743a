import { isKnown, UNKNOWN } from "../../text";
import { converted } from "./convert";
import { emptyTextWhy } from "./elsewhere";
import { evaluateFor, evaluateSplat } from "./evaluate-for";
import type { Evaluation } from "./evaluation";
import { callFunction, FILE_FUNCTIONS, type FunctionContext } from "./functions/index";
import { resultType } from "./functions/result-type";
import type { Node } from "./node";
import { unsure } from "./open-list";
import { evaluateBinary, evaluateUnary } from "./operators";
import { bad, notEvaluated, settled } from "./rejection";
import { type Type, typeOf, unified } from "./type";
import {
  booleanOf,
  isList,
  isObject,
  isSet,
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
  return scope.evaluation.step(() => {
    const value = evaluateNode(node, scope);
    // Unlike a text with a placeholder in it, what a placeholder decides may be anything.
    if (isUnknown(value) && DECIDING.has(node.kind)) scope.evaluation.decidedElsewhere();
    return value;
  });
}

const DECIDING: ReadonlySet<Node["kind"]> = new Set([
  "conditional",
  "index",
  "binary",
  "unary",
  "call",
  "for",
  "splat",
]);

function evaluateNode(node: Node, scope: Scope): Value {
  const { evaluation } = scope;
  switch (node.kind) {
    case "literal":
      return node.value;
    case "number":
      return settled(evaluation, `the number ${node.text}`, () => converted(node.text, "number"));
    case "template":
      return evaluateTemplate(node.parts, scope);
    case "list":
      return evaluation.bounded(node.items.map((item) => evaluate(item, scope)));
    case "object":
      return evaluateObject(node.members, scope);
    case "for":
      return evaluation.bounded(evaluateFor(node, scope));
    case "name": {
      const found = scope.lookup(node.name);
      return found === undefined ? evaluation.fail(`there is no ${node.name}`) : found;
    }
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
  const texts = parts.map((part): string => {
    const value = evaluate(part, scope);
    return textOf(value) ?? String(scope.evaluation.fail("a string contains a value that is not a string"));
  });
  const text = texts.map((one, at) => one || emptyField(parts, texts, at, scope.evaluation)).join("");
  return scope.evaluation.bounded(text.normalize());
}

/** A field of an ARN or a subject that is an empty variable is still to be set: `arn:aws:iam::${var.account}:root`. */
function emptyField(parts: readonly Node[], texts: readonly string[], at: number, evaluation: Evaluation): string {
  const [part, before, after] = [parts[at], texts[at - 1], texts[at + 1]];
  if (part?.kind !== "attribute" || part.of.kind !== "name" || part.of.name !== "var") return "";
  if (!before || !/[:/]$/.test(before) || !after || !/^[:/]/.test(after)) return "";
  return String(evaluation.unknown(emptyTextWhy(`var.${part.name}`)));
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
  evaluation.compared(key, value);
  if (isUnknown(value) || isUnknown(key)) return UNKNOWN;
  if (isList(value)) {
    if (typeof key === "string" && !isKnown(key)) return UNKNOWN;
    const element = isSet(value) ? undefined : value[numberOf(key) ?? -1];
    return element === undefined ? evaluation.fail(`a list of ${value.length} has no element ${textOf(key)}`) : element;
  }
  return value instanceof ObjectReference ? value.at(key) : attribute(value, textOf(key) ?? "", evaluation);
}

/** Both results get the type that they have in common, so the other one is looked at as well. */
function evaluateConditional(node: Extract<Node, { kind: "conditional" }>, scope: Scope): Value {
  const { evaluation } = scope;
  const { value: decided, trace } = evaluation.observed(() => evaluate(node.condition, scope));
  if (isUnknown(decided)) return UNKNOWN;
  const condition = booleanOf(decided);
  if (condition === undefined) return evaluation.fail("a condition is neither true nor false");
  const chosen = evaluate(condition ? node.whenTrue : node.whenFalse, scope);
  const otherNode = condition ? node.whenFalse : node.whenTrue;
  const isTyped = chosen !== null && !isUnknown(chosen) && !(chosen instanceof ObjectReference);
  const untyped = isUnknown(chosen) ? unsure(chosen) : chosen;
  if (!isTyped && trace.of("choices").size === 0) return untyped;
  const other = evaluation.aside(() => evaluate(otherNode, scope));
  if (other !== undefined) evaluation.choices.add(trace.of("choices"), other);
  if (!isTyped || other === null) return untyped;
  return settled(evaluation, "the results of a condition", () => {
    const known = other !== undefined && !isUnknown(other);
    const type = unified([typeOf(chosen), known ? typeOf(other) : writtenType(otherNode, other === undefined)]);
    if (type === "any") return known || otherNode.kind !== "call" ? chosen : unsure(chosen);
    return type === undefined ? bad("they have no type in common") : converted(chosen, type);
  });
}

/** The type of what is not known or has no value, where its form decides it. */
function writtenType(node: Node, failed: boolean): Type {
  switch (node.kind) {
    case "template":
      return node.parts.length > 1 ? "string" : writtenType(node.parts[0] as Node, failed);
    case "binary":
    case "unary":
      return ["+", "-", "*", "/", "%"].includes(node.operator) ? "number" : "bool";
    case "call":
      return failed ? "any" : resultType(node.name);
    case "name":
    case "attribute":
    case "index":
      return "any";
    default:
      return failed ? notEvaluated("one of them has no value") : "any";
  }
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
  const inPath: Scope = FILE_FUNCTIONS.has(node.name) ? anyFolder(scope) : scope;
  const args = node.args.map((arg, at) => evaluate(arg, at === 0 ? inPath : scope));
  const last = args.at(-1);
  if (node.spread && last !== undefined) {
    if (!isList(last)) return isUnknown(last) ? UNKNOWN : evaluation.fail("... follows a value that is not a list");
    args.pop();
    for (const item of last) args.push(item);
  }
  return evaluation.bounded(callFunction(node.name, args, scope.functions, evaluation));
}

/** For the path of a file: there, an absolute path and a relative one name the same file. */
const anyFolder = (scope: Scope): Scope => ({
  evaluation: scope.evaluation,
  functions: { ...scope.functions, anyFolder: true },
  lookup: (name) => scope.lookup(name),
});
