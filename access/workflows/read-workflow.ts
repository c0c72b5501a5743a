import { readYaml, type Yaml, type YamlMap } from "./source/yaml";
import type { Job, Permissions, Problem, Step, Texts, Trigger, Workflow } from "./workflow";

export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Reads one workflow. What has another shape than GitHub wants is left out, and said where GitHub would refuse it.
 * @throws AccessInputError where the text is no YAML
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax
 */
export function readWorkflow({ path, text }: WorkflowFile): Workflow {
  const root = readYaml(path, text);
  const basename = path.slice(path.lastIndexOf("/") + 1);
  const problems: Problem[] = [];
  const on = field(root, "on");
  const jobs = mapOf(field(root, "jobs"));
  if (!on) problems.push({ line: 1, message: "it has no `on`" });
  if (!jobs || jobs.size === 0) problems.push({ line: 1, message: "it has no jobs" });
  const triggers = on ? triggersOf(on) : [];
  const conditions: string[] = [];
  const read = [...(jobs ?? [])].map(([id, job]) => jobOf(id, job, shellOf(root), conditions, problems));
  return {
    file: path,
    basename,
    name: textOf(field(root, "name")) ?? `.github/workflows/${basename}`,
    triggers,
    permissions: permissionsOf(field(root, "permissions")),
    env: textsOf(field(root, "env")),
    jobs: read,
    inputs: inputsOf(on),
    conditions,
    problems,
  };
}

const field = (node: Yaml | undefined, name: string): Yaml | undefined =>
  node?.kind === "map" ? node.entries.get(name) : undefined;
const mapOf = (node: Yaml | undefined): YamlMap["entries"] | undefined =>
  node?.kind === "map" ? node.entries : undefined;
const textOf = (node: Yaml | undefined): string | undefined =>
  node?.kind === "text" && node.scalar !== null ? node.text : undefined;

/** One text or a list of them. */
const listOf = (node: Yaml | undefined): string[] =>
  (node?.kind === "list" ? node.items : node ? [node] : []).flatMap((item) => textOf(item) ?? []);

function textsOf(node: Yaml | undefined): Texts {
  const entries = [...(mapOf(node) ?? [])].flatMap(([name, value]): [string, string][] =>
    value.kind === "text" ? [[name, value.text]] : [],
  );
  return new Map(entries);
}

const linesOf = (node: Yaml | undefined): ReadonlyMap<string, number> =>
  new Map([...(mapOf(node) ?? [])].map(([name, { line }]) => [name, line]));

function triggersOf(on: Yaml): Trigger[] {
  if (on.kind === "map") return [...on.entries].map(([event, settings]) => triggerOf(event, settings));
  const items = on.kind === "list" ? on.items : [on];
  return items.flatMap((item) => {
    const event = textOf(item);
    return event === undefined ? [] : [{ event, line: item.line }];
  });
}

function triggerOf(event: string, settings: Yaml): Trigger {
  const filter = (name: string): readonly string[] | undefined => {
    const node = field(settings, name);
    return node && listOf(node);
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
  const inputs = mapOf(field(field(on, "workflow_call"), "inputs"));
  return new Map([...(inputs ?? [])].map(([name, input]) => [name, textOf(field(input, "default"))]));
}

/** Whatever is not named has no permission; `write-all` has this one too. */
function permissionsOf(node: Yaml | undefined): Permissions | undefined {
  if (!node || (node.kind === "text" && node.scalar === null)) return undefined;
  const { line } = node;
  if (node.kind === "text") return { idToken: node.text === "write-all", line };
  return { idToken: textOf(field(node, "id-token")) === "write", line };
}

const shellOf = (node: Yaml | undefined): string | undefined =>
  textOf(field(field(field(node, "defaults"), "run"), "shell"));

function jobOf(id: string, node: Yaml, shell: string | undefined, conditions: string[], problems: Problem[]): Job {
  const condition = conditionOf(node, conditions);
  const environment = field(node, "environment");
  const steps = field(node, "steps");
  const uses = textOf(field(node, "uses"));
  if (node.kind !== "map" || (steps?.kind !== "list" && uses === undefined))
    problems.push({ line: node.line, message: `the job ${id} has neither steps nor uses` });
  return {
    id,
    line: node.line,
    needs: listOf(field(node, "needs")),
    condition,
    permissions: permissionsOf(field(node, "permissions")),
    environment: textOf(environment) ?? textOf(field(environment, "name")),
    env: textsOf(field(node, "env")),
    strategy: field(node, "strategy"),
    runsOn: listOf(field(field(node, "runs-on"), "labels") ?? field(node, "runs-on")),
    shell: shellOf(node) ?? shell,
    steps: (steps?.kind === "list" ? steps.items : []).map((step, index) => stepOf(id, step, index, conditions)),
    uses,
    with: textsOf(field(node, "with")),
  };
}

function conditionOf(node: Yaml, conditions: string[]): string | undefined {
  const condition = textOf(field(node, "if"));
  if (condition !== undefined) conditions.push(condition);
  return condition;
}

function stepOf(job: string, node: Yaml, index: number, conditions: string[]): Step {
  const id = textOf(field(node, "id"));
  const uses = field(node, "uses");
  const run = field(node, "run");
  return {
    address: `jobs.${job}.steps${id === undefined ? `[${index}]` : `.${id}`}`,
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
