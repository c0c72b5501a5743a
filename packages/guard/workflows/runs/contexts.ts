import type { Repository } from "../../claims/github-job";
import { interpolate } from "../expression/template";
import { type Fields, fieldsOf, withFields } from "../expression/value";
import type { Texts, Workflow } from "../workflow";
import type { Refs, WorkflowRun } from "./run";

/**
 * What is known of the contexts `github` and `inputs` in a run.
 * @param started the workflow that was started, not a reusable one
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts
 */
export function contextsOf(
  run: WorkflowRun,
  started: Workflow,
  inputs: Fields | undefined,
  repository: Repository,
  refs: Refs,
): Fields {
  return fieldsOf([
    ["github", githubContext(run, started, repository, refs)],
    ["inputs", inputs],
  ]);
}

function githubContext(run: WorkflowRun, started: Workflow, { owner, name }: Repository, refs: Refs): Fields {
  const { event, ref, pullRequest } = run;
  const repository = `${owner}/${name}`;
  const [, kind = "", refName = ""] = /^refs\/(heads|tags|pull)\/(.+)$/.exec(ref) ?? [];
  return fieldsOf([
    ["ref", ref],
    ["ref_name", refName],
    ["ref_type", kind === "tags" ? "tag" : "branch"],
    ["event_name", event],
    ["repository", repository],
    ["repository_owner", owner],
    ["workflow", started.name],
    ["base_ref", pullRequest?.base ?? ""],
    ["head_ref", pullRequest ? undefined : ""],
    ["server_url", "https://github.com"],
    [
      "event",
      objectOf({
        repository: { default_branch: refs.defaultBranch, full_name: repository, fork: false },
        pull_request: pullRequest
          ? {
              head: {
                repo: {
                  fork: pullRequest.fromFork,
                  full_name: pullRequest.fromFork ? `some-user/${name}` : repository,
                },
              },
              base: { ref: pullRequest.base },
            }
          : null,
      }),
    ],
  ]);
}

interface Tree {
  readonly [name: string]: string | boolean | null | Tree;
}

/** An object of which nothing more is known. */
const objectOf = (tree: Tree): Fields =>
  fieldsOf(
    Object.entries(tree).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null ? objectOf(value) : value,
    ]),
  );

/** The variables of several `env`, where the later ones can use the earlier ones. */
export function envOf(layers: readonly Texts[], contexts: Fields): Map<string, string> {
  const env = new Map<string, string>();
  for (const layer of layers) {
    const scope = withFields(contexts, [["env", fieldsOf(new Map(env), null)]]);
    for (const [name, text] of layer) env.set(name, interpolate(text, scope));
  }
  return env;
}
