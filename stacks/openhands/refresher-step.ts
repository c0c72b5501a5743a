import { type RoleChain, roleArn, userArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import { hasUser } from "../../config/identity";
import { agentRunsInPod } from "../../config/releases";
import { accountOf } from "../account";

/**
 * The steps from the refresher's principals to the role of its sessions: one, but for the time in which the pod's own
 * identity replaces the access key. None without a refresher.
 */
export function refresherSteps(config: Config): RoleChain[] {
  const { runtime, bedrock, kubernetes } = config;
  const { refresher } = runtime;
  if (!refresher) return [];
  const account = accountOf(config);
  const step = (from: string, tagSession = false): RoleChain => ({
    from,
    to: roleArn(account, refresher.role),
    tagSession,
    sessionNames: `${refresher.sessionName}-*`,
    why: "The refresher supplies OpenHands with short sessions",
  });
  if (refresher.principal !== undefined) return [step(refresher.principal)];
  const identity = kubernetes?.identity;
  return [
    ...(hasUser(config) ? [step(userArn(account, bedrock.user.path, bedrock.user.name))] : []),
    ...(identity && !agentRunsInPod(config)
      ? [step(roleArn(account, identity.role), identity.podIdentity !== undefined)]
      : []),
  ];
}
