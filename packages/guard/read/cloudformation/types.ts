import type { Json } from "../../model";
import { type CloudResource, lowerName } from "./cloud-resource";
import { accessEntryParts, permissionSetParts } from "./parts/access-parts";
import { cannedAcl, inlinePolicies, scanningBlock } from "./parts/conversions";
import { attachedTo, inlineOf, owned } from "./parts/identity-parts";
import type { Part } from "./parts/part";
import { busPolicy, forEach, protectedBy, publicAccessBlock, repositoryParts } from "./parts/resource-policy-parts";

/** The same resource as the provider hashicorp/aws has it. */
export interface Twin {
  readonly type: string;
  /** Arguments by the properties that they come from; others keep their names. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Attributes by their names for `Fn::GetAtt`. @default Arn is arn */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Values that differ. */
  readonly convert?: Readonly<Record<string, (value: Json) => Json>>;
  /** What the provider hashicorp/aws has as resources of their own. */
  readonly parts?: (resource: CloudResource) => readonly Part[];
}

/** A resource that is nothing but its parts. */
const ONLY_PARTS = "";

/**
 * The types that are checked. AWS generates the provider awscc and Cloud Control from the same schema.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const TWINS: Readonly<Record<string, Twin>> = {
  "AWS::IAM::Role": {
    type: "aws_iam_role",
    arguments: {
      RoleName: "name",
      Path: "path",
      AssumeRolePolicyDocument: "assume_role_policy",
      MaxSessionDuration: "max_session_duration",
      PermissionsBoundary: "permissions_boundary",
      ManagedPolicyArns: "managed_policy_arns",
      Policies: "inline_policy",
    },
    convert: { Policies: inlinePolicies },
  },
  "AWS::IAM::User": {
    type: "aws_iam_user",
    arguments: { UserName: "name", Path: "path", PermissionsBoundary: "permissions_boundary" },
    parts: owned("user"),
  },
  "AWS::IAM::Group": {
    type: "aws_iam_group",
    arguments: { GroupName: "name", Path: "path" },
    parts: owned("group"),
  },
  "AWS::IAM::UserToGroupAddition": {
    type: "aws_iam_group_membership",
    arguments: { GroupName: "group", Users: "users" },
  },
  "AWS::IAM::Policy": { type: ONLY_PARTS, arguments: {}, parts: inlineOf },
  "AWS::IAM::RolePolicy": {
    type: "aws_iam_role_policy",
    arguments: { RoleName: "role", PolicyName: "name", PolicyDocument: "policy" },
  },
  "AWS::IAM::UserPolicy": {
    type: "aws_iam_user_policy",
    arguments: { UserName: "user", PolicyName: "name", PolicyDocument: "policy" },
  },
  "AWS::IAM::GroupPolicy": {
    type: "aws_iam_group_policy",
    arguments: { GroupName: "group", PolicyName: "name", PolicyDocument: "policy" },
  },
  "AWS::IAM::ManagedPolicy": {
    type: "aws_iam_policy",
    arguments: { ManagedPolicyName: "name", Path: "path", PolicyDocument: "policy" },
    attributes: { PolicyArn: "arn" },
    parts: attachedTo,
  },
  "AWS::IAM::OIDCProvider": {
    type: "aws_iam_openid_connect_provider",
    arguments: { Url: "url", ClientIdList: "client_id_list", ThumbprintList: "thumbprint_list" },
  },
  "AWS::IAM::SAMLProvider": { type: "aws_iam_saml_provider", arguments: { Name: "name" } },
  "AWS::IAM::InstanceProfile": {
    type: "aws_iam_instance_profile",
    arguments: { InstanceProfileName: "name", Path: "path", Roles: "role" },
  },
  "AWS::IAM::AccessKey": { type: "aws_iam_access_key", arguments: { UserName: "user", Status: "status" } },
  "AWS::S3::Bucket": {
    type: "aws_s3_bucket",
    arguments: { BucketName: "bucket", AccessControl: "acl" },
    convert: { AccessControl: cannedAcl },
    parts: publicAccessBlock,
  },
  "AWS::S3::BucketPolicy": { type: "aws_s3_bucket_policy", arguments: { Bucket: "bucket", PolicyDocument: "policy" } },
  "AWS::S3::AccessPoint": { type: "aws_s3_access_point", arguments: { Name: "name", Policy: "policy" } },
  "AWS::KMS::Key": { type: "aws_kms_key", arguments: { KeyPolicy: "policy" } },
  "AWS::SQS::Queue": { type: "aws_sqs_queue", arguments: { QueueName: "name" } },
  "AWS::SQS::QueuePolicy": {
    type: ONLY_PARTS,
    arguments: {},
    parts: forEach("aws_sqs_queue_policy", "Queues", "queue_url"),
  },
  "AWS::SQS::QueueInlinePolicy": {
    type: "aws_sqs_queue_policy",
    arguments: { Queue: "queue_url", PolicyDocument: "policy" },
  },
  "AWS::SNS::Topic": {
    type: "aws_sns_topic",
    arguments: { TopicName: "name" },
    attributes: { TopicArn: "arn", TopicName: "name" },
  },
  "AWS::SNS::TopicPolicy": { type: ONLY_PARTS, arguments: {}, parts: forEach("aws_sns_topic_policy", "Topics", "arn") },
  "AWS::SNS::TopicInlinePolicy": {
    type: "aws_sns_topic_policy",
    arguments: { TopicArn: "arn", PolicyDocument: "policy" },
  },
  "AWS::ECR::Repository": {
    type: "aws_ecr_repository",
    arguments: {
      RepositoryName: "name",
      ImageTagMutability: "image_tag_mutability",
      ImageScanningConfiguration: "image_scanning_configuration",
    },
    convert: {
      ImageScanningConfiguration: scanningBlock,
    },
    attributes: { Arn: "arn", RepositoryUri: "repository_url" },
    parts: repositoryParts,
  },
  "AWS::ECR::RegistryPolicy": { type: "aws_ecr_registry_policy", arguments: { PolicyText: "policy" } },
  "AWS::Lambda::Function": { type: "aws_lambda_function", arguments: { FunctionName: "function_name" } },
  "AWS::Lambda::Permission": {
    type: "aws_lambda_permission",
    arguments: {
      FunctionName: "function_name",
      Action: "action",
      Principal: "principal",
      SourceArn: "source_arn",
      SourceAccount: "source_account",
      PrincipalOrgID: "principal_org_id",
      EventSourceToken: "event_source_token",
      FunctionUrlAuthType: "function_url_auth_type",
    },
  },
  "AWS::Lambda::Url": {
    type: "aws_lambda_function_url",
    arguments: { TargetFunctionArn: "function_name", AuthType: "authorization_type" },
  },
  "AWS::SecretsManager::Secret": { type: "aws_secretsmanager_secret", arguments: { Name: "name" } },
  "AWS::SecretsManager::ResourcePolicy": {
    type: "aws_secretsmanager_secret_policy",
    arguments: { SecretId: "secret_arn", ResourcePolicy: "policy" },
  },
  "AWS::SSM::Parameter": {
    type: "aws_ssm_parameter",
    arguments: { Name: "name", Type: "type", Value: "value" },
  },
  "AWS::OpenSearchService::Domain": {
    type: "aws_opensearch_domain",
    arguments: { DomainName: "domain_name", AccessPolicies: "access_policies", VPCOptions: "vpc_options" },
  },
  "AWS::Elasticsearch::Domain": {
    type: "aws_elasticsearch_domain",
    arguments: { DomainName: "domain_name", AccessPolicies: "access_policies", VPCOptions: "vpc_options" },
  },
  "AWS::DynamoDB::Table": {
    type: "aws_dynamodb_table",
    arguments: { TableName: "name" },
    parts: protectedBy("aws_dynamodb_resource_policy", "resource_arn", "ResourcePolicy", "PolicyDocument"),
  },
  "AWS::EFS::FileSystem": {
    type: "aws_efs_file_system",
    arguments: {},
    parts: protectedBy("aws_efs_file_system_policy", "file_system_id", "FileSystemPolicy"),
  },
  "AWS::Backup::BackupVault": {
    type: "aws_backup_vault",
    arguments: { BackupVaultName: "name" },
    parts: protectedBy("aws_backup_vault_policy", "backup_vault_name", "AccessPolicy"),
  },
  "AWS::CodeArtifact::Domain": {
    type: "aws_codeartifact_domain_permissions_policy",
    arguments: { DomainName: "domain", PermissionsPolicyDocument: "policy_document" },
  },
  "AWS::CodeArtifact::Repository": {
    type: "aws_codeartifact_repository_permissions_policy",
    arguments: { RepositoryName: "repository", PermissionsPolicyDocument: "policy_document" },
  },
  "AWS::Kinesis::ResourcePolicy": {
    type: "aws_kinesis_resource_policy",
    arguments: { ResourceArn: "resource_arn", ResourcePolicy: "policy" },
  },
  "AWS::Logs::LogGroup": { type: "aws_cloudwatch_log_group", arguments: { LogGroupName: "name" } },
  "AWS::Logs::ResourcePolicy": {
    type: "aws_cloudwatch_log_resource_policy",
    arguments: { PolicyName: "policy_name", PolicyDocument: "policy_document" },
  },
  "AWS::Events::EventBusPolicy": { type: ONLY_PARTS, arguments: {}, parts: busPolicy },
  "AWS::EKS::Cluster": { type: "aws_eks_cluster", arguments: { Name: "name" } },
  "AWS::EKS::AccessEntry": {
    type: "aws_eks_access_entry",
    arguments: {
      ClusterName: "cluster_name",
      PrincipalArn: "principal_arn",
      KubernetesGroups: "kubernetes_groups",
      Type: "type",
    },
    parts: accessEntryParts,
  },
  "AWS::SSO::PermissionSet": {
    type: "aws_ssoadmin_permission_set",
    arguments: { Name: "name", InstanceArn: "instance_arn" },
    attributes: { PermissionSetArn: "arn" },
    parts: permissionSetParts,
  },
  "AWS::SSO::Assignment": {
    type: "aws_ssoadmin_account_assignment",
    arguments: {
      PermissionSetArn: "permission_set_arn",
      PrincipalId: "principal_id",
      PrincipalType: "principal_type",
      TargetId: "target_id",
    },
  },
};

/** CloudFormation's type by the name that the provider awscc has for it. */
export const CLOUD_TYPES: ReadonlyMap<string, string> = new Map(
  Object.keys(TWINS).map((type) => {
    const [, service = "", name = ""] = type.split("::");
    return [`awscc_${service.toLowerCase()}_${lowerName(name)}`, type];
  }),
);

/** @returns `undefined` if the type is not checked */
export const twinOf = (type: string): Twin | undefined => (Object.hasOwn(TWINS, type) ? TWINS[type] : undefined);

/** The attribute of the twin that one of CloudFormation's is; `Ref` gives the `id`. */
export function twinAttribute(
  { attributes = { Arn: "arn" }, arguments: args }: Twin,
  name: string,
): string | undefined {
  for (const table of [attributes, args])
    for (const [own, other] of Object.entries(table)) if (own === name || lowerName(own) === name) return other;
  return undefined;
}
