import type { Cursor } from "./cursor";
import type { ForNode, Node } from "./node";
import { trimEnd, trimStart } from "./space";

/** The kind of text: a string in quotes has backslash escapes and ends at its quote. */
export type TemplateForm = "text" | "quoted";
export type ParseExpression = (cursor: Cursor) => Node;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/**
 * Text up to the end, or to the closing quote, which stays.
 * @param flush whether the indentation that all lines share is left out
 * @throws ExpressionSyntaxError
 */
export function template(cursor: Cursor, expression: ParseExpression, form: TemplateForm, flush = false): Node {
  const parser = new TemplateParser(cursor, expression, form);
  const { parts, stopped } = parser.parts();
  if (stopped) cursor.fail(`%{ ${stopped} } without its start`);
  if (flush) parser.flush();
  return joined(parts);
}

/** A single interpolation keeps the type of its value. */
function joined(parts: readonly Node[]): Node {
  const [only] = parts;
  if (parts.length === 0) return { kind: "literal", value: "" };
  if (only?.kind === "literal" && parts.length === 1) return only;
  return { kind: "template", parts };
}

/** A line of text, or a part of one. */
interface Piece {
  readonly kind: "literal";
  value: string;
}

class TemplateParser {
  private trimNext = false;
  private atLineStart = true;
  private readonly indented: Piece[] = [];
  private indentation = Number.POSITIVE_INFINITY;

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
      parts.push(...this.pieces(text, opened?.endsWith("~") ?? false));
      if (!opened) return { parts };
      this.countIndentation();
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

  /** Takes the indentation away that all lines share, in the way of Terraform: `~` comes first, empty lines stay. */
  flush(): void {
    if (this.indentation === Number.POSITIVE_INFINITY) return;
    for (const piece of this.indented) piece.value = piece.value.slice(this.indentation);
  }

  /** The lines of a text: `~` trims only the one beside it. */
  private pieces(text: string, trimsEnd: boolean): Piece[] {
    const lines = this.form === "text" ? text.split(/(?<=\n)/) : [text];
    if (text === "") lines.pop();
    const pieces = lines.map((line, at): Piece => {
      const start = this.trimNext && at === 0 ? trimStart(line) : line;
      const piece: Piece = { kind: "literal", value: trimsEnd && at === lines.length - 1 ? trimEnd(start) : start };
      this.countIndentation(piece);
      this.atLineStart = piece.value.endsWith("\n");
      return piece;
    });
    this.trimNext = false;
    for (const piece of pieces) piece.value = piece.value.normalize();
    return pieces;
  }

  private countIndentation(piece?: Piece): void {
    if (!this.atLineStart) return;
    this.atLineStart = false;
    const { value } = piece ?? { value: "" };
    const content = trimStart(value);
    if (content === "" && value.endsWith("\n")) return;
    this.indentation = Math.min(this.indentation, value.length - content.length);
    if (piece) this.indented.push(piece);
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
