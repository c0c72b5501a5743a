import { spawnSync } from "node:child_process";
import { missingRequirements } from "../../embedded/requirements";

/**
 * `describe` for suites on the embedded AWS. They are skipped with the reason if terraform or Python is missing; in CI
 * that is a failure.
 * @param programs that the suite needs in addition
 */
export function describeEmbedded(name: string, suite: () => void, programs: readonly string[] = []): void {
  const absent = programs.filter((program) => spawnSync(program, ["--version"]).error);
  const missing = [...missingRequirements(), ...absent.map((program) => `${program} is not on the PATH.`)].join(" ");
  if (missing && process.env.CI === "true") throw new Error(`CI must run "${name}": ${missing}`);
  const declare = missing ? describe.skip : describe;
  declare(missing ? `${name} (${missing})` : name, suite);
}
