import type { Plan } from "../terraform";
import type { Phase } from "./next-step";

export const KEY = "aws_iam_access_key.bedrock_user_key";
export const NEXT = "aws_iam_access_key.bedrock_user_key_next";
export const PARAMETERS = ["aws_ssm_parameter.bedrock_access_key_id", "aws_ssm_parameter.bedrock_secret_access_key"];

/** A change as people read it: `create aws_iam_access_key.bedrock_user_key_next`. */
export function changesOf({ resource_changes = [] }: Plan): string[] {
  return resource_changes.flatMap(({ address, previous_address, change: { actions, before, after } }) => {
    const moved = previous_address && previous_address !== address ? [`move ${previous_address} to ${address}`] : [];
    if (actions.every((action) => action === "no-op" || action === "read")) return moved;
    const activates = before?.status === "Inactive" && after?.status === "Active";
    return [...moved, `${activates ? "activate" : actions.join(" and ")} ${address}`];
  });
}

/** What a phase may change. The parameters always: they may be damaged. No phase activates a key: someone has revoked it. */
const ALLOWED: Readonly<Record<Phase, readonly string[]>> = {
  none: [`update ${KEY}`],
  published: [`create ${NEXT}`, `update ${KEY}`],
  disabled: [`update ${KEY}`],
  deleted: [`delete ${KEY}`],
  moved: [`move ${NEXT} to ${KEY}`],
};

/** The changes of a plan that do not belong to the phase. */
export function outsidePhase(plan: Plan, phase: Phase): string[] {
  const allowed = [...ALLOWED[phase], ...PARAMETERS.flatMap((address) => [`create ${address}`, `update ${address}`])];
  return changesOf(plan).filter((change) => !allowed.includes(change));
}
