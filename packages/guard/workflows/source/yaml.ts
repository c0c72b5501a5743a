import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { AccessInputError } from "../../read/access-input-error";

/** A node of a YAML file, with aliases expanded. */
export type Yaml = YamlScalar | YamlList | YamlMap;

interface YamlNode {
  /** Of its key, if it has one; counted from 1. */
  readonly line: number;
}

export interface YamlScalar extends YamlNode {
  readonly kind: "scalar";
  /** As written: `0123` stays `0123`. */
  readonly text: string;
  readonly value: string | number | boolean | null;
  /** The line where its text begins: in a block (`run: |`), the one after the key. */
  readonly firstLine: number;
  /** The text after `#` on its line. */
  readonly comment?: string;
}

export interface YamlList extends YamlNode {
  readonly kind: "list";
  readonly items: readonly Yaml[];
}

export interface YamlMap extends YamlNode {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Yaml>;
}

/** Far more than GitHub runs. Without a limit, aliases of aliases would grow without end. */
const MAX_NODES = 200_000;
const MAX_DEPTH = 100;

/** @throws AccessInputError with line and column if the text is not valid YAML */
export function readYaml(file: string, text: string): Yaml | undefined {
  const lines = new LineCounter();
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, { lineCounter: lines, logLevel: "silent" });
  } catch (error) {
    // The library recurses too deep on thousands of nested brackets.
    throw new AccessInputError({ file }, `it cannot be read as YAML (${(error as Error).message})`, "Use fewer levels");
  }
  const [problem] = document.errors;
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    const what = (problem.message.split("\n")[0] ?? "").replace(/ at line \d+.*$/, "").replace(/[.:]$/, "");
    throw new AccessInputError({ file, line, column: col }, `it is not valid YAML: ${what}`, "Fix the syntax");
  }
  return document.contents ? new Converter(file, lines).node(document.contents, 0) : undefined;
}

class Converter {
  private left = MAX_NODES;
  private readonly anchors = new Map<string, Node>();

  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  /** @param line of its key */
  node(node: Node, depth: number, line = this.lineOf(node)): Yaml {
    if (this.left-- <= 0 || depth > MAX_DEPTH)
      throw new AccessInputError(
        { file: this.file, line },
        `it has more than ${MAX_NODES} values, or more than ${MAX_DEPTH} levels, once its aliases are expanded`,
        "Use fewer aliases or levels",
      );
    if (isAlias(node)) {
      const anchored = this.anchors.get(node.source);
      if (anchored) return this.node(anchored, depth + 1, line);
      const { line: at, col } = this.lines.linePos(node.range?.[0] ?? 0);
      const place = { file: this.file, line: at, column: col };
      throw new AccessInputError(
        place,
        `it is not valid YAML: *${node.source} refers to an anchor that is not defined before it`,
        "Fix the name",
      );
    }
    if ("anchor" in node && typeof node.anchor === "string") this.anchors.set(node.anchor, node);
    if (isMap(node)) {
      const entries = new Map<string, Yaml>();
      for (const { key, value } of node.items as { key: Node | null; value: Node | null }[]) {
        const at = key ? this.lineOf(key) : line;
        const name = isScalar(key) ? String(key.value) : "";
        entries.set(name, value ? this.node(value, depth + 1, at) : nothing(at));
      }
      return { kind: "map", line, entries };
    }
    if (isSeq(node))
      return { kind: "list", line, items: (node.items as Node[]).map((item) => this.node(item, depth + 1)) };
    if (!isScalar(node)) return nothing(line);
    const { value, source, type = "", comment } = node;
    const plain = isPlain(value) ? value : String(value);
    return {
      kind: "scalar",
      line,
      text: typeof value === "string" || value === null ? String(value ?? "") : (source ?? String(value)),
      value: plain,
      firstLine: this.lineOf(node) + (type.startsWith("BLOCK") ? 1 : 0),
      ...(comment && { comment: comment.trim() }),
    };
  }

  private lineOf({ range }: Node): number {
    return range ? this.lines.linePos(range[0]).line : 1;
  }
}

const nothing = (line: number): YamlScalar => ({ kind: "scalar", line, text: "", value: null, firstLine: line });

const isPlain = (value: unknown): value is YamlScalar["value"] =>
  value === null || ["string", "number", "boolean"].includes(typeof value);
