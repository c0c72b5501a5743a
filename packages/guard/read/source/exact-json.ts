/** Path of object keys from the root to a member, joined; array positions are not part of it. */
export const pathKey = (path: readonly string[]): string => path.join("\u0000");

export interface ExactJson {
  /** Repeated members that may be blocks are all kept, as one list: if all are objects or lists of them. */
  readonly value: unknown;
  /** Offset of the first key of each member up to {@link POSITION_DEPTH}, by {@link pathKey}. */
  readonly offsets: ReadonlyMap<string, number>;
  /** A member that is written twice and is not a block. */
  readonly repeated?: { readonly key: string; readonly offset: number };
}

/** `resource`, type, name. */
const POSITION_DEPTH = 3;

export class JsonSyntaxError extends Error {
  constructor(
    what: string,
    readonly offset: number,
  ) {
    super(what);
  }
}

/**
 * Reads JSON more slowly than JSON.parse, but knows positions and keeps repeated members. The caller has limited the depth.
 * @param blocks whether a repeated member may be a block, as Terraform reads it
 * @throws JsonSyntaxError
 */
export const parseExactJson = (text: string, blocks = true): ExactJson => new Parser(text, blocks).parse();

class Parser {
  private at = 0;
  private readonly path: string[] = [];
  private readonly offsets = new Map<string, number>();
  private repeated: ExactJson["repeated"];
  /** Lists that this parser made of repeated members, which it may still extend. */
  private readonly joined = new WeakSet<object>();

  constructor(
    private readonly text: string,
    private readonly blocks: boolean,
  ) {}

  parse(): ExactJson {
    this.space();
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail("unexpected text after the end of the JSON value");
    return { value, offsets: this.offsets, repeated: this.repeated };
  }

  private value(): unknown {
    const next = this.text[this.at];
    if (next === "{") return this.object();
    if (next === "[") return this.list();
    if (next === '"') return this.string();
    const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
    scalar.lastIndex = this.at;
    const found = scalar.exec(this.text)?.[0];
    if (found === undefined) this.fail(next === undefined ? "unexpected end of the file" : `unexpected ${quote(next)}`);
    this.at += found.length;
    return JSON.parse(found);
  }

  private object(): unknown {
    const members = new Map<string, unknown>();
    this.elements("}", () => {
      const offset = this.at;
      if (this.text[offset] !== '"') this.fail("expected a key in double quotes");
      const key = this.string();
      this.space();
      if (this.text[this.at] !== ":") this.fail(`expected ":" after the key ${quote(key)}`);
      this.at++;
      this.space();
      this.path.push(key);
      if (this.path.length <= POSITION_DEPTH) {
        const path = pathKey(this.path);
        if (!this.offsets.has(path)) this.offsets.set(path, offset);
      }
      const value = this.value();
      this.path.pop();
      members.set(key, members.has(key) ? this.both(key, offset, members.get(key), value) : value);
    });
    return Object.fromEntries(members);
  }

  private both(key: string, offset: number, first: unknown, second: unknown): unknown {
    const isJoined = Array.isArray(first) && this.joined.has(first);
    if (!this.blocks || !(isJoined || isBlock(first)) || !isBlock(second)) {
      if (key !== "//") this.repeated ??= { key, offset };
      return second;
    }
    const list: unknown[] = isJoined ? first : [first].flat();
    this.joined.add(list);
    for (const block of [second].flat()) list.push(block);
    return list;
  }

  private list(): unknown[] {
    const items: unknown[] = [];
    this.elements("]", () => {
      items.push(this.value());
    });
    return items;
  }

  private elements(close: "}" | "]", element: () => void): void {
    this.at++;
    this.space();
    if (this.text[this.at] === close) {
      this.at++;
      return;
    }
    for (;;) {
      element();
      this.space();
      const next = this.text[this.at];
      if (next !== close && next !== ",")
        this.fail(next === undefined ? "unexpected end of the file" : `expected "," or ${quote(close)}`);
      this.at++;
      if (next === close) return;
      this.space();
    }
  }

  private string(): string {
    const start = this.at;
    for (this.at++; this.at < this.text.length; this.at++) {
      const char = this.text.charCodeAt(this.at);
      if (char === 0x5c) this.at++;
      else if (char === 0x22) {
        this.at++;
        try {
          return JSON.parse(this.text.slice(start, this.at)) as string;
        } catch {
          this.fail("a string contains an invalid escape", start);
        }
      } else if (char < 0x20) this.fail("a string contains a line break or another control character");
    }
    return this.fail("a string is not closed", start);
  }

  private space(): void {
    while (" \t\r\n".includes(this.text[this.at] ?? "x")) this.at++;
  }

  private fail(what: string, offset = this.at): never {
    throw new JsonSyntaxError(what, offset);
  }
}

const isBlock = (value: unknown): boolean =>
  Array.isArray(value) ? value.every((item) => isBlock(item)) : typeof value === "object" && value !== null;

const quote = (text: string): string => JSON.stringify(text);
