/** An expression that does not follow the grammar. */
export class ExpressionSyntaxError extends Error {}

/** Deeper expressions are not read. */
const MAX_DEPTH = 150;

/** A position in the text of an expression, with methods to move it. */
export class Cursor {
  at = 0;

  /** @param depth of what encloses the text */
  constructor(
    readonly text: string,
    public depth = 0,
  ) {}

  get char(): string {
    return this.text[this.at] ?? "";
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  /** White space with line breaks, and comments. */
  space(): void {
    const code = this.text.charCodeAt(this.at);
    if (code > 0x20 && code !== 0x23 && code !== 0x2f && code < 0x80) return;
    const space = /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
    space.lastIndex = this.at;
    this.at += space.exec(this.text)?.[0].length ?? 0;
  }

  /** Takes `token`, which white space and comments may precede. */
  take(token: string): boolean {
    const from = this.at;
    this.space();
    if (this.text.startsWith(token, this.at)) {
      this.at += token.length;
      return true;
    }
    this.at = from;
    return false;
  }

  expect(token: string): void {
    if (!this.take(token)) this.fail(`expected ${JSON.stringify(token)}`);
  }

  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return undefined;
    this.at += found[0].length;
    return found;
  }

  /** A name, which white space and comments may precede. */
  name(): string | undefined {
    const from = this.at;
    this.space();
    const found = this.match(/[\p{ID_Start}_][\p{ID_Continue}-]*/uy)?.[0];
    if (found === undefined) this.at = from;
    return found;
  }

  /** A keyword, and not a longer name that starts like it. */
  keyword(word: string): boolean {
    const from = this.at;
    if (this.name() === word) return true;
    this.at = from;
    return false;
  }

  nested<T>(parse: () => T): T {
    if (++this.depth > MAX_DEPTH) this.fail(`it is nested deeper than ${MAX_DEPTH} levels`);
    const result = parse();
    this.depth--;
    return result;
  }

  fail(what: string): never {
    throw new ExpressionSyntaxError(`${what} at character ${this.at + 1}`);
  }
}
