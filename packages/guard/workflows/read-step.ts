import { field, linesOf, textOf, textsOf } from "./source/fields";
import type { Yaml } from "./source/yaml";
import type { WorkflowStep } from "./workflow";

/**
 * Reads the steps of a job or of a composite action.
 * @param owner `jobs.build`
 * @param conditions takes every text of an `if`
 */
export const stepsOf = (owner: string, node: Yaml | undefined, conditions: string[]): WorkflowStep[] =>
  (node?.kind === "list" ? node.items : []).map((step, index) => stepOf(owner, step, index, conditions));

function stepOf(owner: string, node: Yaml, index: number, conditions: string[]): WorkflowStep {
  const id = textOf(field(node, "id"));
  const uses = field(node, "uses");
  const run = field(node, "run");
  return {
    address: `${owner}.steps${id === undefined ? `[${index}]` : `.${id}`}`,
    line: node.line,
    id,
    condition: conditionOf(node, conditions),
    uses: textOf(uses),
    version: uses?.kind === "text" ? uses.comment : undefined,
    with: textsOf(field(node, "with")),
    lines: linesOf(field(node, "with")),
    env: textsOf(field(node, "env")),
    run: textOf(run),
    runLine: run?.kind === "text" ? run.firstLine : node.line,
    shell: textOf(field(node, "shell")),
  };
}

export function conditionOf(node: Yaml, conditions: string[]): string | undefined {
  const condition = textOf(field(node, "if"));
  if (condition !== undefined) conditions.push(condition);
  return condition;
}
