// The resources of config/openhands.yaml, written by hand with the bare library: the reference for our own synthesis.
// Usage: CDKTF_OUTDIR=DIR node bare-app.mjs [ROLES], with that many more roles in the stack openhands-deploy.
import { DataAwsEcrLifecyclePolicyDocument } from "@cdktf/provider-aws/lib/data-aws-ecr-lifecycle-policy-document/index.js";
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document/index.js";
import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy/index.js";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository/index.js";
import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key/index.js";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider/index.js";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { IamUser } from "@cdktf/provider-aws/lib/iam-user/index.js";
import { IamUserPolicyAttachment } from "@cdktf/provider-aws/lib/iam-user-policy-attachment/index.js";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter/index.js";
import { App, S3Backend, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";

const ACCOUNT = "123456789012";
const REGION = "ap-northeast-1";
const ISSUER = "token.actions.githubusercontent.com";
const AUDIENCE = "sts.amazonaws.com";
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`;

/** An element at the address TYPE.LABEL, whatever its id. */
function at(label, Type, scope, props) {
  const element = new Type(scope, `${label}-${Type.tfResourceType}`, props);
  element.overrideLogicalId(label);
  return element;
}

function stackOf(app, id) {
  const stack = new TerraformStack(app, id);
  new AwsProvider(stack, "aws", { region: REGION, allowedAccountIds: [ACCOUNT] });
  const key = `terraform/aws/${id}/v1/terraform.tfstate`;
  new S3Backend(stack, { bucket: "tfaction-state", key, region: REGION }).addOverride("use_lockfile", true);
  stack.addOverride("terraform.required_version", ">= 1.11.0");
  stack.addOverride("terraform.required_providers.aws", { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" });
  return stack;
}

const output = (stack, name, value, description) => new TerraformOutput(stack, name, { value, description });
const allow = (sid, actions, resources, condition) => ({ sid, effect: "Allow", actions, resources, condition });
/** Only where the bucket is the account's own: its ARN does not say whose it is. */
const allowInOwn = (sid, actions, resources) =>
  allow(sid, actions, resources, [{ test: "StringEquals", variable: "aws:ResourceAccount", values: [ACCOUNT] }]);
const document = (stack, label, statement) => at(label, DataAwsIamPolicyDocument, stack, { statement }).json;

const githubTrust = (branch) => ({
  effect: "Allow",
  actions: ["sts:AssumeRoleWithWebIdentity"],
  principals: [{ type: "Federated", identifiers: [PROVIDER] }],
  condition: [
    { test: "StringEquals", variable: `${ISSUER}:aud`, values: [AUDIENCE] },
    { test: "StringEquals", variable: `${ISSUER}:sub`, values: [`repo:boxp/arch:ref:refs/heads/${branch}`] },
  ],
});

function roleOf(stack, label, name, trust, props) {
  const assumeRolePolicy = document(stack, `${label}_trust`, [trust]);
  return at(label, IamRole, stack, { name, assumeRolePolicy, ...props });
}

const policyOf = (stack, label, name, description, statements) =>
  at(label, IamPolicy, stack, { name, description, policy: document(stack, label, statements) });

const attach = (stack, label, role, policy) =>
  at(label, IamRolePolicyAttachment, stack, { role: role.name, policyArn: policy.arn });

const readParameters = (names) =>
  allow(
    "ReadParameters",
    ["ssm:GetParameter", "ssm:GetParameters"],
    names.map((name) => `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/${name}`),
  );

/** A variable that accepts its default only. */
function variableOf(stack, name, value, key, description) {
  const condition = `\${var.${name} == "${value}"}`;
  const errorMessage = `This configuration was generated for ${value}. Change ${key} in config/openhands.yaml and export again.`;
  const validation = [{ condition, errorMessage }];
  return new TerraformVariable(stack, name, { type: "string", default: value, description, validation }).stringValue;
}

function openhands(app) {
  const stack = stackOf(app, "openhands");
  const MODEL = "anthropic.claude-sonnet-4-6";
  const model = variableOf(
    stack,
    "bedrock_model_id",
    MODEL,
    "bedrock.models",
    "Foundation model that OpenHands invokes",
  );
  const region = variableOf(
    stack,
    "bedrock_region",
    "us-west-2",
    "bedrock.region",
    "AWS region where Bedrock is available",
  );
  const provider = at("github_actions", IamOpenidConnectProvider, stack, {
    url: `https://${ISSUER}`,
    clientIdList: [AUDIENCE],
    lifecycle: {
      ignoreChanges: ["client_id_list", "tags", "tags_all", "thumbprint_list"],
      postcondition: [
        {
          condition: `\${contains(self.client_id_list, "${AUDIENCE}")}`,
          errorMessage: `The account's provider https://${ISSUER} does not accept the audience ${AUDIENCE}. Add it: aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${PROVIDER} --client-id ${AUDIENCE}`,
        },
      ],
    },
  });
  const role = roleOf(stack, "openhands_runtime", "openhands-runtime-role", githubTrust("main"), {
    maxSessionDuration: 3600,
    dependsOn: [provider],
  });
  const s3Access = policyOf(
    stack,
    "openhands_s3_access",
    "openhands-s3-access",
    "Policy for OpenHands runtime to access S3",
    [
      allowInOwn("ListBucket", ["s3:ListBucket"], ["arn:aws:s3:::openhands-data"]),
      allowInOwn("ReadAndWriteObjects", ["s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::openhands-data/*"]),
    ],
  );
  attach(stack, "openhands_s3_access", role, s3Access);

  const user = at("bedrock_user", IamUser, stack, { name: "bedrock-openhands-user", path: "/service/" });
  const key = at("bedrock_user_key", IamAccessKey, stack, { user: user.name });
  const profile = `arn:aws:bedrock:${region}:${ACCOUNT}:inference-profile/us.${model}`;
  const modelIn = (place) => `arn:aws:bedrock:${place}::foundation-model/${model}`;
  const invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
  const places = [region, "us-east-1", "us-east-2"];
  const bedrock = policyOf(
    stack,
    "bedrock_policy",
    "bedrock-openhands-policy",
    "Policy for accessing AWS Bedrock Claude 3.7 Sonnet",
    [
      allow("InvokeProfile", invoke, [profile]),
      allow("InvokeModelThroughProfile", invoke, places.map(modelIn), [
        { test: "StringEquals", variable: "bedrock:InferenceProfileArn", values: [profile] },
      ]),
      allow("ListModels", ["bedrock:ListFoundationModels"], ["*"]),
      allow("DescribeModels", ["bedrock:GetFoundationModel"], [modelIn(region)]),
    ],
  );
  at("bedrock_policy_attachment", IamUserPolicyAttachment, stack, { user: user.name, policyArn: bedrock.arn });
  const secrets = {
    bedrock_access_key_id: ["AWS Access Key ID for Bedrock service", key.id],
    bedrock_secret_access_key: ["AWS Secret Access Key for Bedrock service", key.secret],
  };
  for (const [label, [description, value]] of Object.entries(secrets))
    at(label, SsmParameter, stack, { name: label.replaceAll("_", "-"), description, type: "SecureString", value });

  const settings = {
    bucket: ["Bucket that OpenHands works with", "openhands-data"],
    region: ["Region of the bucket and the parameters", REGION],
    role_arn: ["Role of the OpenHands runtime", `arn:aws:iam::${ACCOUNT}:role/openhands-runtime-role`],
    bedrock_region: ["Region in which OpenHands calls Bedrock", "us-west-2"],
    bedrock_model_id: ["Model that OpenHands invokes, with its profile", `us.${MODEL}`],
  };
  const names = Object.keys(settings).map((name) => `openhands/config/${name.replaceAll("_", "-")}`);
  for (const [index, [name, [description, value]]] of Object.entries(settings).entries())
    at(`openhands_config_${name}`, SsmParameter, stack, {
      name: `/${names[index]}`,
      description,
      type: "String",
      value,
    });
  const configRead = policyOf(
    stack,
    "openhands_config_read",
    "openhands-config-read",
    "Policy for OpenHands runtime to read its settings",
    [readParameters(names)],
  );
  attach(stack, "openhands_config_read", role, configRead);

  const session = roleOf(
    stack,
    "openhands_session",
    "openhands-session-role",
    {
      effect: "Allow",
      actions: ["sts:AssumeRole"],
      principals: [{ type: "AWS", identifiers: [`arn:aws:iam::${ACCOUNT}:user/service/bedrock-openhands-user`] }],
      condition: [{ test: "StringLike", variable: "sts:RoleSessionName", values: ["openhands-*"] }],
    },
    { maxSessionDuration: 3600, dependsOn: [user] },
  );
  attach(stack, "openhands_session_s3", session, s3Access);
  attach(stack, "openhands_session_config", session, configRead);
  attach(stack, "openhands_session_bedrock", session, bedrock);
  const refresher = policyOf(
    stack,
    "openhands_refresher",
    "openhands-refresher",
    "Policy for the refresher of OpenHands to assume the runtime role",
    [allow("AssumeSessionRole", ["sts:AssumeRole"], [`arn:aws:iam::${ACCOUNT}:role/openhands-session-role`])],
  );
  at("openhands_refresher", IamUserPolicyAttachment, stack, { user: user.name, policyArn: refresher.arn });

  const keys = {
    session: "Key that the web page of Agent Canvas asks for",
    secret: "Key with which Agent Canvas encrypts the secrets that it stores",
  };
  for (const [key, description] of Object.entries(keys)) {
    const random = `aws_secretsmanager_random_password.canvas_${key}_key`;
    stack.addOverride(`ephemeral.${random}`, { password_length: 48, exclude_punctuation: true });
    at(`canvas_${key}_key`, SsmParameter, stack, {
      name: `/openhands/canvas/${key}-key`,
      description,
      type: "SecureString",
      valueWo: `\${ephemeral.${random}.random_password}`,
      valueWoVersion: 1,
    });
  }
  const externalSecrets = policyOf(
    stack,
    "external_secrets",
    "openhands-external-secrets",
    "Policy for External Secrets to read the Bedrock access key of OpenHands",
    [
      readParameters([
        ...["bedrock-access-key-id", "bedrock-secret-access-key"],
        ...["openhands/canvas/session-key", "openhands/canvas/secret-key"],
      ]),
    ],
  );

  output(stack, "oidc_provider_arn", PROVIDER, "OIDC provider that the roles trust");
  output(stack, "runtime_role_arn", role.arn, "Role of the OpenHands runtime");
  output(stack, "s3_policy_arn", s3Access.arn, "Policy of the runtime's bucket");
  output(stack, "bedrock_user_arn", user.arn, "User whose access key calls Bedrock");
  output(stack, "bedrock_policy_arn", bedrock.arn, "Policy of the models");
  output(stack, "external_secrets_policy_arn", externalSecrets.arn, "Policy for the principal of External Secrets");
}

function openhandsDeploy(app, roles) {
  const stack = stackOf(app, "openhands-deploy");
  const registry = at("openhands_runtime", EcrRepository, stack, {
    name: "openhands-runtime",
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
  });
  const lifecycle = at("openhands_runtime", DataAwsEcrLifecyclePolicyDocument, stack, {
    rule: [
      {
        priority: 1,
        description: "Expire untagged images; a tagged one may still be pulled",
        selection: [{ tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 }],
        action: [{ type: "expire" }],
      },
    ],
  });
  at("openhands_runtime", EcrLifecyclePolicy, stack, { repository: registry.name, policy: lifecycle.json });
  output(stack, "registry_url", registry.repositoryUrl, "Registry of the runtime image");

  const workflowRole = (label, name, trust, statements, props) => {
    const role = roleOf(stack, label, name, trust, props);
    attach(stack, label, role, policyOf(stack, label, name, undefined, statements));
    output(stack, `${label}_role_arn`, role.arn, `Role ${name}`);
    return role;
  };
  const hour = { maxSessionDuration: 3600 };
  const push = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:CompleteLayerUpload",
    "ecr:DescribeImages",
    "ecr:GetDownloadUrlForLayer",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
  ];
  const builder = workflowRole(
    "github_oidc",
    "github-oidc-role",
    githubTrust("main"),
    [
      allow("LogInToRegistry", ["ecr:GetAuthorizationToken"], ["*"]),
      allow("PushImages", push, [`arn:aws:ecr:${REGION}:${ACCOUNT}:repository/openhands-runtime`]),
      allow("AssumeChainedRole", ["sts:AssumeRole"], [`arn:aws:iam::${ACCOUNT}:role/upload-to-s3-role`]),
    ],
    hour,
  );
  const principals = [{ type: "AWS", identifiers: [`arn:aws:iam::${ACCOUNT}:role/github-oidc-role`] }];
  workflowRole(
    "upload_to_s3",
    "upload-to-s3-role",
    { effect: "Allow", actions: ["sts:AssumeRole"], principals },
    [allowInOwn("WriteObjects", ["s3:PutObject"], ["arn:aws:s3:::openhands-build-artifacts/*"])],
    { dependsOn: [builder] },
  );
  workflowRole(
    "github_s3_sync",
    "github-s3-sync-role",
    githubTrust("deploy"),
    [
      allowInOwn("ListBucket", ["s3:ListBucket"], ["arn:aws:s3:::openhands-site"]),
      allowInOwn("WriteObjects", ["s3:PutObject"], ["arn:aws:s3:::openhands-site/*"]),
    ],
    hour,
  );
  for (let number = 0; number < roles; number++)
    workflowRole(
      `role_${number}`,
      `role-${number}`,
      githubTrust("main"),
      [
        allowInOwn("ListBucket", ["s3:ListBucket"], [`arn:aws:s3:::bucket-${number}`]),
        allowInOwn("ReadAndWriteObjects", ["s3:GetObject", "s3:PutObject"], [`arn:aws:s3:::bucket-${number}/*`]),
      ],
      hour,
    );
}

const app = new App({ outdir: process.env.CDKTF_OUTDIR, stackTraces: false });
openhands(app);
openhandsDeploy(app, Number(process.argv[2] ?? 0));
app.synth();
