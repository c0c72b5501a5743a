import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import {
  chainGrant,
  type Grant,
  limitLength,
  ManagedPolicy,
  MOST_SESSION_POLICY_CHARACTERS,
  type Role,
  sessionGrants,
  toPolicyJson,
} from "@openhands-aws/constructs/iam";
import type { Construct } from "constructs";
import type { Config } from "../../config/config";
import { agentRunsInSandbox } from "../../config/release";
import { hardened } from "./hardened";
import { refresherStep, userRefreshes } from "./refresher-trust";
import { settingsGrants } from "./settings";

interface Designed {
  readonly role: Role;
  readonly user: IamUser;
  readonly bedrockPolicy: ManagedPolicy;
}

/**
 * What the refresher's principal needs in its own policies, and what its sessions need in addition. Nothing is attached to
 * a role that is not ours: within one account, a trust policy that names it is enough.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function addRefresher(scope: Construct, config: Config, { role, user, bedrockPolicy }: Designed): void {
  const { refresher } = config.runtime;
  const step = refresherStep(config);
  if (!refresher || !step) return;
  limitLength(
    scope,
    grantsOfSession(config),
    MOST_SESSION_POLICY_CHARACTERS,
    "It is the session policy of runtime.refresher: use fewer or shorter runtime.prefixes, fewer bedrock.models, or a shorter runtime.configuration.path.",
  );
  if (agentRunsInSandbox(config)) bedrockPolicy.attachToRole(role.name, "openhands_runtime_bedrock");
  if (!userRefreshes(config)) return;
  new ManagedPolicy(scope, "openhands_refresher", {
    name: refresher.policy,
    description: "Policy for the refresher of OpenHands to assume the runtime role",
    grants: [{ ...chainGrant(step), sid: "AssumeRuntimeRole" }],
  }).attachToUser(user.name);
}

/**
 * The policy of each of the refresher's sessions, as JSON for `Policy` of sts:AssumeRole: what the stack grants to the
 * runtime's role, and nothing that the role is granted elsewhere.
 */
export const sessionPolicy = (config: Config): string =>
  // STS accepts no character above U+00FF, but a prefix may contain one.
  toPolicyJson(grantsOfSession(config)).replace(
    /[^\u0020-\u00ff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

function grantsOfSession(config: Config): Grant[] {
  const { models, region } = config.bedrock;
  const { s3Grants, bedrockGrants } = hardened(config, { model: models[0].id, region });
  return sessionGrants([...s3Grants, ...settingsGrants(config), ...(agentRunsInSandbox(config) ? bedrockGrants : [])]);
}
