import { chainTrust, type RoleChain, roleArn, type Trust, userArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import { accountOf } from "../account";

/** The step from the refresher's principal to the runtime's role, if there is a refresher. */
export function refresherStep(config: Config): RoleChain | undefined {
  const { runtime, bedrock } = config;
  if (!runtime.refresher) return undefined;
  const account = accountOf(config);
  return {
    from: runtime.refresher.principal ?? userArn(account, bedrock.user.path, bedrock.user.name),
    to: roleArn(account, runtime.role),
    tagSession: false,
    sessionNames: `${runtime.refresher.sessionName}-*`,
    why: "The refresher supplies the sandboxes with sessions of the runtime's role",
  };
}

/** The one statement that the refresher adds to the trust policy of the runtime's role. */
export function refresherTrust(config: Config): Trust[] {
  const step = refresherStep(config);
  return step ? [chainTrust(step)] : [];
}

/** Whether the trust policy of the runtime's role names the Bedrock user. */
export const userRefreshes = ({ runtime: { refresher } }: Config): boolean =>
  refresher !== undefined && refresher.principal === undefined;
