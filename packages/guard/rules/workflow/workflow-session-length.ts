import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import type { JudgedWorkflows, Violation, WorkflowRule } from "../../rule";
import type { AssumeRoleCall } from "../../workflows";
import { assumeRoleSteps } from "./support/assume-role-steps";
import type { Target } from "./support/target";

const { least, mostChained } = SESSION_SECONDS;

export const workflowSessionLength: WorkflowRule = {
  id: "workflow-session-length",
  area: "workflow",
  severity: "error",
  what: "A step requests a session that is longer or shorter than AWS allows.",
  why: "A session lasts from 900 seconds to the role's max_session_duration (3600 unless it is set), and at most 3600 seconds if it is requested with the credentials of a role. AWS refuses any other duration instead of adjusting it. aws-actions/configure-aws-credentials before v4 requests six hours if a token file is given.",
  fix: "Set role-duration-seconds within these limits, or raise the role's max_session_duration.",
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
  if (duration < least) return `The step requests ${duration} seconds; AWS allows at least ${least}.`;
  if (authentication.kind === "role" && duration > mostChained)
    return `The step requests ${duration} seconds with the credentials of a role; AWS allows at most ${mostChained}.`;
  if (target.kind !== "role" || !target.role.declared) return undefined;
  const { address, maxSessionDuration } = target.role;
  return maxSessionDuration !== undefined && duration > maxSessionDuration
    ? `The step requests ${duration} seconds; max_session_duration of ${address} is ${maxSessionDuration}.`
    : undefined;
}
