import { Cursor } from "./cursor";
import { heredocText } from "./heredoc";
import { type Node, SPLAT_ELEMENT } from "./node";
import { forHead, type ParseExpression, template } from "./parse-template";

/** Steps in one reference; each is a level of the tree. */
const MAX_STEPS = 50;

/** A value and the `.name`, `[key]`, `.*` and `[*]` after it. */
export function postfix(cursor: Cursor, expression: ParseExpression): Node {
  return steps(cursor, expression, primary(cursor, expression), "all");
}

/** @param taken after the splat `.*` only names belong to it; after `[*]` everything does */
function steps(cursor: Cursor, expression: ParseExpression, start: Node, taken: "all" | "names"): Node {
  let of = start;
  for (let count = 0; ; count++) {
    if (count > MAX_STEPS) cursor.fail(`more than ${MAX_STEPS} steps in a reference`);
    const from = cursor.at;
    if (cursor.take(".")) {
      if (cursor.char === ".") {
        // `...` after the last argument of a call.
        cursor.at = from;
        return of;
      }
      const number = cursor.match(/\d+/y)?.[0];
      if (cursor.take("*")) of = splat(cursor, expression, of, "names");
      else if (number !== undefined) of = { kind: "index", of, key: { kind: "literal", value: Number(number) } };
      else of = { kind: "attribute", of, name: cursor.name() ?? cursor.fail("expected a name") };
    } else if (taken === "all" && cursor.match(/[ \t]*\[[ \t\r\n]*\*[ \t\r\n]*\]/y)) {
      of = splat(cursor, expression, of, "all");
    } else if (taken === "all" && cursor.match(/[ \t]*\[/y)) {
      of = { kind: "index", of, key: expression(cursor) };
      cursor.expect("]");
    } else return of;
  }
}

const splat = (cursor: Cursor, expression: ParseExpression, of: Node, taken: "all" | "names"): Node =>
  cursor.nested(() => ({
    kind: "splat",
    of,
    each: steps(cursor, expression, { kind: "name", name: SPLAT_ELEMENT }, taken),
  }));

const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

function primary(cursor: Cursor, expression: ParseExpression): Node {
  cursor.space();
  const { char } = cursor;
  if (char === "(") {
    cursor.at++;
    const inner = expression(cursor);
    cursor.expect(")");
    return inner;
  }
  if (char === '"') return quoted(cursor, expression);
  if (char === "[") return list(cursor, expression);
  if (char === "{") return object(cursor, expression);
  const heredoc = cursor.match(/<<(-?)([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy);
  if (heredoc)
    return cursor.nested(() =>
      template(new Cursor(heredocText(cursor, heredoc), cursor.depth), expression, "text", heredoc[1] === "-"),
    );
  const number = cursor.match(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number) return { kind: "number", text: number[0] };
  let name = cursor.name();
  if (name === undefined) return cursor.fail(cursor.ended ? "unexpected end of the expression" : "unexpected text");
  while (cursor.match(/::/y)) name += `::${cursor.name() ?? ""}`;
  if (cursor.match(/[ \t]*\(/y)) return call(cursor, expression, name);
  const literal = LITERALS.get(name);
  return literal === undefined ? { kind: "name", name } : { kind: "literal", value: literal };
}

function quoted(cursor: Cursor, expression: ParseExpression): Node {
  cursor.at++;
  const node = cursor.nested(() => template(cursor, expression, "quoted"));
  if (cursor.char !== '"') cursor.fail("a string is not closed");
  cursor.at++;
  return node;
}

function call(cursor: Cursor, expression: ParseExpression, name: string): Node {
  const args: Node[] = [];
  let spread = false;
  while (!cursor.take(")")) {
    args.push(expression(cursor));
    spread = cursor.take("...");
    if (!cursor.take(",")) {
      cursor.expect(")");
      break;
    }
  }
  return { kind: "call", name, args, spread };
}

function list(cursor: Cursor, expression: ParseExpression): Node {
  cursor.at++;
  if (cursor.keyword("for")) return forBody(cursor, expression, "]");
  const items: Node[] = [];
  while (!cursor.take("]")) {
    items.push(expression(cursor));
    if (!cursor.take(",")) {
      cursor.expect("]");
      break;
    }
  }
  return { kind: "list", items };
}

function object(cursor: Cursor, expression: ParseExpression): Node {
  cursor.at++;
  const start = cursor.at;
  // `for` may also be a key.
  if (cursor.keyword("for") && !/^\s*[=:]/.test(cursor.text.slice(cursor.at, cursor.at + 20)))
    return forBody(cursor, expression, "}");
  cursor.at = start;
  const members: [Node, Node][] = [];
  while (!cursor.take("}")) {
    const key = objectKey(cursor, expression);
    if (!cursor.take("=")) cursor.expect(":");
    members.push([key, expression(cursor)]);
    cursor.take(",");
  }
  return { kind: "object", members };
}

/** A bare name is that text, not a reference. */
function objectKey(cursor: Cursor, expression: ParseExpression): Node {
  const from = cursor.at;
  const name = cursor.name();
  if (name !== undefined && /^\s*[=:]/.test(cursor.text.slice(cursor.at, cursor.at + 50)))
    return { kind: "literal", value: name };
  cursor.at = from;
  return expression(cursor);
}

function forBody(cursor: Cursor, expression: ParseExpression, close: "]" | "}"): Node {
  const head = forHead(cursor, expression);
  cursor.expect(":");
  const first = expression(cursor);
  const value = close === "}" ? afterArrow(cursor, expression) : undefined;
  const grouped = cursor.take("...");
  const condition = cursor.keyword("if") ? expression(cursor) : undefined;
  cursor.expect(close);
  const result = value ? { key: first, value } : { value: first };
  return { kind: "for", ...head, ...result, condition, grouped, joined: false };
}

function afterArrow(cursor: Cursor, expression: ParseExpression): Node {
  cursor.expect("=>");
  return expression(cursor);
}
