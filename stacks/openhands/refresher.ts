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
import { agentRunsInPod, agentRunsInSandbox } from "../../config/releases";
import type { BedrockAccess } from "./bedrock-access";
import { hardened } from "./hardened";
import { refresherSteps } from "./refresher-step";
import { settingsGrants } from "./settings";

interface Needed {
  readonly s3Access: ManagedPolicy;
  readonly configRead: ManagedPolicy;
  /** None once it is rolled back; the refresher then has a principal of its own. */
  readonly access?: BedrockAccess;
  /** The role of the pod's own identity, if it has one. */
  readonly workload?: Role;
}

/**
 * The role of the refresher's sessions, which nobody else can assume: what a run of GitHub can do does not depend on it.
 * Nothing is attached to a principal that is not ours: within one account, a trust policy that names it is enough.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function addRefresher(scope: Construct, config: Config, needed: Needed): void {
  const { refresher } = config.runtime;
  const steps = refresherSteps(config);
  const [step] = steps;
  if (!refresher || !step) return;
  limitLength(
    scope,
    grantsOfSession(config),
    MOST_SESSION_POLICY_CHARACTERS,
    "It is the session policy of runtime.refresher: use fewer or shorter runtime.prefixes, fewer bedrock.models, or a shorter runtime.configuration.path.",
  );
  const { s3Access, configRead, access } = needed;
  const ownPrincipal = refresher.principal === undefined;
  const user = ownPrincipal ? access?.user : undefined;
  const workload = ownPrincipal && !agentRunsInPod(config) ? needed.workload : undefined;
  const role = new Role(scope, "openhands_session", {
    name: refresher.role,
    trust: steps.map(chainTrust),
    maxSessionSeconds: Math.max(refresher.sessionSeconds, SESSION_SECONDS.default),
    trustPolicyQuota: config.aws.trustPolicyQuota,
    // IAM rejects a trust policy whose principal does not exist yet.
    dependsOn: [...(user ? [user] : []), ...(workload ? [workload.resource] : [])],
  });
  s3Access.attachToRole(role.name, "openhands_session_s3");
  configRead.attachToRole(role.name, "openhands_session_config");
  if (agentRunsInSandbox(config)) access?.policy.attachToRole(role.name, "openhands_session_bedrock");
  if (!user && !workload) return;
  const policy = new ManagedPolicy(scope, "openhands_refresher", {
    name: refresher.policy,
    // It says "runtime" forever: another description would replace the policy.
    description: "Policy for the refresher of OpenHands to assume the runtime role",
    grants: fromAddresses(
      [{ ...chainGrant({ ...step, tagSession: steps.some((each) => each.tagSession) }), sid: "AssumeSessionRole" }],
      config.bedrock.sourceAddresses,
    ),
  });
  if (user) policy.attachToUser(user.name);
  if (workload) policy.attachToRole(workload.name, "openhands_workload_refresher");
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
