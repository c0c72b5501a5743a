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
  /** The line (from 1) of a key, of a list's item, or of the nearest that is there of what holds it. */
  line(path: readonly PropertyKey[]): number;
  /** A number as the file writes it, as in `1.10`; `undefined` for any other value. */
  written(path: readonly PropertyKey[]): string | undefined;
  /** @throws InputError for numbers with a 0 in front: `010` is ten in YAML 1.2, and eight in 1.1 */
  refuseOctals(): void;
}

interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** What to do about an error of the YAML parser that does not say it itself. */
const MENDS: Partial<Record<YAMLError["code"], string>> = {
  NON_STRING_KEY: "Write the key out",
  TAB_AS_INDENT: "Indent with spaces",
  TAG_RESOLVE_FAILED: "Write the value itself: tags are not resolved",
};
const WORDINGS: Partial<Record<YAMLError["code"], string>> = {
  NON_STRING_KEY: "A key must be a string",
};

/**
 * Reads one document of YAML 1.2, whatever version its header claims: no tags, no merge keys, only strings as keys.
 * @throws InputError with the line, rule and mend of the first error in each line
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
      { offset: tooDeep, message: `Values are nested more than ${MOST_LEVELS} levels deep. Write them flatter` },
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
      ...(MENDS[code] ? [MENDS[code]] : []),
    ].join(". "),
  }));
  if (second)
    syntax.push({
      offset: second.range[0],
      message: "The file holds a second document. Keep one, and no --- after it",
    });
  if (syntax.length > 0) throw refuse(syntax);

  const faults: Fault[] = [];
  const octals: Fault[] = [];
  visit(document, {
    Scalar(_, { value, source = "", range }) {
      if (typeof value === "number" && /^[-+]?0[\do]/.test(source))
        octals.push({
          offset: range?.[0] ?? 0,
          message: `${source} may be octal or not, as the reader pleases. Leave out the 0 in front`,
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
        // Otherwise it would be dropped without a word where keys are free, as in tags.
        if (key.value === "__proto__") faults.push({ offset, message: "__proto__ cannot be a key. Choose another" });
      }
    },
  });
  if (faults.length > 0) throw refuse(faults);

  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch {
    throw refuse([{ offset: 0, message: "Its aliases stand for too much. Write the values out" }]);
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

/** Where values first nest deeper than this: composing them recurses, and an exhausted stack may end the process. */
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
