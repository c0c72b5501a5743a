import { type InputPlace, placeOf } from "../access-input-error";
import { parseExactJson, pathKey } from "./exact-json";

/** A file of the input, and the lines of its blocks. */
export class SourceFile {
  private found: ((path: string) => number | undefined) | undefined;

  /** @param lines of blocks by path key; those of JSON are computed when one is first needed, since few are */
  constructor(
    readonly path: string,
    readonly syntax: "json" | "hcl",
    private readonly text: string,
    lines?: ReadonlyMap<string, number>,
  ) {
    if (lines) this.found = (path) => lines.get(path);
  }

  /** Line of a block, by its type and labels; counted from 1. */
  lineOf(block: readonly string[]): number | undefined {
    this.found ??= this.index();
    // Locals of HCL are in blocks without labels.
    return this.found(pathKey(block)) ?? this.found(pathKey(block.slice(0, 1)));
  }

  private index(): (path: string) => number | undefined {
    const { offsets } = parseExactJson(this.text);
    const lineEnds: number[] = [];
    for (let end = this.text.indexOf("\n"); end >= 0; end = this.text.indexOf("\n", end + 1)) lineEnds.push(end);
    return (path) => {
      const offset = offsets.get(path);
      return offset === undefined ? undefined : lineAt(lineEnds, offset);
    };
  }

  /** Place of the first member with this path, for an error. */
  place(block: readonly string[]): InputPlace {
    const offset = this.syntax === "json" ? parseExactJson(this.text).offsets.get(pathKey(block)) : undefined;
    return offset === undefined ? { file: this.path, line: this.lineOf(block) } : placeOf(this.path, this.text, offset);
  }
}

/** How many lines end before the offset, found by halving. */
function lineAt(lineEnds: readonly number[], offset: number): number {
  let low = 0;
  let high = lineEnds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lineEnds[middle] as number) < offset) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
