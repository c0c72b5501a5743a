import type { Repository } from "../../claims/github-job";
import { evaluateCondition, interpolate, templateValue, usesStatusFunction } from "../expression/template";
import { type Fields, fieldsOf, type Value, withFields } from "../expression/value";
import type { Note } from "../steps/usage";
import type { Job, Workflow } from "../workflow";
import { contextsOf, envOf } from "./contexts";
import { combinations } from "./matrix";
import { type Refs, runsOf, type WorkflowRun } from "./run";

/** One job of one run, with what is known of its expressions. */
export interface JobRun {
  /** The file that holds the job. */
  readonly workflow: Workflow;
  /** The workflow that was started: another one if the job's is a reusable one. */
  readonly started: Workflow;
  readonly job: Job;
  readonly run: WorkflowRun;
  readonly contexts: Fields;
  /** Of the workflow and the job, with their expressions evaluated. */
  readonly env: ReadonlyMap<string, string>;
  /** Whether the job may request an OIDC token. */
  readonly idToken: boolean;
  readonly environment?: string;
}

/**
 * GitHub's limit: the workflow that is started, and those that call each other below it.
 * @see https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#nesting-reusable-workflows
 */
const MAX_LEVELS = 10;
/** Jobs, including those that call a workflow; far more than any repository has. */
const MAX_JOBS = 20_000;

/** Every job of every run of every workflow, unless its condition is surely false. */
export class JobRuns {
  readonly found: JobRun[] = [];
  readonly notes: Note[] = [];
  private readonly byName: ReadonlyMap<string, Workflow>;
  private readonly called = new Set<Workflow>();
  private count = 0;

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
    for (const workflow of workflows) this.noteUncalled(workflow);
  }

  private jobs(call: Call): void {
    const { workflow, run, started, inputs } = call;
    const skipped = new Set<string>();
    for (const job of inOrder(workflow.jobs)) {
      const contexts = contextsOf(run, started, inputs, this.repository, this.refs);
      const { condition } = job;
      const lacksNeed = job.needs.some((need) => skipped.has(need)) && !usesStatusFunction(condition ?? "");
      if (lacksNeed || (condition !== undefined && evaluateCondition(condition, contexts) === false))
        skipped.add(job.id);
      else this.job(call, job, contexts);
    }
  }

  private job(call: Call, job: Job, contexts: Fields): void {
    const { workflow, started, run } = call;
    const { idToken } = job.permissions ?? workflow.permissions ?? { idToken: call.idToken ?? false };
    const allowed = idToken && (call.idToken ?? true);
    for (const matrix of combinations(job.strategy, contexts)) {
      if (this.count >= MAX_JOBS) return;
      this.count++;
      if (this.count === MAX_JOBS)
        this.note(workflow, job.line, `jobs.${job.id}`, `Only the first ${MAX_JOBS} jobs were checked.`);
      const all = withFields(contexts, [["matrix", matrix]]);
      if (job.uses !== undefined) {
        this.callWorkflow({ ...call, idToken: allowed }, job, job.uses, all);
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
        ...(job.environment !== undefined && { environment: interpolate(job.environment, all) }),
      });
    }
  }

  /** Follows a job that calls a reusable workflow. */
  private callWorkflow(call: Call, job: Job, uses: string, contexts: Fields): void {
    const { workflow } = call;
    const [, file = ""] = /^\.\/\.github\/workflows\/([^/]+)$/.exec(uses) ?? [];
    const callee = this.byName.get(file);
    const callers = [...call.callers, workflow];
    const refusal = callee && refusalOf(callee, callers, uses);
    if (callee && refusal === undefined) {
      this.called.add(callee);
      const given = [...job.with].map(([name, text]): [string, Value] => [name, templateValue(text, contexts)]);
      const defaults = [...callee.inputs].map(([name, text]): [string, Value] => [name, text ?? null]);
      this.jobs({ ...call, workflow: callee, inputs: fieldsOf([...given, ...defaults], null), callers });
    } else if (callee || call.idToken)
      this.note(
        workflow,
        job.line,
        `jobs.${job.id}`,
        refusal ??
          `It calls ${uses}, which was not checked and may request OIDC tokens: it is not among these workflows.`,
      );
  }

  private noteUncalled(workflow: Workflow): void {
    const trigger = workflow.triggers.find(({ event }) => event === "workflow_call");
    if (!trigger || this.called.has(workflow)) return;
    const getsToken = workflow.jobs.some(({ permissions }) => (permissions ?? workflow.permissions)?.idToken);
    const message = "No workflow here calls it, so the claims of its callers are not known.";
    if (getsToken) this.note(workflow, trigger.line, "on.workflow_call", message);
  }

  private note({ basename, file }: Workflow, line: number, address: string, message: string): void {
    this.notes.push({ at: { address: `${basename}:${address}`, root: "", file, line }, message });
  }
}

/** Why GitHub does not run a workflow that is called. */
function refusalOf(callee: Workflow, callers: readonly Workflow[], uses: string): string | undefined {
  if (callers.includes(callee))
    return `It calls ${uses} in a circle: GitHub does not run workflows that call themselves, directly or through others. Remove one of the calls.`;
  if (callers.length >= MAX_LEVELS)
    return `It calls ${uses}, but GitHub runs at most ${MAX_LEVELS} levels of workflows. Remove a level.`;
  return undefined;
}

interface Call {
  readonly workflow: Workflow;
  readonly started: Workflow;
  readonly run: WorkflowRun;
  readonly inputs: Fields | undefined;
  /** What the caller allows at most; `undefined` without a caller. */
  readonly idToken: boolean | undefined;
  /** From the workflow that was started, without this one. */
  readonly callers: readonly Workflow[];
}

/** A job after those that it needs; in a circle, as written. */
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
