export interface Token {
  readonly kind: "text" | "number" | "name" | "symbol";
  readonly text: string;
}

/** @param numberStart the characters with which a number may begin */
const tokenPattern = (numberStart: string): RegExp =>
  new RegExp(
    String.raw`\s*(?:('(?:[^']|'')*')|([${numberStart}][^\s()[\],!<>=&|]*)|([A-Za-z_][\w-]*)|(&&|\|\||[=!<>]=|[()[\].,!<>*]))`,
    "y",
  );
/** After a value that may have fields, where a dot leads to one. */
const AFTER_OPERAND = tokenPattern(String.raw`-+\d`);
const ELSEWHERE = tokenPattern(String.raw`-+.\d`);

/** GitHub's limit. */
const MAX_LENGTH = 21_000;

/** @returns `undefined` if something is not a token */
export function tokensOf(text: string): Token[] | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; ) {
    const before = tokens.at(-1);
    const isOperand = before?.kind === "name" || (before?.kind === "symbol" && /^[)\]*]$/.test(before.text));
    const pattern = isOperand ? AFTER_OPERAND : ELSEWHERE;
    pattern.lastIndex = at;
    const [whole = "", quoted, number, name, symbol] = pattern.exec(text) ?? [];
    if (quoted !== undefined) tokens.push({ kind: "text", text: quoted.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol });
    else return undefined;
    at += whole.length;
  }
  return tokens;
}
