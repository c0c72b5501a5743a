import { userArn } from "@openhands-aws/constructs/iam";
import { type AccessModel, type AccountDetails, type ChainedRole, chainOf, parsePrincipal } from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import { accountOf } from "../../stacks/account";

/** As AWS has it; if there is none, as the config says. */
export function userArnOf({ UserDetailList = [] }: AccountDetails, config: Config): string {
  const { name, path } = config.bedrock.user;
  return UserDetailList.find(({ UserName }) => UserName === name)?.Arn ?? userArn(accountOf(config), path, name);
}

/** The roles that the user's credentials lead to, the nearest first. */
export function userChain(model: AccessModel, details: AccountDetails, config: Config): ChainedRole[] {
  const principal = parsePrincipal(userArnOf(details, config));
  return principal ? chainOf(model, principal) : [];
}
