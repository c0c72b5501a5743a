import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CheckError } from "@openhands-aws/facts/program-error";
import type { Plan, Terraform } from "../terraform";
import { describeKey } from "./describe-key";
import type { Phase } from "./next-step";
import type { Observation } from "./observation";
import { changesOf, NEXT, outsidePhase } from "./plan-scope";

type Runner = Pick<Terraform, "initIfNeeded" | "plan" | "apply">;

/**
 * Applies what is exported, if it is the phase and nothing else, and plans again.
 *
 * The second key is applied alone first: Terraform writes its state at the end of an apply, and without that an interrupted
 * one would leave a key in the parameters that no state knows, and whose secret nobody can read again.
 * @param say is given each change before it is made
 * @returns the changes. @throws CheckError
 */
export async function applyPhase(
  terraform: Runner,
  phase: Phase,
  seen: Observation,
  say: (change: string) => void,
): Promise<string[]> {
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-plan-")); // 0700: a plan contains secrets.
  const file = join(directory, "plan");
  const applied: string[] = [];
  const plan = async (...options: string[]): Promise<Plan> => {
    const made = await terraform.plan(file, ...options);
    refuse(made, phase, seen, applied);
    return made;
  };
  const apply = async (made: Plan) => {
    const changes = changesOf(made);
    changes.forEach(say);
    await terraform.apply(file);
    applied.push(...changes);
  };
  try {
    await terraform.initIfNeeded();
    let made = await plan();
    if (changesOf(made).includes(`create ${NEXT}`)) {
      await apply(await plan(`-target=${NEXT}`));
      made = await plan();
    }
    if (changesOf(made).length > 0) {
      await apply(made);
      const left = changesOf(await plan());
      if (left.length > 0) throw new CheckError(`Terraform still plans after the apply: ${left.join(", ")}.`);
    }
    return applied;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function refuse(plan: Plan, phase: Phase, { keys, now }: Observation, applied: readonly string[]): void {
  const outside = outsidePhase(plan, phase);
  if (outside.length > 0)
    throw new CheckError(
      [
        `Terraform plans what does not belong to the phase ${phase}:`,
        ...outside.map((change) => `  ${change}`),
        "Nothing of it was applied. Apply or undo it on its own, then run this again.",
      ].join("\n"),
    );
  if (keys.length > 1 && applied.length === 0 && changesOf(plan).includes(`create ${NEXT}`))
    throw new CheckError(
      [
        "Terraform is to make the second key, but the user has two already, and AWS allows no third:",
        ...keys.map((key) => `  ${describeKey(key, now)}`),
        "The one that is not in Terraform's state is unknown. If it was never used, an interrupted apply may have made it.",
        "Find out whose it is; if it is nobody's, run this again with --delete-key and its id.",
      ].join("\n"),
    );
}
