import {
  chainGrant,
  chainTrust,
  fromAddresses,
  type Grant,
  limitLength,
  ManagedPolicy,
  MOST_SESSION_POLICY_CHARACTERS,
  Role,
  sessionGrants,
  toPolicyJson,
} from "@openhands-aws/constructs/iam";
import { SESSION_SECONDS } from "@openhands-aws/facts/iam-limits";
import type { Construct } from "constructs";
import type { Config } from "../../config/config";
import { agentRunsInSandbox } from "../../config/releases";
import type { BedrockAccess } from "./bedrock-access";
import { hardened } from "./hardened";
import { refresherStep } from "./refresher-step";
import { settingsGrants } from "./settings";

interface Needed {
  readonly s3Access: ManagedPolicy;
  readonly configRead: ManagedPolicy;
  /** None once it is rolled back; the refresher then has a principal of its own. */
  readonly access?: BedrockAccess;
}

/**
 * The role of the refresher's sessions, which nobody else can assume: what a run of GitHub can do does not depend on it.
 * Nothing is attached to a principal that is not ours: within one account, a trust policy that names it is enough.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function addRefresher(scope: Construct, config: Config, needed: Needed): void {
  const { refresher } = config.runtime;
  const step = refresherStep(config);
  if (!refresher || !step) return;
  limitLength(
    scope,
    grantsOfSession(config),
    MOST_SESSION_POLICY_CHARACTERS,
    "It is the session policy of runtime.refresher: use fewer or shorter runtime.prefixes, fewer bedrock.models, or a shorter runtime.configuration.path.",
  );
  const { s3Access, configRead, access } = needed;
  const user = refresher.principal === undefined ? access?.user : undefined;
  const role = new Role(scope, "openhands_session", {
    name: refresher.role,
    trust: [chainTrust(step)],
    maxSessionSeconds: Math.max(refresher.sessionSeconds, SESSION_SECONDS.default),
    trustPolicyQuota: config.aws.trustPolicyQuota,
    dependsOn: user ? [user] : [],
  });
  s3Access.attachToRole(role.name, "openhands_session_s3");
  configRead.attachToRole(role.name, "openhands_session_config");
  if (agentRunsInSandbox(config)) access?.policy.attachToRole(role.name, "openhands_session_bedrock");
  if (!user) return;
  new ManagedPolicy(scope, "openhands_refresher", {
    name: refresher.policy,
    // It says "runtime" forever: another description would replace the policy.
    description: "Policy for the refresher of OpenHands to assume the runtime role",
    grants: fromAddresses([{ ...chainGrant(step), sid: "AssumeSessionRole" }], config.bedrock.sourceAddresses),
  }).attachToUser(user.name);
}

/**
 * The policy of each of the refresher's sessions, as JSON for `Policy` of sts:AssumeRole: what the stack grants to the
 * sessions' role, and nothing that the role is granted elsewhere.
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
  const callsModels = agentRunsInSandbox(config) && !config.bedrock.rollback;
  return sessionGrants([...s3Grants, ...settingsGrants(config), ...(callsModels ? bedrockGrants : [])]);
}
