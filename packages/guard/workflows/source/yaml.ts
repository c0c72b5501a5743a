import { Composer, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, Parser, type Tags } from "yaml";
import { MAX_WORKFLOW, MAX_YAML_DEPTH, MAX_YAML_NODES } from "../../bounds";
import { AccessInputError } from "../../read/access-input-error";
import { tooDeepAt } from "../../support/yaml-depth";

/** A node of a YAML file, with aliases expanded. */
export type Yaml = YamlScalar | YamlList | YamlMap;

interface YamlNode {
  /** Of its key, if it has one; counted from 1. */
  readonly line: number;
  /** A tag of the file's own kind, such as CloudFormation's `!Sub`. */
  readonly tag?: string;
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

/** How a kind of files is read. */
export interface YamlDialect {
  /** Characters. */
  readonly most: number;
  /** What to do with a longer one: a sentence without its full stop. */
  readonly split: string;
  /** More ways to write a value than those of YAML 1.2. */
  readonly tags?: (tags: Tags) => Tags;
}

const WORKFLOW: YamlDialect = { most: MAX_WORKFLOW, split: "Split the workflow or the action" };

/** @throws AccessInputError with line and column if the text is not valid YAML */
export function readYaml(file: string, text: string, { most, split, tags }: YamlDialect = WORKFLOW): Yaml | undefined {
  if (text.length > most)
    throw new AccessInputError({ file }, `it has ${text.length} characters, but at most ${most} are read`, split);
  const lines = new LineCounter();
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tooDeepAt(tokens, MAX_YAML_DEPTH);
  if (deep !== undefined)
    throw new AccessInputError(placeAt(deep), `it is nested deeper than ${MAX_YAML_DEPTH} levels`, "Use fewer levels");
  // The library compares each key of a map with all others.
  const composer = new Composer({ uniqueKeys: false, logLevel: "silent", ...(tags && { customTags: tags }) });
  const [document] = composer.compose(tokens, true, text.length);
  const [problem] = document?.errors ?? [];
  if (problem) {
    const what = (problem.message.split("\n")[0] ?? "").replace(/[.:]$/, "");
    throw new AccessInputError(placeAt(problem.pos[0]), `it is not valid YAML: ${what}`, "Fix the syntax");
  }
  return document?.contents ? new Converter(file, lines, text.length).node(document.contents, 0) : undefined;
}

class Converter {
  private left: number;
  private readonly most: number;
  private readonly anchors = new Map<string, Node>();

  /** @param size of the text in characters: without aliases it has fewer values */
  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
    size: number,
  ) {
    this.most = Math.min(MAX_YAML_NODES, size);
    this.left = this.most;
  }

  /** @param line of its key */
  node(node: Node, depth: number, line = this.lineOf(node)): Yaml {
    if (this.left-- <= 0 || depth > MAX_YAML_DEPTH)
      throw new AccessInputError(
        { file: this.file, line },
        `it has more than ${this.most} values, or more than ${MAX_YAML_DEPTH} levels, once its aliases are expanded`,
        "Use fewer aliases or levels",
      );
    if (isAlias(node)) {
      const anchored = this.anchors.get(node.source);
      if (anchored) return this.node(anchored, depth + 1, line);
      this.refuse(node, `*${node.source} refers to an anchor that is not defined before it`);
    }
    if ("anchor" in node && typeof node.anchor === "string") this.anchors.set(node.anchor, node);
    if (isMap(node)) {
      const entries = new Map<string, Yaml>();
      for (const { key, value } of node.items as { key: Node | null; value: Node | null }[]) {
        const at = key ? this.lineOf(key) : line;
        const name = isScalar(key) ? String(key.value) : "";
        if (key && entries.has(name)) this.refuse(key, `the key ${name} is written twice`);
        entries.set(name, value ? this.node(value, depth + 1, at) : nothing(at));
      }
      return { kind: "map", line, entries, ...tagOf(node) };
    }
    if (isSeq(node)) {
      const items = (node.items as Node[]).map((item) => this.node(item, depth + 1));
      return { kind: "list", line, items, ...tagOf(node) };
    }
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
      ...tagOf(node),
    };
  }

  private refuse({ range }: Node, what: string): never {
    const { line, col } = this.lines.linePos(range?.[0] ?? 0);
    throw new AccessInputError({ file: this.file, line, column: col }, `it is not valid YAML: ${what}`, "Fix the name");
  }

  private lineOf({ range }: Node): number {
    return range ? this.lines.linePos(range[0]).line : 1;
  }
}

const tagOf = ({ tag }: { tag?: string }): { tag?: string } => (tag?.startsWith("!") ? { tag } : {});

const nothing = (line: number): YamlScalar => ({ kind: "scalar", line, text: "", value: null, firstLine: line });

const isPlain = (value: unknown): value is YamlScalar["value"] =>
  value === null || ["string", "number", "boolean"].includes(typeof value);
