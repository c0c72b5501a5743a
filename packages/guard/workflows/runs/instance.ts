import type { Repository } from "../../claims/github-job";
import { asksForStatus, fillIn, holds, valueIn } from "../expression/evaluate";
import { type Fields, fieldsOf, type Value } from "../expression/value";
import type { Job, Texts, Workflow } from "../workflow";
import { combinations } from "./matrix";
import { type Refs, runsOf, type WorkflowRun } from "./run";

/** One job of one run, with what is known of its expressions. */
export interface Instance {
  /** The file that holds the job. */
  readonly workflow: Workflow;
  /** The workflow that was started: another one where the job's is a reusable one. */
  readonly started: Workflow;
  readonly job: Job;
  readonly run: WorkflowRun;
  readonly contexts: Fields;
  /** Of workflow and job, filled in. */
  readonly env: ReadonlyMap<string, string>;
  /** Whether the job may ask for an OIDC token. */
  readonly idToken: boolean;
  readonly environment?: string;
}

/** What cannot be followed. */
export interface Unfollowed {
  readonly workflow: Workflow;
  readonly line: number;
  /** `jobs.build` */
  readonly address: string;
  readonly message: string;
}

/**
 * GitHub's own limit: the workflow that is started, and those that call each other below it.
 * @see https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#nesting-reusable-workflows
 */
const LEVELS = 10;
/** Jobs, with those that call a workflow; far above any repository's. What lies beyond is said, not judged. */
const MOST = 20_000;

/** Every job of every run of every workflow, as far as its conditions are not surely false. */
export class Instances {
  readonly found: Instance[] = [];
  readonly unfollowed: Unfollowed[] = [];
  private readonly byName: ReadonlyMap<string, Workflow>;
  private readonly called = new Set<Workflow>();
  private looked = 0;

  constructor(
    workflows: readonly Workflow[],
    private readonly repository: Repository,
    private readonly refs: Refs,
  ) {
    this.byName = new Map(workflows.map((workflow) => [workflow.basename, workflow]));
    for (const workflow of workflows)
      for (const trigger of workflow.triggers)
        for (const run of runsOf(trigger, refs))
          this.jobs({ workflow, started: workflow, run, inputs: undefined, idToken: undefined, callers: [] });
    for (const workflow of workflows) this.tellUncalled(workflow);
  }

  private jobs(call: Call): void {
    const { workflow } = call;
    const skipped = new Set<string>();
    // A job may stand before those it needs; what is needed is nearly always written first.
    for (const job of inOrder(workflow.jobs)) {
      const contexts = contextsOf(call, this.repository, this.refs);
      const needed = job.needs.some((need) => skipped.has(need)) && !asksForStatus(job.condition ?? "");
      if (needed || (job.condition !== undefined && holds(job.condition, contexts) === false)) skipped.add(job.id);
      else this.job(call, job, contexts);
    }
  }

  private job(call: Call, job: Job, contexts: Fields): void {
    const { workflow, started, run } = call;
    const address = `jobs.${job.id}`;
    const { idToken } = job.permissions ?? workflow.permissions ?? { idToken: call.idToken ?? false };
    const allowed = idToken && (call.idToken ?? true);
    for (const matrix of combinations(job.strategy, contexts)) {
      if (this.looked >= MOST) return;
      this.looked++;
      if (this.looked === MOST) {
        const message = `only the first ${MOST} jobs are looked at`;
        this.unfollowed.push({ workflow, line: job.line, address, message });
      }
      const all = withFields(contexts, [["matrix", matrix]]);
      if (job.uses !== undefined) {
        this.follow({ ...call, idToken: allowed }, job, all);
        continue;
      }
      const env = envOf([workflow.env, job.env], all);
      this.found.push({
        workflow,
        started,
        job,
        run,
        contexts: withFields(all, [["env", fieldsOf(env, null)]]),
        env,
        idToken: allowed,
        ...(job.environment !== undefined && { environment: fillIn(job.environment, all) }),
      });
    }
  }

  private follow(call: Call, job: Job, contexts: Fields): void {
    const { workflow } = call;
    const [, file = ""] = /^\.\/\.github\/workflows\/([^/]+)$/.exec(job.uses ?? "") ?? [];
    const callee = this.byName.get(file);
    const tell = (message: string) =>
      this.unfollowed.push({ workflow, line: job.line, address: `jobs.${job.id}`, message });
    if (!callee) {
      if (call.idToken) tell(`it calls ${job.uses}, which is not among these files, and may ask for tokens there`);
      return;
    }
    const callers = [...call.callers, workflow];
    if (callers.includes(callee))
      return void tell(
        `it calls ${job.uses} in a circle: GitHub does not run workflows that call themselves, directly or through others. Remove one of the calls`,
      );
    if (callers.length >= LEVELS)
      return void tell(`it calls ${job.uses}, but GitHub runs at most ${LEVELS} levels of workflows. Remove a level`);
    this.called.add(callee);
    const given = [...job.with].map(([name, text]): [string, Value] => [name, valueIn(text, contexts)]);
    const defaults = [...callee.inputs].map(([name, text]): [string, Value] => [name, text ?? null]);
    this.jobs({ ...call, workflow: callee, inputs: fieldsOf([...defaults, ...given], null), callers });
  }

  private tellUncalled(workflow: Workflow): void {
    const call = workflow.triggers.find(({ event }) => event === "workflow_call");
    if (!call || this.called.has(workflow)) return;
    const asks = workflow.jobs.some(({ permissions }) => (permissions ?? workflow.permissions)?.idToken);
    const message = "no workflow here calls it: whoever does decides on its claims";
    if (asks) this.unfollowed.push({ workflow, line: call.line, address: "on.workflow_call", message });
  }
}

interface Call {
  readonly workflow: Workflow;
  readonly started: Workflow;
  readonly run: WorkflowRun;
  readonly inputs: Fields | undefined;
  /** What the caller allows at most; `undefined`: there is none. */
  readonly idToken: boolean | undefined;
  /** From the workflow that was started on, without this one. */
  readonly callers: readonly Workflow[];
}

/** What is needed before what needs it; in a circle, as written. */
function inOrder(jobs: readonly Job[]): Job[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const ordered = new Set<Job>();
  const open = new Set<Job>();
  const visit = (job: Job, depth: number): void => {
    if (ordered.has(job) || open.has(job) || depth > 500) return;
    open.add(job);
    for (const need of job.needs) {
      const needed = byId.get(need);
      if (needed) visit(needed, depth + 1);
    }
    open.delete(job);
    ordered.add(job);
  };
  for (const job of jobs) visit(job, 0);
  return [...ordered];
}

export const withFields = (contexts: Fields, entries: readonly (readonly [string, Value])[]): Fields => {
  const more = new Map(entries);
  return { field: (name) => (more.has(name) ? more.get(name) : contexts.field(name)) };
};

export function envOf(layers: readonly Texts[], contexts: Fields): Map<string, string> {
  const env = new Map<string, string>();
  for (const layer of layers) {
    const scope = withFields(contexts, [["env", fieldsOf(new Map(env), null)]]);
    for (const [name, text] of layer) env.set(name, fillIn(text, scope));
  }
  return env;
}

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
function contextsOf({ run, started, inputs }: Call, { owner, name }: Repository, { defaultBranch }: Refs): Fields {
  const { event, ref, pullRequest } = run;
  const repository = `${owner}/${name}`;
  const [, kind = "", refName = ""] = /^refs\/(heads|tags|pull)\/(.+)$/.exec(ref) ?? [];
  const head = pullRequest
    ? fieldsOf([
        [
          "repo",
          fieldsOf([
            ["fork", pullRequest.fromFork],
            ["full_name", pullRequest.fromFork ? `some-user/${name}` : repository],
          ]),
        ],
      ])
    : null;
  const payload = fieldsOf([
    [
      "repository",
      fieldsOf([
        ["default_branch", defaultBranch],
        ["full_name", repository],
        ["fork", false],
      ]),
    ],
    [
      "pull_request",
      pullRequest
        ? fieldsOf([
            ["head", head],
            ["base", fieldsOf([["ref", pullRequest.base]])],
          ])
        : null,
    ],
  ]);
  const github = fieldsOf([
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
    ["event", payload],
  ]);
  return fieldsOf(
    [
      ["github", github],
      ["inputs", inputs],
    ],
    undefined,
  );
}
