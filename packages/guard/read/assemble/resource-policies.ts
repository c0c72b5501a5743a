import type { Resolved, ResourcePolicy, Unknown } from "../../model";
import type { PolicyKind } from "../../policy/parse";
import { asText, jsonOf } from "../../support/json";
import {
  asPartial,
  isKnown,
  known,
  matchesPattern,
  NOTHING_KNOWN,
  type PartialText,
  partialText,
  rawText,
  UNKNOWN,
} from "../../text";
import type { ReadResource } from "../resource";
import { bucketAcl } from "./bucket-acl";
import { attributeText, type Build, located } from "./build";
import { readDocument } from "./document";
import { lambdaPermission } from "./lambda-permission";

interface Source {
  readonly service: string;
  readonly type: string;
  /** The argument with the policy. @default policy */
  readonly policy?: string;
  /** The argument that names the protected resource; without it the policy is in the resource itself. */
  readonly target?: string;
  /** ARN of the protected resource, from the value of `target`. @default the value itself */
  readonly arn?: (target: PartialText, resource: ReadResource) => PartialText;
}

const inRegion =
  (service: string, prefix: string) =>
  (target: PartialText, { surroundings: { partition, region, account } }: ReadResource): PartialText =>
    isArn(target) ? target : partialText`arn:${partition}:${service}:${region}:${account}:${prefix}${target}`;

const bucketArn = (target: PartialText, { surroundings }: ReadResource): PartialText =>
  isArn(target) ? target : partialText`arn:${surroundings.partition}:s3:::${target}`;

const isArn = (text: PartialText): boolean => rawText(text).startsWith("arn:");

/** `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME` */
const queueArn = (target: PartialText, { surroundings: { partition } }: ReadResource): PartialText => {
  const [, region = "", account = "", name] =
    /^https:\/\/sqs\.([^.]+)\.[^/]+\/([^/]+)\/([^/]+)$/.exec(rawText(target)) ?? [];
  return name === undefined
    ? partialText`arn:${partition}:sqs:${UNKNOWN}`
    : partialText`arn:${partition}:sqs:${region}:${account}:${name}`;
};

const SOURCES: readonly Source[] = [
  { service: "s3", type: "aws_s3_bucket" },
  { service: "s3", type: "aws_s3_bucket_policy", target: "bucket", arn: bucketArn },
  { service: "s3", type: "aws_s3_access_point" },
  { service: "s3", type: "aws_s3control_access_point_policy", target: "access_point_arn" },
  { service: "ecr", type: "aws_ecr_repository_policy", target: "repository", arn: inRegion("ecr", "repository/") },
  { service: "ecr", type: "aws_ecr_registry_policy", target: "", arn: inRegion("ecr", "repository/*") },
  { service: "kms", type: "aws_kms_key" },
  { service: "kms", type: "aws_kms_key_policy", target: "key_id", arn: inRegion("kms", "key/") },
  { service: "sns", type: "aws_sns_topic" },
  { service: "sns", type: "aws_sns_topic_policy", target: "arn" },
  { service: "sqs", type: "aws_sqs_queue" },
  { service: "sqs", type: "aws_sqs_queue_policy", target: "queue_url", arn: queueArn },
  { service: "secretsmanager", type: "aws_secretsmanager_secret" },
  { service: "secretsmanager", type: "aws_secretsmanager_secret_policy", target: "secret_arn" },
  { service: "es", type: "aws_opensearch_domain", policy: "access_policies" },
  { service: "es", type: "aws_elasticsearch_domain", policy: "access_policies" },
  {
    service: "backup",
    type: "aws_backup_vault_policy",
    target: "backup_vault_name",
    arn: inRegion("backup", "backup-vault:"),
  },
  { service: "codeartifact", type: "aws_codeartifact_domain_permissions_policy", policy: "policy_document" },
  { service: "codeartifact", type: "aws_codeartifact_repository_permissions_policy", policy: "policy_document" },
  { service: "glacier", type: "aws_glacier_vault", policy: "access_policy" },
  { service: "glue", type: "aws_glue_resource_policy" },
  { service: "kinesis", type: "aws_kinesis_resource_policy", target: "resource_arn" },
  { service: "ses", type: "aws_ses_identity_policy", target: "identity", arn: inRegion("ses", "identity/") },
  {
    service: "ses",
    type: "aws_sesv2_email_identity_policy",
    target: "email_identity",
    arn: inRegion("ses", "identity/"),
  },
  { service: "dynamodb", type: "aws_dynamodb_resource_policy", target: "resource_arn" },
  {
    service: "elasticfilesystem",
    type: "aws_efs_file_system_policy",
    target: "file_system_id",
    arn: inRegion("elasticfilesystem", "file-system/"),
  },
  {
    service: "events",
    type: "aws_cloudwatch_event_bus_policy",
    target: "event_bus_name",
    arn: inRegion("events", "event-bus/"),
  },
  {
    service: "logs",
    type: "aws_cloudwatch_log_resource_policy",
    policy: "policy_document",
    target: "",
    arn: inRegion("logs", "*"),
  },
];

const ACL_SOURCES: readonly Source[] = [
  { service: "s3", type: "aws_s3_bucket" },
  { service: "s3", type: "aws_s3_bucket_acl", target: "bucket", arn: bucketArn },
];

const KIND: readonly [PolicyKind, Unknown["about"]] = ["resource", "resource-policy"];

/** The policies that are attached to resources, however Terraform declares them. */
export function resourcePolicies(build: Build): ResourcePolicy[] {
  const found: ResourcePolicy[] = [];
  for (const source of SOURCES)
    for (const resource of build.managed(source.type)) {
      const argument = source.policy ?? "policy";
      const policy = resource.argument(argument);
      // Callers outside of the network cannot reach a domain inside.
      if (!policy || known(asText(policy.value)) === "" || resource.argument("vpc_options")) continue;
      const document = readDocument(build, resource, argument, policy, KIND);
      found.push(
        located(resource, { service: source.service, resource: protectedArn(build, source, resource), document }),
      );
    }
  for (const source of ACL_SOURCES)
    for (const resource of build.managed(source.type)) {
      const acl = bucketAcl(resource);
      if (!acl) continue;
      const document = readDocument(build, resource, "acl", acl, KIND);
      found.push(located(resource, { service: "s3", resource: protectedArn(build, source, resource), document }));
    }
  for (const resource of build.managed("aws_lambda_permission")) {
    const document = readDocument(build, resource, "principal", lambdaPermission(resource), KIND);
    found.push(located(resource, { service: "lambda", resource: functionArn(resource), document }));
  }
  for (const resource of build.managed("aws_lambda_function_url")) {
    const type = resource.attribute("authorization_type");
    const isPublic = matchesPattern(asText(type.value), /^NONE$/);
    if (isPublic === false) continue;
    const value = isPublic === true ? PUBLIC_URL : NOTHING_KNOWN;
    const document = readDocument(build, resource, "authorization_type", { ...type, value }, KIND);
    found.push(located(resource, { service: "lambda", resource: functionArn(resource), document }));
  }
  return found;
}

const functionArn = (resource: ReadResource): PartialText =>
  inRegion("lambda", "function:")(attributeText(resource, "function_name"), resource);

/**
 * What the provider allows on its own if a function's URL needs no authorization.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lambda_function_url
 */
const PUBLIC_URL = jsonOf({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "lambda:InvokeFunctionUrl", Resource: "*" }],
});

function protectedArn(build: Build, { target, arn, service }: Source, resource: ReadResource): PartialText {
  if (target === undefined) return attributeText(resource, "arn");
  if (target === "") return arn?.(asPartial(""), resource) ?? NOTHING_KNOWN;
  const written = resource.argument(target) ?? DEFAULT_BUS;
  // The id of a resource that does not exist yet is unknown, but the resource that it refers to has an ARN.
  const text = asText(written.value);
  const referred = isKnown(text) ? [] : build.referred(resource, written);
  const [declared] = referred.filter(({ mode }) => mode === "managed");
  if (declared) return attributeText(declared, "arn");
  if (arn) return arn(text, resource);
  return known(text) === "" ? partialText`arn:${resource.surroundings.partition}:${service}:${UNKNOWN}` : text;
}

/** An event bus without a name is the account's default one. */
const DEFAULT_BUS: Resolved = { value: asPartial("default"), whys: [], references: [] };
