import { MAX_FILTER_STEPS, MAX_JOBS, MAX_WORKFLOW_LEVELS } from "../../bounds";
import type { Repository } from "../../claims/github-job";
import { type Effort, OUT_OF_EFFORT } from "../effort";
import { evaluateCondition, interpolate, templateValue, usesStatusFunction } from "../expression/template";
import { type Fields, fieldsOf, type Value, withFields } from "../expression/value";
import type { Note } from "../steps/usage";
import type { Job, Trigger, Workflow } from "../workflow";
import { contextsOf, envOf } from "./contexts";
import { combinations } from "./matrix";
import { filterSteps, type Refs, runsOf, type WorkflowRun } from "./run";

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

/** Entries of the contexts that each job gets. */
const CONTEXTS = 20;

/** Every job of every run of every workflow, unless its condition is surely false. */
export class JobRuns {
  readonly found: JobRun[] = [];
  readonly notes: Note[] = [];
  private readonly byName: ReadonlyMap<string, Workflow>;
  private readonly called = new Set<Workflow>();
  private count = 0;
  private spent = false;

  constructor(
    workflows: readonly Workflow[],
    private readonly repository: Repository,
    private readonly refs: Refs,
    private readonly effort: Effort,
  ) {
    this.byName = new Map(workflows.map((workflow) => [workflow.basename, workflow]));
    for (const workflow of workflows)
      for (const trigger of workflow.triggers)
        for (const run of this.runsOf(trigger, workflow))
          this.jobs({ workflow, started: workflow, run, inputs: undefined, idToken: undefined, callers: [] });
    for (const workflow of workflows) this.noteUncalled(workflow);
  }

  /** Without the filters where comparing them takes too long: more runs are checked then, not fewer. */
  private runsOf(trigger: Trigger, workflow: Workflow): WorkflowRun[] {
    const { event, line } = trigger;
    if (filterSteps(trigger, this.refs) <= MAX_FILTER_STEPS) return runsOf(trigger, this.refs);
    const message = `Its filters were not checked, as if it ran on every branch and tag: comparing them takes more than ${MAX_FILTER_STEPS} steps. Use fewer or shorter patterns.`;
    this.note(workflow, line, `on.${event}`, message);
    return runsOf({ event, line }, this.refs);
  }

  private jobs(call: Call): void {
    const { workflow, run, started, inputs } = call;
    const skipped = new Set<string>();
    for (const job of inOrder(workflow.jobs)) {
      if (!this.effort.spend(CONTEXTS, job.condition)) {
        this.outOfEffort(workflow, job);
        return;
      }
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
      if (!this.effort.spend(workflow.env.size + job.env.size, ...workflow.env.values(), ...job.env.values())) {
        this.outOfEffort(workflow, job);
        return;
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

  private outOfEffort(workflow: Workflow, { line, id }: Job): void {
    if (!this.spent) this.note(workflow, line, `jobs.${id}`, OUT_OF_EFFORT);
    this.spent = true;
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
  if (callers.length >= MAX_WORKFLOW_LEVELS)
    return `It calls ${uses}, but GitHub runs at most ${MAX_WORKFLOW_LEVELS} levels of workflows. Remove a level.`;
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
