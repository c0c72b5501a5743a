import { field, keyLines, scalarText, scalarTexts } from "./source/fields";
import type { Yaml } from "./source/yaml";
import type { WorkflowStep } from "./workflow";

/**
 * Reads the steps of a job or of a composite action.
 * @param owner `jobs.build`
 * @param conditions receives every `if`
 */
export const stepsOf = (owner: string, node: Yaml | undefined, conditions: string[]): WorkflowStep[] =>
  (node?.kind === "list" ? node.items : []).map((step, index) => stepOf(owner, step, index, conditions));

function stepOf(owner: string, node: Yaml, index: number, conditions: string[]): WorkflowStep {
  const id = scalarText(field(node, "id"));
  const uses = field(node, "uses");
  const run = field(node, "run");
  return {
    address: `${owner}.steps${id === undefined ? `[${index}]` : `.${id}`}`,
    line: node.line,
    id,
    condition: conditionOf(node, conditions),
    uses: scalarText(uses),
    version: uses?.kind === "scalar" ? uses.comment : undefined,
    with: scalarTexts(field(node, "with")),
    lines: keyLines(field(node, "with")),
    env: scalarTexts(field(node, "env")),
    run: scalarText(run),
    runLine: run?.kind === "scalar" ? run.firstLine : node.line,
    shell: scalarText(field(node, "shell")),
  };
}

export function conditionOf(node: Yaml, conditions: string[]): string | undefined {
  const condition = scalarText(field(node, "if"));
  if (condition !== undefined) conditions.push(condition);
  return condition;
}
