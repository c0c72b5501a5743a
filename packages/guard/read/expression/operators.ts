import { UNKNOWN } from "../../text";
import { add, divide, multiply, negated, remainder, subtract } from "./arithmetic";
import { converted } from "./convert";
import type { Evaluation } from "./evaluation";
import type { BinaryOperator, Node } from "./node";
import { bad, settled } from "./rejection";
import { sameValue } from "./same-value";
import { isUnknown, ObjectReference, type Value } from "./value";

export function evaluateUnary(operator: "!" | "-", operand: Value, evaluation: Evaluation): Value {
  return settled(evaluation, operator, () => {
    const value = operandOf(operand, operator === "!" ? "bool" : "number");
    if (isUnknown(value)) return UNKNOWN;
    return operator === "!" ? !value : negated(value as number);
  });
}

type Binary = Extract<Node, { kind: "binary" }>;

export function evaluateBinary(
  { operator, left, right }: Binary,
  evaluate: (node: Node) => Value,
  evaluation: Evaluation,
): Value {
  const [a, b] = [evaluate(left), evaluate(right)];
  return settled(evaluation, operator, () => {
    if (operator === "==" || operator === "!=") {
      evaluation.compared(a, b);
      evaluation.compared(b, a);
      const same = sameValue(a, b);
      return same === undefined ? UNKNOWN : same === (operator === "==");
    }
    const type = operator === "&&" || operator === "||" ? "bool" : "number";
    const [x, y] = [operandOf(a, type), operandOf(b, type)];
    if (operator === "&&" || operator === "||") return logical(operator === "||", [x, y]);
    if (isUnknown(x) || isUnknown(y)) return UNKNOWN;
    return ARITHMETIC[operator](x as number, y as number);
  });
}

function operandOf(value: Value, type: "bool" | "number"): Value {
  if (value instanceof ObjectReference) return bad("a whole object is not a value here");
  return converted(value ?? bad("null is not a value here"), type);
}

/** One operand may decide the result, whatever the other is. */
function logical(decisive: boolean, operands: readonly Value[]): Value {
  if (operands.includes(decisive)) return decisive;
  return operands.some(isUnknown) ? UNKNOWN : !decisive;
}

type Arithmetic = Exclude<BinaryOperator, "&&" | "||" | "==" | "!=">;

const ARITHMETIC: Readonly<Record<Arithmetic, (x: number, y: number) => number | boolean>> = {
  "<": (x, y) => x < y,
  "<=": (x, y) => x <= y,
  ">": (x, y) => x > y,
  ">=": (x, y) => x >= y,
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "%": remainder,
};
