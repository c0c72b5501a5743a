import type { WorkflowStep } from "../../workflow";
import type { JobState } from "../job-state";

/** The value of an input of a step; `undefined` if it is not given. */
export type Inputs = (name: string) => string | undefined;

/** A step that uses a published action. */
export interface ActionStep {
  /** `aws-actions/configure-aws-credentials` */
  readonly name: string;
  /** What follows `@`: `v4`, or a commit. */
  readonly ref: string;
  readonly step: WorkflowStep;
  readonly input: Inputs;
  readonly env: ReadonlyMap<string, string>;
}

/** Records what an action does to the job's credentials and what it asks of AWS. */
export type ActionHandler = (action: ActionStep, job: JobState) => void;
