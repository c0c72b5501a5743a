import { missingRequirements } from "../../../embedded/requirements";
import { goProblem } from "./go";

/** What is missing for the suites on a real cluster, each with its mend; empty when all is there. */
export const missing = (): string => [...missingRequirements(), goProblem()].filter(Boolean).join(" ");

/**
 * `describe` for them: skipped with the reason where something is missing; in CI that is a failure.
 * @param unavailable why it cannot run here, if not, which is no failure in CI either
 */
export function describeKubernetes(name: string, suite: () => void, unavailable = () => ""): void {
  const needed = missing();
  if (needed && process.env.CI === "true") throw new Error(`CI must run "${name}": ${needed}`);
  const reason = needed || unavailable();
  if (reason) process.stderr.write(`Skipped: ${name} (${reason})\n`); // Jest does not tell of a suite that it skips whole.
  (reason ? describe.skip : describe)(name, suite);
}
