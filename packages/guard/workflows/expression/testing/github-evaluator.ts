type Library = typeof import("@actions/expressions", { with: { "resolution-mode": "import" }});
type ExpressionData = ReturnType<InstanceType<Library["Evaluator"]>["evaluate"]>;

/** What GitHub makes of an expression. */
export type GithubOutcome =
  /** GitHub refuses the workflow. */
  | { readonly kind: "invalid" }
  /** The expression is valid, but fails in the run. */
  | { readonly kind: "error" }
  | {
      readonly kind: "value";
      /** As in JSON, but with NaN and the infinities. */
      readonly value: unknown;
      readonly truth: boolean;
      /** The value inside another text. */
      readonly text: string;
    };

/** For tests: the evaluator of GitHub's language server. */
export async function githubEvaluator(): Promise<(expression: string, contexts: object) => GithubOutcome> {
  const { Evaluator, Lexer, Parser, data }: Library = await import("@actions/expressions");

  const plain = (value: ExpressionData): unknown => {
    if (value instanceof data.Array) return value.values().map(plain);
    if (value instanceof data.Dictionary)
      return Object.fromEntries(value.pairs().map(({ key, value: item }) => [key, plain(item)]));
    return value instanceof data.Null ? null : value.value;
  };

  return (expression, contexts) => {
    const names = Object.keys(contexts);
    const parse = (text: string) => new Parser(new Lexer(text).lex().tokens, names, []).parse();
    const known = JSON.parse(JSON.stringify(contexts), data.reviver);
    let parsed: ReturnType<typeof parse>;
    try {
      parsed = parse(expression);
    } catch {
      return { kind: "invalid" };
    }
    if (!parsed) return { kind: "invalid" };
    try {
      const result = new Evaluator(parsed, known).evaluate();
      const isFalse = plain(new Evaluator(parse(`!(${expression})`), known).evaluate());
      return { kind: "value", value: plain(result), truth: isFalse === false, text: result.coerceString() };
    } catch {
      return { kind: "error" };
    }
  };
}
