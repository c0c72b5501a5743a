import { missingRequirements } from "../../embedded/requirements";

/**
 * `describe` for suites on the embedded AWS. Where terraform or Python is missing they are skipped with the reason;
 * in CI that is a failure.
 */
export function describeEmbedded(name: string, suite: () => void): void {
  const missing = missingRequirements();
  if (missing.length === 0) return describe(name, suite);
  if (process.env.CI === "true") throw new Error(`CI must run "${name}": ${missing.join(" ")}`);
  describe.skip(`${name} (${missing.join(" ")})`, suite);
}
