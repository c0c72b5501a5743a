/** An expression as it stands in `${{ }}` or `if:`. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "field"; readonly of: Expression; readonly name: Expression }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression };

const TOKEN =
  /\s*(?:('(?:[^']|'')*')|([-+]?(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[-+]?\d+)?))|([a-z_][\w-]*)|(&&|\|\||[=!<>]=|[()[\].,!<>*]))/iy;

interface Token {
  readonly kind: "text" | "number" | "name" | "symbol";
  readonly text: string;
}

const MAX_DEPTH = 50;
/** Weakest first. */
const LEVELS: readonly (readonly string[])[] = [["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="]];

/**
 * @returns `undefined` where it is no expression that GitHub understands
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function parseExpression(text: string): Expression | undefined {
  const tokens = tokensOf(text);
  return tokens && new Parser(tokens).whole();
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  const pattern = new RegExp(TOKEN);
  for (let at = 0; at < end; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const [, quoted, number, name, symbol] = pattern.exec(text) ?? [];
    if (quoted !== undefined) tokens.push({ kind: "text", text: quoted.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol });
    else return undefined;
  }
  return tokens;
}

/** What is misunderstood is given up by a throw that does not leave this file. */
class NotAnExpression extends Error {}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression | undefined {
    try {
      const expression = this.level(0);
      return this.at === this.tokens.length ? expression : undefined;
    } catch (error) {
      if (error instanceof NotAnExpression) return undefined;
      throw error;
    }
  }

  private level(index: number): Expression {
    const operators = LEVELS[index];
    if (!operators) return this.unary();
    let left = this.level(index + 1);
    for (let symbol = this.symbol(operators); symbol; symbol = this.symbol(operators))
      left = { kind: "binary", operator: symbol, left, right: this.level(index + 1) };
    return left;
  }

  private unary(): Expression {
    if (++this.depth > MAX_DEPTH) throw new NotAnExpression();
    const expression: Expression = this.symbol(["!"]) ? { kind: "not", of: this.unary() } : this.postfix();
    this.depth--;
    return expression;
  }

  private postfix(): Expression {
    let expression = this.primary();
    for (;;) {
      if (this.symbol(["."])) {
        const { kind, text } = this.next();
        if (kind !== "name" && text !== "*") throw new NotAnExpression();
        expression = { kind: "field", of: expression, name: { kind: "literal", value: text } };
      } else if (this.symbol(["["])) {
        const name: Expression = this.symbol(["*"]) ? { kind: "literal", value: "*" } : this.level(0);
        this.expect("]");
        expression = { kind: "field", of: expression, name };
      } else return expression;
    }
  }

  private primary(): Expression {
    const { kind, text } = this.next();
    if (kind === "text") return { kind: "literal", value: text };
    if (kind === "number") return { kind: "literal", value: Number(text) };
    if (kind === "name") return this.symbol(["("]) ? this.call(text) : named(text);
    if (text !== "(") throw new NotAnExpression();
    const inner = this.level(0);
    this.expect(")");
    return inner;
  }

  private call(name: string): Expression {
    const given: Expression[] = [];
    if (!this.symbol([")"])) {
      do given.push(this.level(0));
      while (this.symbol([","]));
      this.expect(")");
    }
    return { kind: "call", name: name.toLowerCase(), arguments: given };
  }

  private next(): Token {
    const token = this.tokens[this.at++];
    if (!token) throw new NotAnExpression();
    return token;
  }

  private symbol(wanted: readonly string[]): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== "symbol" || !wanted.includes(token.text)) return undefined;
    this.at++;
    return token.text;
  }

  private expect(symbol: string): void {
    if (!this.symbol([symbol])) throw new NotAnExpression();
  }
}

function named(name: string): Expression {
  const literals: Record<string, boolean | null> = { true: true, false: false, null: null };
  const folded = name.toLowerCase();
  return Object.hasOwn(literals, folded)
    ? { kind: "literal", value: literals[folded] ?? null }
    : { kind: "name", name };
}
