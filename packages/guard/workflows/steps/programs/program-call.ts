import type { WorkflowStep } from "../../workflow";

/** A program that the script of a step starts. */
export interface ProgramCall {
  readonly words: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  /** The environment in which the script began. */
  readonly stepEnv: ReadonlyMap<string, string>;
  readonly step: WorkflowStep;
  /** In the step's file. */
  readonly line: number;
}
