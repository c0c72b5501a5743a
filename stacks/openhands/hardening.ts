import type { IamUser } from "@cdktf/provider-aws/lib/iam-user";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../../config/config";
import { invocationId } from "../../constructs/bedrock/grants";
import { oidcProviderArn, roleArn } from "../../constructs/iam/arn";
import { ManagedPolicy } from "../../constructs/iam/managed-policy";
import type { Role } from "../../constructs/iam/role";
import { pinned } from "../../constructs/pinned";
import * as ssm from "../../constructs/ssm/grants";
import { accountOf } from "../account";

interface Designed {
  readonly role: Role;
  readonly user: IamUser;
  readonly s3Access: ManagedPolicy;
  readonly bedrockPolicy: ManagedPolicy;
}

/** What the design names without writing it: the runtime's settings, the operator's policy, outputs. */
export function addHardening(scope: Construct, config: Config, designed: Designed): void {
  addConfiguration(scope, config, designed.role);
  const operator = addExternalSecrets(scope, config);
  addOutputs(scope, config, designed, operator);
}

/** The design's "configuration values" in the Parameter Store, which the runtime role may read by name. */
function addConfiguration(scope: Construct, config: Config, role: Role): void {
  const { aws, runtime, bedrock } = config;
  const account = accountOf(config);
  const settings = {
    bucket: { value: runtime.bucket, description: "Bucket that OpenHands works with" },
    region: { value: aws.region, description: "Region of the bucket and the parameters" },
    role_arn: { value: roleArn(account, runtime.role), description: "Role of the OpenHands runtime" },
    bedrock_region: { value: bedrock.region, description: "Region in which OpenHands calls Bedrock" },
    bedrock_model_id: {
      value: invocationId(bedrock.models[0]),
      description: "Model that OpenHands invokes, with its profile",
    },
  };
  const named = Object.entries(settings).map(([key, setting]) => ({
    label: `openhands_config_${key}`,
    name: `${runtime.configuration.path}/${key.replaceAll("_", "-")}`,
    ...setting,
  }));
  for (const { label, ...parameter } of named)
    pinned(new SsmParameter(scope, label, { ...parameter, type: "String" }), label);

  new ManagedPolicy(scope, "openhands_config_read", {
    name: runtime.configuration.policy,
    description: "Policy for OpenHands runtime to read its settings",
    grants: ssm.read(
      { account, region: aws.region, names: named.map(({ name }) => name) },
      "The runtime finds its bucket, region and model by these settings",
    ),
  }).attachToRole(role.name);
}

/** What External Secrets needs to bring the access key into the cluster: the two parameters, nothing else. */
function addExternalSecrets(scope: Construct, config: Config): ManagedPolicy {
  const { aws, bedrock, externalSecrets } = config;
  const names = [bedrock.accessKeyIdParameter, bedrock.secretAccessKeyParameter];
  const policy = new ManagedPolicy(scope, "external_secrets", {
    name: externalSecrets.policy,
    description: "Policy for External Secrets to read the Bedrock access key of OpenHands",
    grants: ssm.read(
      { account: accountOf(config), region: aws.region, names },
      "External Secrets syncs the access key into the cluster",
    ),
  });
  if (externalSecrets.role) policy.attachToRole(externalSecrets.role);
  if (externalSecrets.user) policy.attachToUser(externalSecrets.user);
  return policy;
}

function addOutputs(
  scope: Construct,
  config: Config,
  { role, user, s3Access, bedrockPolicy }: Designed,
  operator: ManagedPolicy,
) {
  const outputs = {
    oidc_provider_arn: [oidcProviderArn(accountOf(config), config.github.issuer), "OIDC provider that the roles trust"],
    runtime_role_arn: [role.arn, "Role of the OpenHands runtime"],
    s3_policy_arn: [s3Access.arn, "Policy of the runtime's bucket"],
    bedrock_user_arn: [user.arn, "User whose access key calls Bedrock"],
    bedrock_policy_arn: [bedrockPolicy.arn, "Policy of the models"],
    external_secrets_policy_arn: [operator.arn, "Policy for the principal of External Secrets"],
  };
  for (const [name, [value, description]] of Object.entries(outputs))
    new TerraformOutput(scope, name, { value, description });
}
