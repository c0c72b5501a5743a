import type { ClusterObject } from "../cluster/kubectl";
import { fail, type Outcome, pass } from "./check";

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** By the condition Ready that External Secrets writes. @param what for messages */
export function readiness({ status }: ClusterObject, what: string): Outcome {
  const conditions: readonly Condition[] = status?.conditions ?? [];
  const ready = conditions.find(({ type }) => type === "Ready");
  if (ready?.status === "True") return pass(`The ${what} is ready.`);
  if (!ready) return fail(`The ${what} has no status yet. Is External Secrets running?`);
  return fail(`The ${what} is not ready (${ready.reason}): ${ready.message?.split("\n", 1)[0]}`);
}
