import { conditionOf, stepsOf } from "./read-step";
import { entriesOf, field, scalarText, scalarTexts, textList } from "./source/fields";
import { readYaml, type Yaml } from "./source/yaml";
import type { Job, Permissions, SyntaxProblem, Trigger, Workflow } from "./workflow";

/** Of a workflow or of an action. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads one workflow. What does not have the shape that GitHub expects is left out, and is a problem if GitHub refuses it.
 * @throws AccessInputError if the text is not valid YAML
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function readWorkflow({ path, text }: SourceFile): Workflow {
  const root = readYaml(path, text);
  const basename = path.slice(path.lastIndexOf("/") + 1);
  const problems: SyntaxProblem[] = [];
  const on = field(root, "on");
  const jobs = entriesOf(field(root, "jobs"));
  if (!on) problems.push({ line: 1, message: "it has no `on`" });
  if (!jobs || jobs.size === 0) problems.push({ line: 1, message: "it has no jobs" });
  const triggers = on ? triggersOf(on) : [];
  const conditions: string[] = [];
  const read = [...(jobs ?? [])].map(([id, job]) => jobOf(id, job, shellOf(root), conditions, problems));
  return {
    file: path,
    basename,
    name: scalarText(field(root, "name")) ?? `.github/workflows/${basename}`,
    triggers,
    permissions: permissionsOf(field(root, "permissions")),
    env: scalarTexts(field(root, "env")),
    jobs: read,
    inputs: inputsOf(on),
    conditions,
    problems,
  };
}

function triggersOf(on: Yaml): Trigger[] {
  if (on.kind === "map") return [...on.entries].map(([event, settings]) => triggerOf(event, settings));
  const items = on.kind === "list" ? on.items : [on];
  return items.flatMap((item) => {
    const event = scalarText(item);
    return event === undefined ? [] : [{ event, line: item.line }];
  });
}

function triggerOf(event: string, settings: Yaml): Trigger {
  const filter = (name: string): readonly string[] | undefined => {
    const node = field(settings, name);
    return node && textList(node);
  };
  return {
    event,
    line: settings.line,
    branches: filter("branches"),
    branchesIgnore: filter("branches-ignore"),
    tags: filter("tags"),
    tagsIgnore: filter("tags-ignore"),
  };
}

function inputsOf(on: Yaml | undefined): Workflow["inputs"] {
  const inputs = entriesOf(field(field(on, "workflow_call"), "inputs"));
  return new Map([...(inputs ?? [])].map(([name, input]) => [name, scalarText(field(input, "default"))]));
}

/** A permission that is not named is not given; `write-all` includes this one. */
function permissionsOf(node: Yaml | undefined): Permissions | undefined {
  if (!node || (node.kind === "scalar" && node.value === null)) return undefined;
  const { line } = node;
  if (node.kind === "scalar") return { idToken: node.text === "write-all", line };
  return { idToken: scalarText(field(node, "id-token")) === "write", line };
}

const shellOf = (node: Yaml | undefined): string | undefined =>
  scalarText(field(field(field(node, "defaults"), "run"), "shell"));

function jobOf(
  id: string,
  node: Yaml,
  shell: string | undefined,
  conditions: string[],
  problems: SyntaxProblem[],
): Job {
  const condition = conditionOf(node, conditions);
  const environment = field(node, "environment");
  const steps = field(node, "steps");
  const uses = scalarText(field(node, "uses"));
  if (node.kind !== "map" || (steps?.kind !== "list" && uses === undefined))
    problems.push({ line: node.line, message: `the job ${id} has neither steps nor uses` });
  return {
    id,
    line: node.line,
    needs: textList(field(node, "needs")),
    condition,
    permissions: permissionsOf(field(node, "permissions")),
    environment: scalarText(environment) ?? scalarText(field(environment, "name")),
    env: scalarTexts(field(node, "env")),
    strategy: field(node, "strategy"),
    runsOn: textList(field(field(node, "runs-on"), "labels") ?? field(node, "runs-on")),
    shell: shellOf(node) ?? shell,
    steps: stepsOf(`jobs.${id}`, steps, conditions),
    uses,
    with: scalarTexts(field(node, "with")),
  };
}
