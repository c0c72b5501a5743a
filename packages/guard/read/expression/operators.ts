import { UNKNOWN } from "../../text";
import type { Evaluation } from "./evaluation";
import type { BinaryOperator, Node } from "./node";
import { booleanOf, isUnknown, numberOf, sameValue, type Value } from "./value";

export function evaluateUnary(operator: "!" | "-", operand: Value, evaluation: Evaluation): Value {
  if (isUnknown(operand)) return UNKNOWN;
  if (operator === "!") {
    const boolean = booleanOf(operand);
    return boolean === undefined ? evaluation.fail("! before a value that is neither true nor false") : !boolean;
  }
  const number = numberOf(operand);
  return number === undefined ? evaluation.fail("- before a value that is not a number") : -number;
}

type Binary = Extract<Node, { kind: "binary" }>;

export function evaluateBinary(
  { operator, left, right }: Binary,
  evaluate: (node: Node) => Value,
  evaluation: Evaluation,
): Value {
  if (operator === "&&" || operator === "||") return logical(operator, evaluate(left), evaluate(right), evaluation);
  const a = evaluate(left);
  const b = evaluate(right);
  if (operator === "==" || operator === "!=") {
    const same = sameValue(a, b);
    return same === undefined ? UNKNOWN : same === (operator === "==");
  }
  if (isUnknown(a) || isUnknown(b)) return UNKNOWN;
  const x = numberOf(a);
  const y = numberOf(b);
  if (x === undefined || y === undefined) return evaluation.fail(`${operator} between values that are not numbers`);
  const result = ARITHMETIC[operator](x, y);
  return typeof result === "boolean" || Number.isFinite(result) ? result : evaluation.fail("a division by zero");
}

/** One operand may decide the result, whatever the other is. */
function logical(operator: "&&" | "||", left: Value, right: Value, evaluation: Evaluation): Value {
  const operands = [left, right].map((value) => (isUnknown(value) ? UNKNOWN : booleanOf(value)));
  if (operands.includes(undefined)) return evaluation.fail(`${operator} between values that are not true or false`);
  const decisive = operator === "||";
  if (operands.includes(decisive)) return decisive;
  return operands.includes(UNKNOWN) ? UNKNOWN : !decisive;
}

type Arithmetic = Exclude<BinaryOperator, "&&" | "||" | "==" | "!=">;

const ARITHMETIC: Readonly<Record<Arithmetic, (x: number, y: number) => number | boolean>> = {
  "<": (x, y) => x < y,
  "<=": (x, y) => x <= y,
  ">": (x, y) => x > y,
  ">=": (x, y) => x >= y,
  "+": (x, y) => x + y,
  "-": (x, y) => x - y,
  "*": (x, y) => x * y,
  "/": (x, y) => x / y,
  "%": (x, y) => x % y,
};
