import { isAwsError } from "../aws/aws-error";
import { isClusterError } from "../cluster/cluster-error";
import { fail, type Look, NotApplicable, type Outcome, skip } from "./check";
import type { World } from "./world";

/** Runs a check. What it could not see is never good: a call that AWS or the cluster denies is a failure. */
export async function outcomeOf(check: Look, world: World): Promise<Outcome> {
  try {
    return await check.run(world);
  } catch (error) {
    if (error instanceof NotApplicable) return skip(error.message);
    if (isClusterError(error, "unreachable")) return skip(error.message);
    if (isAwsError(error) || isClusterError(error)) return fail(error.message);
    throw error;
  }
}
