import { missingRequirements } from "../../../embedded/requirements";
import { goProblem } from "./go";

/** What is missing for the suites on a real cluster, each with its fix; empty if nothing is missing. */
export const missing = (): string => [...missingRequirements(), goProblem()].filter(Boolean).join(" ");

/**
 * `describe` for them: skipped with the reason if something is missing; in CI that is a failure.
 * @param unavailable why it cannot run here, if it cannot, which is not a failure in CI either
 */
export function describeKubernetes(name: string, suite: () => void, unavailable = () => ""): void {
  const needed = missing();
  if (needed && process.env.CI === "true") throw new Error(`CI must run "${name}": ${needed}`);
  const reason = needed || unavailable();
  if (reason) process.stderr.write(`Skipped: ${name} (${reason})\n`); // Jest does not report a suite that it skips entirely.
  (reason ? describe.skip : describe)(name, suite);
}
