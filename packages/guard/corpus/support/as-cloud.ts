import type { AccessModel, Json, Resource } from "../../model";
import { parseJsonText } from "../../read/source/json-text";
import { asText, isText, jsonOf } from "../../support/json";
import { isKnown, rawText } from "../../text";

/** A resource as CloudFormation's documentation has it. */
export interface Written {
  readonly type: string;
  readonly properties: Readonly<Record<string, Json>>;
}

type Convert = (argument: (name: string) => Json | undefined) => Record<string, Json | undefined>;

/** Written down from AWS's documentation, without the table that the guard reads by. */
const FORMS: Readonly<Record<string, readonly [type: string, convert: Convert]>> = {
  aws_iam_role: [
    "AWS::IAM::Role",
    (a) => ({
      RoleName: a("name"),
      Path: a("path"),
      AssumeRolePolicyDocument: parsed(a("assume_role_policy")),
      MaxSessionDuration: a("max_session_duration"),
      PermissionsBoundary: a("permissions_boundary"),
      ManagedPolicyArns: a("managed_policy_arns"),
    }),
  ],
  aws_iam_user: [
    "AWS::IAM::User",
    (a) => ({ UserName: a("name"), Path: a("path"), PermissionsBoundary: a("permissions_boundary") }),
  ],
  aws_iam_group: ["AWS::IAM::Group", (a) => ({ GroupName: a("name"), Path: a("path") })],
  aws_iam_policy: [
    "AWS::IAM::ManagedPolicy",
    (a) => ({ ManagedPolicyName: a("name"), Path: a("path"), PolicyDocument: parsed(a("policy")) }),
  ],
  aws_iam_role_policy: [
    "AWS::IAM::RolePolicy",
    (a) => ({ RoleName: a("role"), PolicyName: a("name"), PolicyDocument: parsed(a("policy")) }),
  ],
  aws_iam_user_policy: [
    "AWS::IAM::UserPolicy",
    (a) => ({ UserName: a("user"), PolicyName: a("name"), PolicyDocument: parsed(a("policy")) }),
  ],
  aws_iam_group_policy: [
    "AWS::IAM::GroupPolicy",
    (a) => ({ GroupName: a("group"), PolicyName: a("name"), PolicyDocument: parsed(a("policy")) }),
  ],
  aws_iam_openid_connect_provider: [
    "AWS::IAM::OIDCProvider",
    (a) => ({ Url: a("url"), ClientIdList: a("client_id_list"), ThumbprintList: a("thumbprint_list") }),
  ],
  aws_s3_bucket: ["AWS::S3::Bucket", (a) => ({ BucketName: a("bucket") })],
  aws_s3_bucket_policy: [
    "AWS::S3::BucketPolicy",
    (a) => ({ Bucket: a("bucket"), PolicyDocument: parsed(a("policy")) }),
  ],
  aws_kms_key: ["AWS::KMS::Key", (a) => ({ KeyPolicy: parsed(a("policy")) })],
  aws_sqs_queue: ["AWS::SQS::Queue", (a) => ({ QueueName: a("name") })],
  aws_sns_topic: ["AWS::SNS::Topic", (a) => ({ TopicName: a("name") })],
};

/**
 * For tests: what a configuration declares, written with CloudFormation's types.
 * @returns `undefined` if it has resources, or parts of them, that this does not write
 */
export function asCloud(model: AccessModel): Written[] | undefined {
  const managed = model.resources.filter(({ mode }) => mode === "managed");
  const written = managed.map((resource) => writtenOf(resource));
  return written.length > 0 && written.every((one) => one !== undefined) ? written : undefined;
}

function writtenOf(resource: Resource): Written | undefined {
  const form = FORMS[resource.type];
  if (!form || ["inline_policy", "tags"].some((name) => name !== "tags" && resource.argument(name))) return undefined;
  const [type, convert] = form;
  let isWhole = true;
  const properties = convert((name) => {
    const found = resource.argument(name);
    if (found && (!isKnown(JSON.stringify(found.value)) || found.whys.length > 0)) isWhole = false;
    return found?.value;
  });
  const set = Object.entries(properties).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return isWhole ? { type, properties: Object.fromEntries(set) } : undefined;
}

/** Malformed ones stay texts. */
function parsed(policy: Json | undefined): Json | undefined {
  if (!isText(policy)) return policy;
  try {
    return jsonOf(parseJsonText(rawText(asText(policy)), "policy", false));
  } catch {
    return policy;
  }
}

const template = (resources: readonly Written[]): object => ({
  AWSTemplateFormatVersion: "2010-09-09",
  Resources: Object.fromEntries(
    resources.map(({ type, properties }, index) => [`R${index}`, { Type: type, Properties: properties }]),
  ),
});

const lower = (name: string): string =>
  name
    .replace(/OIDC|SAML/g, (word) => `${word[0]}${word.slice(1).toLowerCase()}`)
    .replace(/(?!^)[A-Z]/g, "_$&")
    .toLowerCase();

/** What Terraform would take for an expression. */
const literal = (text: string): string => text.replace(/([$%])\{/g, "$1$1{");

const terraform = (resource: object): string => JSON.stringify({ resource });

/** For tests: the ways to write the same resources, as files. */
export const CLOUD_FORMS: Readonly<Record<string, (resources: readonly Written[]) => Record<string, string>>> = {
  "a template": (resources) => ({ "stack.json": JSON.stringify(template(resources), null, 2) }),
  "a stack": (resources) => ({
    "main.tf.json": terraform({
      aws_cloudformation_stack: { s: { name: "s", template_body: literal(JSON.stringify(template(resources))) } },
    }),
  }),
  "Cloud Control": (resources) => ({
    "main.tf.json": terraform({
      aws_cloudcontrolapi_resource: Object.fromEntries(
        resources.map(({ type, properties }, index) => [
          `r${index}`,
          { type_name: type, desired_state: literal(JSON.stringify(properties)) },
        ]),
      ),
    }),
  }),
  "the provider awscc": (resources) => {
    const byType: Record<string, Record<string, object>> = {};
    for (const [index, { type, properties }] of resources.entries()) {
      const [, service = "", name = ""] = type.split("::");
      const args = Object.entries(properties).map(([key, value]) => [
        lower(key),
        // It takes policies as JSON.
        typeof value === "object" && !Array.isArray(value) ? literal(JSON.stringify(value)) : value,
      ]);
      const own = `awscc_${service.toLowerCase()}_${lower(name)}`;
      byType[own] = { ...byType[own], [`r${index}`]: Object.fromEntries(args) };
    }
    return { "main.tf.json": terraform(byType) };
  },
};
