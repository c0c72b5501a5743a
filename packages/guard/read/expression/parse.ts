import { Cursor } from "./cursor";
import type { BinaryOperator, Node } from "./node";
import { postfix } from "./parse-primary";
import { template } from "./parse-template";

const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** An expression without `${}` around it. @throws ExpressionSyntaxError */
export function expression(cursor: Cursor): Node {
  return cursor.nested(() => {
    const condition = binary(cursor, 0);
    if (!cursor.take("?")) return condition;
    const whenTrue = expression(cursor);
    cursor.expect(":");
    return { kind: "conditional", condition, whenTrue, whenFalse: expression(cursor) };
  });
}

function binary(cursor: Cursor, level: number): Node {
  const operators = LEVELS[level];
  if (!operators) return unary(cursor);
  let left = binary(cursor, level + 1);
  for (let length = 0; ; length++) {
    const operator = operators.find((candidate) => cursor.take(candidate));
    if (!operator) return left;
    // A long chain makes a deep tree, which evaluation has to descend.
    if (length > 100) cursor.fail("more than 100 operators in a row");
    left = { kind: "binary", operator, left, right: binary(cursor, level + 1) };
  }
}

function unary(cursor: Cursor): Node {
  for (const operator of ["!", "-"] as const)
    if (cursor.take(operator)) return cursor.nested(() => ({ kind: "unary", operator, operand: unary(cursor) }));
  return postfix(cursor, expression);
}

/**
 * A string of Terraform JSON: text that may contain `${}` and `%{}`.
 * @throws ExpressionSyntaxError
 */
export function parseTemplate(text: string): Node {
  const cursor = new Cursor(text);
  const node = template(cursor, expression, "text");
  if (!cursor.ended) cursor.fail("unexpected text");
  return node;
}
