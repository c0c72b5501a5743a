import { MAX_SCRIPT_DEPTH } from "../../bounds";

/** A word of a shell script, before it is expanded. */
export type Word = readonly Part[];

export type Part = { readonly quoted: boolean } & (
  | { readonly kind: "text"; readonly text: string }
  /** `fallback` of `${NAME:-fallback}`; with other operators, nothing is known. */
  | { readonly kind: "variable"; readonly name: string; readonly fallback?: string }
  /** The output of a command, or the result of a calculation. */
  | { readonly kind: "output" }
);

/** A simple command. */
export interface Command {
  readonly words: readonly Word[];
  /** Before its first word: `A=b`. */
  readonly assignments: readonly (readonly [string, Word])[];
  readonly redirects: readonly { readonly sign: string; readonly target: Word }[];
  /** Of its first word; the script's first line is 0. */
  readonly line: number;
}

/**
 * The commands of a POSIX shell script in order, those of `$(...)` before the command that they are part of. Branches and
 * loops are taken as if they ran once. Never throws.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
 */
export function commandsOf(script: string): Command[] {
  const commands: Command[] = [];
  new Reader(script, commands).list(0);
  return commands;
}

/** Words after which a command begins. */
const KEYWORDS = new Set(["if", "then", "elif", "else", "while", "until", "do", "!", "time"]);

class Reader {
  private at = 0;
  private line = 0;
  private heredocs: string[] = [];

  constructor(
    private readonly text: string,
    private readonly commands: Command[],
  ) {}

  /** Up to and including the bracket that closes a substitution. */
  list(depth: number, end?: ")" | "`"): void {
    while (this.at < this.text.length) {
      const before = this.at;
      if (this.command(depth, end)) return;
      if (this.at === before) this.at++;
    }
  }

  /** @returns whether the list ends here */
  private command(depth: number, end: ")" | "`" | undefined): boolean {
    const words: Word[] = [];
    const assignments: [string, Word][] = [];
    const redirects: { sign: string; target: Word }[] = [];
    let line = this.line;
    let ended = false;
    for (;;) {
      this.blanks();
      const character = this.text[this.at];
      if (character === undefined) break;
      if (end !== undefined && character === end) {
        this.at++;
        ended = true;
        break;
      }
      if (character === "#") {
        this.comment();
        continue;
      }
      if (character === "\n") {
        this.newline();
        break;
      }
      if (character === ";" || character === "(" || character === ")") {
        this.at++;
        break;
      }
      const sign = /^(?:\d*(?:<<<|<<-?|>>|>\||<>|[<>]&?)|&>>?)/.exec(this.text.slice(this.at, this.at + 6))?.[0];
      if (sign !== undefined) {
        this.at += sign.length;
        this.blanks();
        const target = this.word(depth);
        if (/^\d*<<-?$/.test(sign)) this.heredocs.push(plainText(target));
        else redirects.push({ sign: sign.replace(/^\d+/, ""), target });
        continue;
      }
      if (character === "|" || character === "&") {
        this.at++;
        break;
      }
      if (words.length === 0) line = this.line;
      const word = this.word(depth);
      if (word.length === 0) break;
      const assigned = words.length === 0 ? assignmentOf(word) : undefined;
      if (assigned) assignments.push(assigned);
      else if (words.length > 0 || !KEYWORDS.has(plainText(word))) words.push(word);
      // The brackets of a group are commands of their own.
      if (words.length === 1 && plainText(word) === "{") break;
    }
    if (words.length > 0 || assignments.length > 0 || redirects.length > 0)
      this.commands.push({ words, assignments, redirects, line });
    return ended;
  }

  private blanks(): void {
    for (;;) {
      const character = this.text[this.at];
      if (character === " " || character === "\t" || character === "\r") this.at++;
      else if (character === "\\" && /^\\\r?\n/.test(this.text.slice(this.at, this.at + 3))) {
        this.at = this.text.indexOf("\n", this.at) + 1;
        this.line++;
      } else return;
    }
  }

  private comment(): void {
    const end = this.text.indexOf("\n", this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  private newline(): void {
    this.at++;
    this.line++;
    for (const delimiter of this.heredocs.splice(0)) {
      while (this.at < this.text.length) {
        const end = this.text.indexOf("\n", this.at);
        const row = this.text.slice(this.at, end < 0 ? undefined : end);
        this.at = end < 0 ? this.text.length : end + 1;
        this.line++;
        if (row.trim() === delimiter) break;
      }
    }
  }

  private word(depth: number): Word {
    const parts: Part[] = [];
    let plain = "";
    const flush = (quoted = false) => {
      if (plain !== "" || quoted) parts.push({ kind: "text", text: plain, quoted });
      plain = "";
    };
    for (let character = this.text[this.at]; character !== undefined; character = this.text[this.at]) {
      if (/[\s;|&()<>]/.test(character)) break;
      if (character === "`" && depth > 0 && this.inBackquotes) break;
      if (character === "'") {
        flush();
        plain = this.until("'");
        flush(true);
      } else if (character === '"') {
        flush();
        this.at++;
        this.doubleQuoted(parts, depth);
      } else if (character === "\\") {
        const next = this.text[this.at + 1] ?? "";
        if (next === "\n") this.line++;
        else plain += next;
        this.at += 2;
      } else if (character === "$" || character === "`") {
        flush();
        const part = this.expansion(false, depth);
        if (part) parts.push(part);
        else plain += character;
      } else {
        plain += character;
        this.at++;
      }
    }
    flush();
    return parts;
  }

  private inBackquotes = false;

  private doubleQuoted(parts: Part[], depth: number): void {
    let plain = "";
    const flush = () => parts.push({ kind: "text", text: plain, quoted: true });
    for (let character = this.text[this.at]; character !== undefined; character = this.text[this.at]) {
      if (character === '"') {
        this.at++;
        break;
      }
      if (character === "\n") this.line++;
      if (character === "\\" && /["\\$`\n]/.test(this.text[this.at + 1] ?? "")) {
        const next = this.text[this.at + 1] ?? "";
        if (next === "\n") this.line++;
        else plain += next;
        this.at += 2;
      } else if (character === "$" || character === "`") {
        const part = this.expansion(true, depth);
        if (part) {
          flush();
          plain = "";
          parts.push(part);
        } else plain += character;
      } else {
        plain += character;
        this.at++;
      }
    }
    flush();
  }

  /** From `$` or a backquote on; `undefined`, and one character further, if it is a plain character. */
  private expansion(quoted: boolean, depth: number): Part | undefined {
    const rest = this.text.slice(this.at, this.at + 200);
    if (rest.startsWith("$((")) {
      const end = this.text.indexOf("))", this.at);
      this.skipTo(end < 0 ? this.text.length : end + 2);
      return { kind: "output", quoted };
    }
    if (rest.startsWith("$(") || rest.startsWith("`")) {
      const backquoted = rest.startsWith("`");
      this.at += backquoted ? 1 : 2;
      if (depth >= MAX_SCRIPT_DEPTH) return { kind: "output", quoted };
      const outer = this.inBackquotes;
      this.inBackquotes = backquoted;
      this.list(depth + 1, backquoted ? "`" : ")");
      this.inBackquotes = outer;
      return { kind: "output", quoted };
    }
    const [simple, name] = /^\$([A-Za-z_]\w*|[\d@*#?$!-])/.exec(rest) ?? [];
    if (simple !== undefined && name !== undefined) {
      this.at += simple.length;
      return { kind: "variable", name, quoted };
    }
    if (rest.startsWith("${")) {
      const end = this.text.indexOf("}", this.at);
      const inner = this.text.slice(this.at + 2, end < 0 ? undefined : end);
      this.skipTo(end < 0 ? this.text.length : end + 1);
      const [whole, variable = "", fallback] = /^([A-Za-z_]\w*)(?::?-([^$`]*))?$/.exec(inner) ?? [];
      return whole === undefined ? { kind: "output", quoted } : { kind: "variable", name: variable, fallback, quoted };
    }
    this.at++;
    return undefined;
  }

  /** Up to and including a quote. */
  private until(quote: string): string {
    const start = this.at + 1;
    const end = this.text.indexOf(quote, start);
    this.skipTo(end < 0 ? this.text.length : end + 1);
    return this.text.slice(start, end < 0 ? undefined : end);
  }

  private skipTo(place: number): void {
    for (let at = this.at; at < place; at++) if (this.text[at] === "\n") this.line++;
    this.at = place;
  }
}

const plainText = (word: Word): string => word.map((part) => (part.kind === "text" ? part.text : "")).join("");

function assignmentOf([first, ...others]: Word): [string, Word] | undefined {
  if (first?.kind !== "text" || first.quoted) return undefined;
  const [whole, name] = /^([A-Za-z_]\w*)\+?=/.exec(first.text) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  return [name, [{ ...first, text: first.text.slice(whole.length) }, ...others]];
}
