import { InputError } from "@openhands-aws/facts/program-error";
import {
  Composer,
  type CST,
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  Parser,
  visit,
  type YAMLError,
} from "yaml";

export interface YamlFile {
  /** The file's values; an empty file is an empty mapping. */
  readonly raw: unknown;
  /** The line (from 1) of a key or of a list item; where it is missing, the line of its nearest parent. */
  line(path: readonly PropertyKey[]): number;
  /** A number as it is written in the file, such as `1.10`; `undefined` for any other value. */
  written(path: readonly PropertyKey[]): string | undefined;
  /** @throws InputError for numbers with a leading 0: `010` is 10 in YAML 1.2 and 8 in 1.1 */
  refuseOctals(): void;
}

interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** The fix, for errors of the YAML parser that do not name one. */
const FIXES: Partial<Record<YAMLError["code"], string>> = {
  NON_STRING_KEY: "Write it as text",
  TAB_AS_INDENT: "Indent with spaces",
  TAG_RESOLVE_FAILED: "Write the value itself: tags are not resolved",
};
const WORDINGS: Partial<Record<YAMLError["code"], string>> = {
  NON_STRING_KEY: "A key must be a string",
};

/**
 * Reads one document of YAML 1.2, whatever version its header claims: no tags, no merge keys, only strings as keys.
 * @throws InputError with the line, rule and fix of the first error in each line
 */
export function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const refuse = (faults: readonly Fault[]) => {
    const messages = new Map<number, string>();
    for (const { offset, message } of faults)
      if (!messages.has(lineAt(offset))) messages.set(lineAt(offset), `  ${file}:${lineAt(offset)} ${message}.`);
    const sorted = [...messages].sort(([one], [other]) => one - other).map(([, message]) => message);
    return new InputError(`${file} is not valid YAML:\n${sorted.join("\n")}`);
  };

  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const tooDeep = offsetBelow(MOST_LEVELS, tokens);
  if (tooDeep !== undefined)
    throw refuse([
      { offset: tooDeep, message: `Values are nested more than ${MOST_LEVELS} levels deep. Nest them less` },
    ]);

  const composer = new Composer({
    prettyErrors: false,
    resolveKnownTags: false,
    schema: "core",
    stringKeys: true,
    uniqueKeys: false, // Checked below: the parser compares every key with every other, a minute for 100,000 roles.
  });
  const [document, second] = [...composer.compose(tokens, true, text.length)] as [Document.Parsed, Document.Parsed?];
  const syntax = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    offset: pos[0],
    message: [
      WORDINGS[code] ?? message.replace(/^(Missing closing) (.)quote$/, "$1 $2"),
      ...(FIXES[code] ? [FIXES[code]] : []),
    ].join(". "),
  }));
  if (second)
    syntax.push({
      offset: second.range[0],
      message: "The file contains a second document. Keep only one, without --- after it",
    });
  if (syntax.length > 0) throw refuse(syntax);

  const faults: Fault[] = [];
  const octals: Fault[] = [];
  visit(document, {
    Scalar(_, { value, source = "", range }) {
      if (typeof value === "number" && /^[-+]?0[\do]/.test(source))
        octals.push({
          offset: range?.[0] ?? 0,
          message: `${source} is not the same number to every YAML reader. Write it in decimal, without a leading 0`,
        });
    },
    Alias(_, alias) {
      if (!alias.resolve(document))
        faults.push({
          offset: alias.range?.[0] ?? 0,
          message: `No anchor &${alias.source} comes before *${alias.source}`,
        });
    },
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const offset = key.range?.[0] ?? 0;
        if (seen.has(key.value)) faults.push({ offset, message: "Map keys must be unique. Keep one of them" });
        seen.add(key.value);
        // Otherwise it would be dropped silently where any key is allowed, as in tags.
        if (key.value === "__proto__") faults.push({ offset, message: "__proto__ cannot be a key. Choose another" });
      }
    },
  });
  if (faults.length > 0) throw refuse(faults);

  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch {
    throw refuse([{ offset: 0, message: "Its aliases expand to too many values. Write the values out" }]);
  }

  const offsetOf = (path: readonly PropertyKey[]): number => {
    const holder = document.getIn(path.slice(0, -1), true);
    const last = path.at(-1);
    const node =
      last !== undefined && isMap(holder)
        ? holder.items.find(({ key }) => isScalar(key) && key.value === last)?.key
        : document.getIn(path, true);
    if (isNode(node) && node.range) return node.range[0];
    return path.length > 0 ? offsetOf(path.slice(0, -1)) : 0;
  };
  return {
    raw,
    line: (path) => lineAt(offsetOf(path)),
    written: (path) => {
      const node = document.getIn(path, true);
      return isScalar(node) && typeof node.value === "number" ? node.source : undefined;
    },
    refuseOctals: () => {
      if (octals.length > 0) throw refuse(octals);
    },
  };
}

/** A config has ten levels at most. */
const MOST_LEVELS = 100;

/** Where values are first nested deeper than this: composing them recurses, and a stack overflow may end the process. */
function offsetBelow(levels: number, tokens: readonly CST.Token[]): number | undefined {
  const left = tokens.map((token): [CST.Token | null | undefined, number] => [token, 0]);
  for (let next = left.pop(); next; next = left.pop()) {
    const [token, level] = next;
    if (!token) continue;
    if (level > levels) return token.offset;
    if (token.type === "document") left.push([token.value, level]);
    if ("items" in token) for (const { key, value } of token.items) left.push([key, level + 1], [value, level + 1]);
  }
  return undefined;
}
