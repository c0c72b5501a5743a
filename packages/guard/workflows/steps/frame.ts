import { MAX_ACTION_LEVELS } from "../../bounds";
import { interpolate } from "../expression/template";
import { type Fields, fieldsOf, type Value, withFields } from "../expression/value";
import { envOf } from "../runs/contexts";
import type { JobRun } from "../runs/job-runs";
import type { Action, WorkflowStep } from "../workflow";

/** What the steps of a job, or of a composite action that one of them uses, can see. */
export class Frame {
  private readonly outputs = new Map<string, Value>();

  private constructor(
    /** The file that holds the steps. */
    readonly file: string,
    /** The name of that file in findings. */
    readonly name: string,
    private readonly contexts: Fields,
    /** Of the job. */
    private readonly env: ReadonlyMap<string, string>,
    /** What earlier steps wrote to $GITHUB_ENV, for all later ones. */
    readonly exported: Map<string, string>,
    /** The environment of the steps that use the action, from the job inwards. */
    private readonly outerEnv: ReadonlyMap<string, string>,
    /** The actions that contain the steps, from the job inwards. */
    private readonly callers: readonly Action[],
  ) {}

  static ofJob({ workflow, contexts, env }: JobRun): Frame {
    return new Frame(workflow.file, workflow.basename, contexts, env, new Map(), new Map(), []);
  }

  /** Why an action cannot be followed from here. */
  refusalOf(action: Action): string | undefined {
    if (this.callers.includes(action)) return "it uses itself, directly or through other actions";
    if (this.callers.length >= MAX_ACTION_LEVELS)
      return `GitHub runs at most ${MAX_ACTION_LEVELS} actions that use each other`;
    return undefined;
  }

  /** Within the action that the step uses. */
  within(action: Action, step: WorkflowStep): Frame {
    const contexts = this.contextsOf(step);
    const given = [...step.with, ...action.inputs].map(([name, text]) => [name, interpolate(text, contexts)] as const);
    const inner = withFields(this.contexts, [["inputs", fieldsOf(given, null)]]);
    const name = action.file.split("/").slice(-2).join("/");
    const outerEnv = new Map([...this.outerEnv, ...envOf([step.env], contexts)]);
    return new Frame(action.file, name, inner, this.env, this.exported, outerEnv, [...this.callers, action]);
  }

  /** How many variables its steps inherit. */
  get size(): number {
    return this.env.size + this.exported.size + this.outerEnv.size;
  }

  contextsOf(step: WorkflowStep): Fields {
    const inherited = this.inherited();
    const scope = withFields(this.contexts, [
      ["env", fieldsOf(inherited, null)],
      ["steps", fieldsOf(this.outputs)],
    ]);
    return withFields(scope, [["env", fieldsOf(new Map([...inherited, ...envOf([step.env], scope)]), null)]]);
  }

  environmentOf(step: WorkflowStep): Map<string, string> {
    return new Map([...this.inherited(), ...envOf([step.env], this.contextsOf({ ...step, env: new Map() }))]);
  }

  output(step: WorkflowStep, values: Readonly<Record<string, string>>): void {
    if (step.id !== undefined) this.outputs.set(step.id, fieldsOf([["outputs", fieldsOf(Object.entries(values))]]));
  }

  /** The outputs of the step that uses the action. */
  outputsOf(action: Action): Record<string, string> {
    const scope = withFields(this.contexts, [["steps", fieldsOf(this.outputs)]]);
    return Object.fromEntries(Array.from(action.outputs, ([name, text]) => [name, interpolate(text, scope)]));
  }

  private inherited(): Map<string, string> {
    return new Map([...this.env, ...this.exported, ...this.outerEnv]);
  }
}
