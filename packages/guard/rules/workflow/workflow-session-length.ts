import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import type { AssumeRoleCall } from "../../workflows";
import { assumeRoleSteps } from "./support/assume-role-steps";
import type { Target } from "./support/target";

/** Seconds, of AWS. */
const SHORTEST = 900;
const CHAINED = 3600;

export const workflowSessionLength: WorkflowRule = {
  id: "workflow-session-length",
  area: "workflow",
  severity: "error",
  what: "A step asks for a session that is longer or shorter than AWS gives.",
  why: "A session lasts from 900 seconds to the role's max_session_duration (3600 unless it is set), and one that a role asks for at most an hour: AWS refuses any other instead of giving what it can. aws-actions/configure-aws-credentials before v4 asks for six hours where a token file is given.",
  fix: "Set role-duration-seconds within these bounds, or raise max_session_duration of the role.",
  source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html",
  *check(judged: JudgedWorkflows): Generator<Violation> {
    for (const { at, target, assumeRoleCalls } of assumeRoleSteps(judged)) {
      const messages = new Set(assumeRoleCalls.flatMap((call) => problemOf(call, target) ?? []));
      for (const message of messages) yield { at, message };
    }
  },
};

function problemOf({ duration, authentication }: AssumeRoleCall, target: Target): string | undefined {
  if (duration === undefined) return undefined;
  if (duration < SHORTEST) return `It asks for ${duration} seconds; AWS gives ${SHORTEST} at least.`;
  if (authentication.kind === "role" && duration > CHAINED)
    return `It asks for ${duration} seconds with the credentials of a role, which AWS limits to ${CHAINED}.`;
  if (target.kind !== "role" || !target.role.declared) return undefined;
  const { address, maxSessionDuration } = target.role;
  return maxSessionDuration !== undefined && duration > maxSessionDuration
    ? `It asks for ${duration} seconds; max_session_duration of ${address} is ${maxSessionDuration}.`
    : undefined;
}
