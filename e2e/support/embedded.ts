import { missingRequirements } from "../../embedded/requirements";

/**
 * `describe` for suites on the embedded AWS. Where terraform or Python is missing they are skipped with the reason;
 * in CI that is a failure.
 */
export function describeEmbedded(name: string, suite: () => void): void {
  const missing = missingRequirements().join(" ");
  if (missing && process.env.CI === "true") throw new Error(`CI must run "${name}": ${missing}`);
  const declare = missing ? describe.skip : describe;
  declare(missing ? `${name} (${missing})` : name, suite);
}
