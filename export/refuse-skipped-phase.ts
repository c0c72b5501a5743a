import { InputError } from "@openhands-aws/facts/program-error";
import type { Config } from "../config/config";
import { hasUser } from "../config/identity";
import type { Rotation } from "../config/schema/access-key";
import { exportedBefore, openhandsFile } from "./exported-before";

type Phase = Rotation | "none";

/** What may be exported after a phase. Whoever disabled a key too early goes back one phase. */
const NEXT: Readonly<Record<Phase, readonly Phase[]>> = {
  none: ["published"],
  published: ["disabled"],
  disabled: ["deleted", "published"],
  deleted: ["moved"],
  moved: ["none", "published"],
};

/**
 * A rotation skips no phase: Terraform would destroy the access key in use, and say so only in its plan.
 * @param folder where the Terraform directories are
 * @throws InputError with the phase that was exported last
 */
export function refuseSkippedPhase({ bedrock }: Config, folder: string | undefined): void {
  if (folder === undefined || !hasUser({ bedrock })) return;
  const file = openhandsFile(folder);
  const last = phaseIn(file);
  const phase = bedrock.accessKey.rotation ?? "none";
  if (last === undefined || last === phase || NEXT[last].includes(phase)) return;
  const line = (name: Phase) => (name === "none" ? "leave it out" : `write ${name}`);
  throw new InputError(
    [
      `bedrock.accessKey.rotation is ${phase === "none" ? "left out" : phase}, but ${file} is in the phase ${last === "none" ? "before a rotation" : last}. Nothing was written.`,
      "  Terraform would destroy the access key that is in use, or activate one that is not.",
      `  Apply each phase before the next. To stay where you are, ${line(last)}; to go on, ${NEXT[last].map(line).join(", or to go back, ")}.`,
    ].join("\n"),
  );
}

/** @returns `undefined` where there is no access key of an earlier export */
function phaseIn(file: string): Phase | undefined {
  const { resource, moved } = exportedBefore(file);
  const { bedrock_user_key: first, bedrock_user_key_next: second } = resource?.aws_iam_access_key ?? {};
  if (first && second) return second.lifecycle ? "disabled" : "published";
  if (second) return "deleted";
  if (!first) return undefined;
  return moved ? "moved" : "none";
}
