import { type RoleChain, roleArn, userArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import { accountOf } from "../account";

/** The step from the refresher's principal to the role of its sessions, if there is a refresher. */
export function refresherStep(config: Config): RoleChain | undefined {
  const { runtime, bedrock } = config;
  if (!runtime.refresher) return undefined;
  const account = accountOf(config);
  return {
    from: runtime.refresher.principal ?? userArn(account, bedrock.user.path, bedrock.user.name),
    to: roleArn(account, runtime.refresher.role),
    tagSession: false,
    sessionNames: `${runtime.refresher.sessionName}-*`,
    why: "The refresher supplies OpenHands with short sessions",
  };
}
