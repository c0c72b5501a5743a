import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import type { Construct } from "constructs";
import type { Config } from "../../config/config";
import { ManagedPolicy } from "../../constructs/iam/managed-policy";
import { limitLength } from "../../constructs/iam/policy-document";
import { chainGrant } from "../../constructs/iam/role-chain";
import { MOST_SESSION_POLICY_CHARACTERS, sessionGrants } from "../../constructs/iam/session-policy";
import { type Grant, toPolicyJson } from "../../constructs/iam/statement";
import { hardened } from "./hardened";
import { refresherStep, userRefreshes } from "./refresher-trust";
import { settingsGrants } from "./settings";

/**
 * What the refresher's principal needs on its own side. A role that is not ours gets nothing attached: in one account
 * the trust that names it suffices.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function addRefresher(scope: Construct, config: Config, user: IamUser): void {
  const { refresher } = config.runtime;
  const step = refresherStep(config);
  if (!refresher || !step) return;
  limitLength(
    scope,
    grantsOfSession(config),
    MOST_SESSION_POLICY_CHARACTERS,
    "It is that of runtime.refresher's sessions: name fewer or shorter runtime.prefixes, or a shorter runtime.configuration.path.",
  );
  if (!userRefreshes(config)) return;
  new ManagedPolicy(scope, "openhands_refresher", {
    name: refresher.policy,
    description: "Policy for the refresher of OpenHands to assume the runtime role",
    grants: [{ ...chainGrant(step), sid: "AssumeRuntimeRole" }],
  }).attachToUser(user.name);
}

/**
 * The policy of each of the refresher's sessions, as JSON for `Policy` of sts:AssumeRole: what the stack gives to the
 * runtime's role, and nothing that the role is given elsewhere.
 */
export const sessionPolicy = (config: Config): string => toPolicyJson(grantsOfSession(config));

function grantsOfSession(config: Config): Grant[] {
  const { models, region } = config.bedrock;
  const { s3Grants } = hardened(config, { model: models[0].id, region });
  return sessionGrants([...s3Grants, ...settingsGrants(config)]);
}
