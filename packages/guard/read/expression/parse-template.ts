import type { Cursor } from "./cursor";
import type { ForNode, Node } from "./node";

/** The kind of text: a string in quotes has backslash escapes and ends at its quote. */
export type TemplateForm = "text" | "quoted";
export type ParseExpression = (cursor: Cursor) => Node;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Text up to the end, or to the closing quote, which stays. @throws ExpressionSyntaxError */
export function template(cursor: Cursor, expression: ParseExpression, form: TemplateForm): Node {
  const { parts, stopped } = new TemplateParser(cursor, expression, form).parts();
  if (stopped) cursor.fail(`%{ ${stopped} } without its start`);
  return joined(parts);
}

/** A single interpolation keeps the type of its value. */
function joined(parts: readonly Node[]): Node {
  const [only] = parts;
  if (parts.length === 0) return { kind: "literal", value: "" };
  if (only?.kind === "literal" && parts.length === 1) return only;
  return { kind: "template", parts };
}

class TemplateParser {
  private trimNext = false;

  constructor(
    private readonly cursor: Cursor,
    private readonly expression: ParseExpression,
    private readonly form: TemplateForm,
  ) {}

  /** Up to the end of the template or to `%{ else }`, `%{ endif }`, `%{ endfor }`, which is consumed and returned. */
  parts(): { parts: Node[]; stopped?: string } {
    const { cursor } = this;
    const parts: Node[] = [];
    for (;;) {
      const text = this.literal();
      const opened = cursor.match(/[$%]\{~?/y)?.[0];
      const trimmed = this.trim(text, opened?.endsWith("~") ?? false);
      if (trimmed) parts.push({ kind: "literal", value: trimmed });
      if (!opened) return { parts };
      if (opened.startsWith("$")) {
        const node = this.expression(cursor);
        this.close();
        // Wrapped so that `"${x}"` does not become a string when it is the only part.
        parts.push(node.kind === "literal" ? { kind: "template", parts: [node] } : node);
        continue;
      }
      const word = cursor.name();
      if (word === "if") parts.push(cursor.nested(() => this.conditional()));
      else if (word === "for") parts.push(cursor.nested(() => this.loop()));
      else {
        this.close();
        return { parts, stopped: word ?? "" };
      }
    }
  }

  private conditional(): Node {
    const condition = this.expression(this.cursor);
    this.close();
    const then = this.parts();
    const otherwise = then.stopped === "else" ? this.parts() : { parts: [], stopped: then.stopped };
    if (otherwise.stopped !== "endif") this.cursor.fail("%{ if } without %{ endif }");
    return { kind: "conditional", condition, whenTrue: asText(then.parts), whenFalse: asText(otherwise.parts) };
  }

  private loop(): ForNode {
    const { cursor } = this;
    const head = forHead(cursor, this.expression);
    this.close();
    const body = this.parts();
    if (body.stopped !== "endfor") cursor.fail("%{ for } without %{ endfor }");
    return { kind: "for", ...head, value: asText(body.parts), grouped: false, joined: true };
  }

  private close(): void {
    const { cursor } = this;
    cursor.space();
    const closed = cursor.match(/~?\}/y)?.[0];
    this.trimNext = (closed ?? cursor.fail('expected "}"')).startsWith("~");
  }

  private trim(text: string, end: boolean): string {
    const start = this.trimNext ? text.trimStart() : text;
    this.trimNext = false;
    return end ? start.trimEnd() : start;
  }

  private literal(): string {
    const { cursor, form } = this;
    let text = "";
    for (;;) {
      const plain = cursor.match(form === "quoted" ? /[^$%"\\]+/y : /[^$%]+/y)?.[0];
      text += plain ?? "";
      const { char } = cursor;
      if (char === "" || (form === "quoted" && char === '"')) return text;
      if (char === "\\") text += this.escape();
      else if (cursor.match(/\$\$\{|%%\{/y)) text += `${char}{`;
      else if (cursor.text[cursor.at + 1] === "{") return text;
      else {
        text += char;
        cursor.at++;
      }
    }
  }

  private escape(): string {
    const { cursor } = this;
    const unicode = cursor.match(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/y);
    if (unicode) {
      const code = Number.parseInt(unicode[1] ?? unicode[2] ?? "", 16);
      if (code > 0x10ffff) cursor.fail("invalid character code");
      return String.fromCodePoint(code);
    }
    const escaped = ESCAPES[cursor.text[cursor.at + 1] ?? ""];
    cursor.at += 2;
    return escaped ?? cursor.fail("invalid escape");
  }
}

const asText = (parts: readonly Node[]): Node => ({
  kind: "template",
  parts: [{ kind: "literal", value: "" }, ...parts],
});

/** `k, v in of`, after `for`. */
export function forHead(cursor: Cursor, expression: ParseExpression): Pick<ForNode, "keyName" | "valueName" | "of"> {
  const first = cursor.name() ?? cursor.fail("expected a name after for");
  const second = cursor.take(",") ? (cursor.name() ?? cursor.fail("expected a second name")) : undefined;
  if (!cursor.keyword("in")) cursor.fail("expected in");
  return { keyName: second && first, valueName: second ?? first, of: expression(cursor) };
}
