import { MAX_HCL_OPERATORS, MAX_HCL_STRING, MAX_HCL_STRING_LINES, MAX_NESTING } from "../../bounds";
import { AccessInputError, placeOf } from "../access-input-error";
import { pathKey } from "./exact-json";

const NAME = "[\\p{ID_Start}_][\\p{ID_Continue}-]*";
const HEADER = new RegExp(`[ \\t]*(${NAME})((?:[ \\t]+(?:"[^"\\n$%\\\\]*"|${NAME}))*)[ \\t]*\\{`, "uy");
const HEREDOC = new RegExp(`<<-?(${NAME})\\r?\\n`, "uy");

/**
 * Lines of the top-level blocks, by the path of block type and labels. The HCL parser reports no positions, and overflows
 * its stack on deep nesting, so this scans the text first.
 * @throws AccessInputError if it is nested deeper than {@link MAX_NESTING}
 */
export const hclLayout = (text: string, file: string): HclLayout => new Layout(text, file).read();

export interface HclLayout {
  readonly lines: ReadonlyMap<string, number>;
  /** About how many values it holds, where a number counts as four: so long the parser takes. */
  readonly weight: number;
}

/** What means nothing here, in code and in a text: most of both. */
const PLAIN_CODE = /[^\n#/<"{[(}\]),?!*\d-]+/y;
const PLAIN_TEXT = /[^$%\n"\\]+/y;
const DIGIT = /\d/;
const WORD = /[\w.]/;
const NUMBER_WEIGHT = 4;
const DIRECTIVE = /%\{~?\s*(end)?(?:if|for)\b/y;

/** The parser joins the pieces of a text one by one: each `$`, `%` and line is one, and a line costs half. */
const textWeight = (signs: number, lines: number): number => (signs + lines / 2) ** 2 / 1_000;

interface Enclosure {
  /** An opening bracket, `"` for a string, or `<` and a heredoc's end marker. */
  readonly opened: string;
  readonly start: number;
  readonly line: number;
  /** Those seen in it so far; in a text, the directives that are open. */
  operators: number;
  /** `$` and `%` in a text that begin nothing. */
  signs: number;
}

class Layout implements HclLayout {
  weight = 0;
  readonly lines = new Map<string, number>();
  private readonly open: Enclosure[] = [{ opened: "", start: 0, line: 1, operators: 0, signs: 0 }];
  private line = 1;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  read(): HclLayout {
    this.header();
    while (this.at < this.text.length) {
      const { opened } = this.inside;
      const isText = opened === '"' || opened.startsWith("<");
      if (this.skip(isText ? PLAIN_TEXT : PLAIN_CODE)) continue;
      if (isText) this.template(opened);
      else this.code();
    }
    return this;
  }

  private get inside(): Enclosure {
    return this.open.at(-1) as Enclosure;
  }

  private skip(plain: RegExp): boolean {
    plain.lastIndex = this.at;
    if (!plain.test(this.text)) return false;
    this.at = plain.lastIndex;
    return true;
  }

  private template(opened: string): void {
    const { text, at } = this;
    const char = text[at] as string;
    if ((char === "$" || char === "%") && text[at + 1] === char && text[at + 2] === "{") {
      this.inside.signs++;
      this.at += 3;
    } else if ((char === "$" || char === "%") && text[at + 1] === "{") {
      this.directive();
      this.enter("{");
      this.at += 2;
    } else if (char === "\n") {
      this.newline();
      if (opened === '"') {
        this.leave();
        this.header();
      } else this.heredocEnd(opened.slice(1));
    } else if (opened === '"' && char === "\\") this.at += 2;
    else {
      if (char === "$" || char === "%") this.inside.signs++;
      if (opened === '"' && char === '"') this.leave();
      this.at++;
    }
  }

  /** The parser recurses from `%{ if }` and `%{ for }` to their end. */
  private directive(): void {
    DIRECTIVE.lastIndex = this.at;
    const found = DIRECTIVE.exec(this.text);
    if (!found) return;
    this.inside.operators += found[1] === undefined ? 1 : -1;
    if (this.inside.operators > MAX_NESTING) this.refuse(`HCL is nested deeper than ${MAX_NESTING} levels`);
  }

  private code(): void {
    const { text, at } = this;
    const char = text[at] as string;
    const next = text[at + 1];
    if (char === "\n") {
      this.newline();
      if ("{".includes(this.inside.opened)) this.inside.operators = 0;
      this.header();
    } else if (char === "#" || (char === "/" && next === "/")) this.at = this.end("\n", at);
    else if (char === "/" && next === "*") {
      const end = this.end("*/", at + 2);
      while (this.at < end)
        if (text[this.at] === "\n") this.newline();
        else this.at++;
    } else if (char === "<" && next === "<") this.heredocStart();
    else {
      if (char === '"' || char === "{" || char === "[" || char === "(") this.enter(char);
      else if (char === "}" || char === "]" || char === ")") this.leave();
      else if (char === ",") {
        this.inside.operators = 0;
        this.weight++;
      } else if (DIGIT.test(char) && !WORD.test(text[at - 1] ?? "")) this.weight += NUMBER_WEIGHT;
      else if (char === "?" || char === "!" || char === "-") this.operator(this.inside);
      else if (char === "*" && text[at - 1] === "[") this.operator(this.open.at(-2) ?? this.inside);
      this.at++;
    }
  }

  private operator(within: Enclosure): void {
    if (++within.operators > MAX_HCL_OPERATORS)
      this.refuse(`an expression has more than ${MAX_HCL_OPERATORS} operators`);
  }

  private header(): void {
    if (this.open.length > 1) return;
    HEADER.lastIndex = this.at;
    const [, type, labels] = HEADER.exec(this.text) ?? [];
    if (type === undefined || labels === undefined) return;
    const names = [...labels.matchAll(/"([^"]*)"|([^\s"]+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
    const path = pathKey([type, ...names]);
    if (!this.lines.has(path)) this.lines.set(path, this.line);
  }

  private heredocStart(): void {
    HEREDOC.lastIndex = this.at;
    const [found, marker] = HEREDOC.exec(this.text) ?? [];
    if (found === undefined) {
      this.at += 2;
      return;
    }
    this.at += found.length;
    this.line++;
    this.enter(`<${marker}`);
    this.heredocEnd(marker as string);
  }

  private heredocEnd(marker: string): void {
    const end = this.end("\n", this.at);
    if (this.text.slice(this.at, end).trim() !== marker) return;
    this.at = end;
    this.leave();
  }

  private newline(): void {
    this.line++;
    this.at++;
  }

  private enter(opened: string): void {
    this.weight++;
    this.open.push({ opened, start: this.at, line: this.line, operators: 0, signs: 0 });
    if (this.open.length > MAX_NESTING) this.refuse(`HCL is nested deeper than ${MAX_NESTING} levels`);
  }

  private leave(): void {
    const { opened, start, line, signs } = this.inside;
    if (opened === '"' || opened.startsWith("<")) {
      const lines = this.line - line;
      this.checkText(start, this.at - start, lines);
      this.weight += textWeight(signs, lines);
    }
    if (this.open.length > 1) this.open.pop();
  }

  private checkText(start: number, characters: number, lines: number): void {
    const fix = "Keep it in a file of its own and read that with file(), or write the configuration as Terraform JSON";
    if (characters > MAX_HCL_STRING)
      this.refuse(`a string has ${characters} characters, but at most ${MAX_HCL_STRING} are read`, fix, start);
    if (lines > MAX_HCL_STRING_LINES)
      this.refuse(`a string has ${lines} lines, but at most ${MAX_HCL_STRING_LINES} are read`, fix, start);
  }

  private end(mark: string, from: number): number {
    const found = this.text.indexOf(mark, from);
    return found < 0 ? this.text.length : found + (mark === "\n" ? 0 : mark.length);
  }

  private refuse(
    what: string,
    fix = "Split it into several parts; Terraform needs only a few levels",
    at = this.at,
  ): never {
    throw new AccessInputError(placeOf(this.file, this.text, at), what, fix);
  }
}
