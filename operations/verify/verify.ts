import { setMaxListeners } from "node:events";
import { attempt } from "./attempt";
import { type Check, fail, type Outcome } from "./check";
import { CHECKS } from "./checks";
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
  const run = async (check: Check): Promise<Result> => {
    const outcome = await attempt(check, world);
    waiting.delete(check.name);
    progress([...waiting]);
    return { name: check.name, ...outcome };
  };
  return Promise.all(checks.map((check) => Promise.race([run(check), late(check, signal)])));
}

/** Some call does not look at the signal. */
const late = ({ name }: Check, signal: AbortSignal): Promise<Result> =>
  new Promise((resolve) => {
    const stop = () => setTimeout(() => resolve({ name, ...fail("It was not finished in time.") }), 500);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
