import { MAX_EXPRESSION, MAX_EXPRESSION_DEPTH } from "../../bounds";
import { FUNCTIONS } from "./functions";
import { type Token, tokensOf } from "./tokens";

/** An expression as it is written in `${{ }}` or `if:`. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "field"; readonly of: Expression; readonly name: Expression }
  /** `.*` */
  | { readonly kind: "every"; readonly of: Expression }
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: "not"; readonly of: Expression }
  | { readonly kind: "and"; readonly of: readonly Expression[] }
  | { readonly kind: "or"; readonly of: readonly Expression[] }
  | { readonly kind: "compare"; readonly operator: string; readonly left: Expression; readonly right: Expression };

/** Weakest first. */
const COMPARISONS: readonly (readonly string[])[] = [
  ["==", "!="],
  ["<", "<=", ">", ">="],
];
/** Only in this case. */
const KEYWORDS: ReadonlyMap<string, number | boolean | null> = new Map<string, number | boolean | null>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
]);

/**
 * @returns `undefined` if GitHub does not accept it as an expression
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function parseExpression(text: string): Expression | undefined {
  const tokens = text.length > MAX_EXPRESSION ? undefined : tokensOf(text);
  return tokens && new Parser(tokens).whole();
}

/** Does not leave this file. */
class NotAnExpression extends Error {}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression | undefined {
    try {
      const expression = this.logical();
      return this.at === this.tokens.length ? expression : undefined;
    } catch (error) {
      if (error instanceof NotAnExpression) return undefined;
      throw error;
    }
  }

  private logical(): Expression {
    return this.chain("or", "||", () => this.chain("and", "&&", () => this.comparison(0)));
  }

  private chain(kind: "and" | "or", operator: string, operand: () => Expression): Expression {
    const first = operand();
    const of = [first];
    while (this.symbol(operator)) of.push(operand());
    return of.length > 1 ? { kind, of } : first;
  }

  private comparison(level: number): Expression {
    const operators = COMPARISONS[level];
    if (!operators) return this.unary();
    let left = this.comparison(level + 1);
    for (let count = 1; ; count++) {
      const operator = this.symbol(...operators);
      if (!operator) return left;
      this.limit(count);
      left = { kind: "compare", operator, left, right: this.comparison(level + 1) };
    }
  }

  private unary(): Expression {
    this.limit(++this.depth);
    const expression: Expression = this.symbol("!") ? { kind: "not", of: this.unary() } : this.postfix();
    this.depth--;
    return expression;
  }

  private postfix(): Expression {
    const first = this.tokens[this.at];
    let expression = this.primary();
    if (expression.kind === "literal" && first?.text !== "(") return expression;
    for (let count = 1; ; count++) {
      this.limit(count);
      if (this.symbol(".")) expression = this.fieldOf(expression);
      else if (this.symbol("[")) {
        const of = expression;
        expression = this.symbol("*") ? { kind: "every", of } : { kind: "field", of, name: this.logical() };
        this.expect("]");
      } else return expression;
    }
  }

  private fieldOf(of: Expression): Expression {
    if (this.symbol("*")) return { kind: "every", of };
    const { kind, text } = this.next();
    if (kind !== "name") throw new NotAnExpression();
    return { kind: "field", of, name: { kind: "literal", value: text } };
  }

  private primary(): Expression {
    const { kind, text } = this.next();
    if (kind === "text") return { kind: "literal", value: text };
    if (kind === "number") return numeral(text);
    if (kind === "name") return this.symbol("(") ? this.call(text.toLowerCase()) : named(text);
    if (text !== "(") throw new NotAnExpression();
    const inner = this.logical();
    this.expect(")");
    return inner;
  }

  private call(name: string): Expression {
    const given: Expression[] = [];
    if (!this.symbol(")")) {
      do given.push(this.logical());
      while (this.symbol(","));
      this.expect(")");
    }
    if (!FUNCTIONS.get(name)?.takes(given.length)) throw new NotAnExpression();
    return { kind: "call", name, arguments: given };
  }

  private next(): Token {
    const token = this.tokens[this.at++];
    if (!token) throw new NotAnExpression();
    return token;
  }

  private symbol(...accepted: readonly string[]): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== "symbol" || !accepted.includes(token.text)) return undefined;
    this.at++;
    return token.text;
  }

  private expect(symbol: string): void {
    if (!this.symbol(symbol)) throw new NotAnExpression();
  }

  private limit(depth: number): void {
    if (depth > MAX_EXPRESSION_DEPTH) throw new NotAnExpression();
  }
}

function numeral(text: string): Expression {
  const value = Number(text);
  if (Number.isNaN(value)) throw new NotAnExpression();
  return { kind: "literal", value };
}

function named(name: string): Expression {
  const value = KEYWORDS.get(name);
  return value === undefined ? { kind: "name", name } : { kind: "literal", value };
}
