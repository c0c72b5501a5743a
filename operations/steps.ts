import { CheckError } from "@openhands-aws/facts/program-error";
import { isAwsError } from "./aws/aws-error";
import { isClusterError } from "./cluster/cluster-error";

/** What a step finds: decided by what is there, never by a record of an earlier run. */
export type Look =
  | { readonly state: "done"; readonly evidence: string }
  | { readonly state: "skip"; readonly why: string }
  /** @property do returns its evidence */
  | { readonly state: "todo"; readonly will: string; do(): Promise<string> };

export interface Step {
  readonly title: string;
  /** @throws StepError, AwsError or ClusterError: it is then a failed step */
  look(): Promise<Look>;
}

/** What a step could not do, in one or two sentences. */
export class StepError extends Error {
  override name = "StepError";
}

/**
 * - `DONE`: there was nothing to do. `CHANGED`: it was done now. `TODO`: it would be done with --yes.
 * - `SKIP`: it does not apply here. `FAIL`: it was not possible.
 */
export interface StepResult {
  readonly step: string;
  readonly status: "DONE" | "CHANGED" | "TODO" | "SKIP" | "FAIL";
  readonly evidence: string;
}

export interface RunOptions {
  /** Whether anything is changed. */
  readonly yes: boolean;
  /** Is given the title of each step before it begins. */
  readonly progress?: (title: string) => void;
}

/** What it throws, if it is about the account, the cluster or a step, is the step's result. */
export async function runStep(step: Step, { yes, progress }: RunOptions): Promise<StepResult> {
  progress?.(step.title);
  const result = (status: StepResult["status"], evidence: string) => ({ step: step.title, status, evidence });
  try {
    const look = await step.look();
    if (look.state === "done") return result("DONE", look.evidence);
    if (look.state === "skip") return result("SKIP", look.why);
    return yes ? result("CHANGED", await look.do()) : result("TODO", look.will);
  } catch (error) {
    if (
      error instanceof StepError ||
      error instanceof CheckError ||
      error instanceof CheckError ||
      isAwsError(error) ||
      isClusterError(error)
    )
      return result("FAIL", error.message);
    throw error;
  }
}
