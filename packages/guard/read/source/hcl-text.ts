import { AccessInputError, type InputPlace } from "../access-input-error";
import { HclEffort } from "./hcl-effort";
import { hclLayout } from "./hcl-layout";

export interface HclText {
  /** As Terraform JSON would write it: expressions are `${...}` strings, blocks lists of objects. */
  readonly value: unknown;
  /** Line of each top-level block, by its path key. */
  readonly lines: ReadonlyMap<string, number>;
}

/** @throws AccessInputError if it is not HCL, nested too deeply, or too much after what was parsed before */
export async function parseHclText(text: string, file: string, effort = new HclEffort()): Promise<HclText> {
  const { lines, weight } = hclLayout(text, file);
  effort.spend(file, text, weight);
  // Loading the parser takes 0.1 s, which inputs with only JSON do not need.
  const { parse } = await import("@cdktf/hcl2json");
  try {
    return { value: await parse(file, text), lines };
  } catch (error) {
    throw new AccessInputError(...explain(file, error instanceof Error ? error.message : String(error)));
  }
}

/** `parse config: [main.tf:1,14-15: Summary; Detail. main.tf:...]` */
function explain(file: string, message: string): [InputPlace, string, string] {
  const found = /:(\d+),(\d+)-[\d,]+: (.*?)(?:; (.*?))?\.?(?: \S+:\d+,\d+-|\])/s.exec(message);
  if (!found) return [{ file }, `not valid HCL: ${message}`, "Run terraform validate on it"];
  const [, line, column, summary, detail] = found;
  const place = { file, line: Number(line), column: Number(column) };
  return [place, `not valid HCL: ${summary}${detail ? ` (${detail})` : ""}`, "Run terraform validate on it"];
}
