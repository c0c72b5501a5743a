import { missingRequirements } from "../../../embedded/requirements";
import { goProblem } from "./go";

/** What is missing for the suites on a real cluster, each with its mend; empty when all is there. */
export const missing = (): string => [...missingRequirements(), goProblem()].filter(Boolean).join(" ");

/** `describe` for them: skipped with the reason where something is missing; in CI that is a failure. */
export function describeKubernetes(name: string, suite: () => void): void {
  const reason = missing();
  if (reason && process.env.CI === "true") throw new Error(`CI must run "${name}": ${reason}`);
  const declare = reason ? describe.skip : describe;
  declare(reason ? `${name} (${reason})` : name, suite);
}
