import { setMaxListeners } from "node:events";
import { isClusterError } from "../cluster/cluster-error";
import { type Check, fail, type Outcome, skip } from "./check";
import { CHECKS } from "./checks";
import { awsAccess } from "./checks/aws-access";
import { outcomeOf } from "./outcome";
import type { World } from "./world";

export interface Result extends Outcome {
  readonly name: string;
}

/** What is looked at while one waits. */
export type Progress = (waiting: readonly string[]) => void;

/**
 * Runs the checks at the same time; what two of them look at is looked at once.
 * @param signal ends the calls that are not finished yet
 */
export async function verify(
  world: World,
  signal: AbortSignal,
  progress: Progress = () => undefined,
  checks: readonly Check[] = CHECKS,
): Promise<Result[]> {
  setMaxListeners(0, signal); // Each check and each call listens.
  const waiting = new Set(checks.map(({ name }) => name));
  const access = outcomeOf(awsAccess, world);
  const cluster = reasonAgainstCluster(world);
  const run = async (check: Check): Promise<Result> => {
    const { needs = ["aws"] } = check;
    const blocked =
      (needs.includes("aws") && (await access).status !== "PASS" && "There is no access to AWS (check aws-access).") ||
      (needs.includes("cluster") && (await cluster));
    const outcome = blocked ? skip(blocked) : await (check === awsAccess ? access : outcomeOf(check, world));
    waiting.delete(check.name);
    progress([...waiting]);
    return { name: check.name, ...outcome };
  };
  return Promise.all(checks.map((check) => Promise.race([run(check), late(check, signal)])));
}

/** @returns empty if there is a cluster that answers */
async function reasonAgainstCluster({ cluster, config }: World): Promise<string> {
  if (!config.kubernetes) return "The config has no section kubernetes.";
  try {
    await cluster.reach();
    return "";
  } catch (error) {
    if (isClusterError(error)) return `The cluster cannot be reached: ${error.message}`;
    throw error;
  }
}

/** Some call does not look at the signal. */
const late = ({ name }: Check, signal: AbortSignal): Promise<Result> =>
  new Promise((resolve) => {
    const stop = () => setTimeout(() => resolve({ name, ...fail("It was not finished in time.") }), 500);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
