import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { pinned } from "@openhands-aws/constructs";
import { callWithApiKey } from "@openhands-aws/constructs/bedrock";
import { fromAddresses, ManagedPolicy, oidcProviderArn, type Role } from "@openhands-aws/constructs/iam";
import * as ssm from "@openhands-aws/constructs/ssm";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { canvasKeyParameters } from "../../config/canvas-keys";
import type { Config } from "../../config/config";
import { storedCredentials } from "../../config/credentials";
import { accountOf } from "../account";
import { addApplicationProfiles } from "./application-profiles";
import type { BedrockAccess } from "./bedrock-access";
import { addCanvasKeys } from "./canvas-keys";
import { addRefresher } from "./refresher";
import { settingsGrants, settingsOf } from "./settings";
import { addWorkloadIdentity } from "./workload-identity";

interface Designed {
  readonly role: Role;
  readonly s3Access: ManagedPolicy;
  /** None once it is rolled back. */
  readonly access?: BedrockAccess;
}

/** What the design mentions but does not define: the runtime's settings, the refresher's and the operator's policy,
 * application profiles, outputs. */
export function addHardening(scope: Construct, config: Config, designed: Designed): void {
  const configRead = addSettings(scope, config, designed.role);
  const workload = addWorkloadIdentity(scope, config, {
    s3Access: designed.s3Access,
    configRead,
    bedrock: designed.access?.policy,
  });
  addRefresher(scope, config, { ...designed, configRead, workload });
  addApplicationProfiles(scope, config);
  addCanvasKeys(scope, config);
  addApiKey(scope, config, designed.access);
  const operator = addExternalSecrets(scope, config);
  addOutputs(scope, config, { ...designed, workload }, operator);
}

/** The runtime's settings, which its role may read by name. */
function addSettings(scope: Construct, config: Config, role: Role): ManagedPolicy {
  for (const { label, ...parameter } of settingsOf(config))
    pinned(new SsmParameter(scope, label, { ...parameter, type: "String" }), label);

  const policy = new ManagedPolicy(scope, "openhands_config_read", {
    name: config.runtime.configuration.policy,
    description: "Policy for OpenHands runtime to read its settings",
    grants: settingsGrants(config),
  });
  policy.attachToRole(role.name);
  return policy;
}

/** The owner's API key works only with this: otherwise no policy lets the user call Bedrock without a signature. */
function addApiKey(scope: Construct, { bedrock }: Config, access: BedrockAccess | undefined): void {
  if (!bedrock.apiKey || !access?.user) return;
  new ManagedPolicy(scope, "bedrock_api_key", {
    name: bedrock.apiKey.policy,
    description: "Policy for the Bedrock user of OpenHands to call Bedrock with its API key",
    grants: fromAddresses(
      callWithApiKey("OpenHands calls the models with the API key in bedrock.apiKey.parameter"),
      bedrock.sourceAddresses,
    ),
  }).attachToUser(access.user.name);
}

/**
 * What External Secrets reads: the parameters of the keys, of Agent Canvas, and the settings that the config adds. A key that
 * is kept stays readable: the step to the pod's own identity, and the way back, then change nothing but the cluster.
 */
export function operatorParameters(config: Config): string[] {
  const asked = Object.values(config.kubernetes?.externalSecret.parameters ?? {});
  const keys = canvasKeyParameters(config).map(({ name }) => name);
  return [...new Set([...Object.values(storedCredentials(config)), ...keys, ...asked])];
}

function addExternalSecrets(scope: Construct, config: Config): ManagedPolicy | undefined {
  const { aws, externalSecrets } = config;
  const names = operatorParameters(config);
  if (names.length === 0) return undefined;
  const policy = new ManagedPolicy(scope, "external_secrets", {
    name: externalSecrets.policy,
    // It speaks of the access key for ever, with other parameters and without the key: another description would replace the
    // policy, and External Secrets would lose it meanwhile.
    description: "Policy for External Secrets to read the Bedrock access key of OpenHands",
    grants: ssm.read(
      { account: accountOf(config), region: aws.region, names },
      "External Secrets copies the parameters into the cluster",
    ),
  });
  if (externalSecrets.role) policy.attachToRole(externalSecrets.role);
  if (externalSecrets.user) policy.attachToUser(externalSecrets.user);
  return policy;
}

function addOutputs(
  scope: Construct,
  config: Config,
  { role, s3Access, access, workload }: Designed & { readonly workload?: Role },
  operator: ManagedPolicy | undefined,
) {
  const outputs: Record<string, readonly [value: string, description: string]> = {
    oidc_provider_arn: [oidcProviderArn(accountOf(config), config.github.issuer), "OIDC provider that the roles trust"],
    runtime_role_arn: [role.arn, "Role of the OpenHands runtime"],
    s3_policy_arn: [s3Access.arn, "Policy of the runtime's bucket"],
    ...(access?.user && { bedrock_user_arn: [access.user.arn, "User whose access key calls Bedrock"] }),
    ...(access && { bedrock_policy_arn: [access.policy.arn, "Policy of the models"] }),
    ...(workload && { workload_role_arn: [workload.arn, "Role of OpenHands' own pod"] }),
    ...(operator && {
      external_secrets_policy_arn: [operator.arn, "Policy for the principal of External Secrets"],
    }),
  };
  for (const [name, [value, description]] of Object.entries(outputs))
    new TerraformOutput(scope, name, { value, description });
}
