import { stepsOf } from "./read-step";
import type { SourceFile } from "./read-workflow";
import { entriesOf, field, scalarText } from "./source/fields";
import { readYaml } from "./source/yaml";
import type { Action } from "./workflow";

/**
 * Reads an action of the repository itself.
 * @param folder as `uses` names it, without the `./` before it
 * @throws AccessInputError if the text is not valid YAML
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
 */
export function readAction(folder: string, { path, text }: SourceFile): Action {
  const root = readYaml(path, text);
  const runs = field(root, "runs");
  const conditions: string[] = [];
  return {
    folder,
    file: path,
    inputs: textsIn(field(root, "inputs"), "default"),
    outputs: textsIn(field(root, "outputs"), "value"),
    ...(scalarText(field(runs, "using")) === "composite" && {
      steps: stepsOf("runs", field(runs, "steps"), conditions),
    }),
    conditions,
  };
}

const textsIn = (node: Parameters<typeof entriesOf>[0], name: string): Action["inputs"] =>
  new Map([...(entriesOf(node) ?? [])].map(([key, settings]) => [key, scalarText(field(settings, name)) ?? ""]));
