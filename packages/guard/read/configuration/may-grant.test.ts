import { unknownPermission } from "../../rules/permission/unknown-permission";
import { judged } from "../../support/testing";

const AWS = "terraform-aws-modules";
const call = (source: string, given: string) => `module "m" {\n  source = "${source}"\n  ${given}\n}\n`;
const severity = async (source: string, given: string) => {
  const found = await judged(unknownPermission, call(source, given));
  return found.map((text) => text.split(" ")[0]);
};

/** As people call modules that make networks, clusters, databases and buckets. */
const ORDINARY: [source: string, given: string][] = [
  [`${AWS}/vpc/aws`, 'name = "v"\n  cidr = "10.0.0.0/16"\n  public_subnet_tags = { "kubernetes.io/role/elb" = 1 }'],
  [`${AWS}/vpc/aws`, "enable_flow_log = true\n  create_flow_log_cloudwatch_iam_role = true"],
  [`${AWS}/vpc/aws//modules/vpc-endpoints`, 'endpoints = { s3 = { service = "s3", service_type = "Gateway" } }'],
  [`${AWS}/security-group/aws`, 'ingress_rules = ["https-443-tcp"]\n  egress_rules = ["all-all"]'],
  [`${AWS}/eks/aws`, 'cluster_name = "c"\n  eks_managed_node_groups = { a = { min_size = 1 } }'],
  [`${AWS}/rds/aws`, 'create_monitoring_role = true\n  monitoring_role_name = "rds"\n  monitoring_interval = 30'],
  [`${AWS}/rds/aws`, "iam_database_authentication_enabled = true\n  backup_retention_period = 7"],
  [`${AWS}/rds-aurora/aws`, 'engine = "aurora-postgresql"\n  master_username = "root"'],
  [`${AWS}/s3-bucket/aws`, 'acl = "private"\n  versioning = { enabled = true }\n  object_ownership = "ObjectWriter"'],
  [`${AWS}/s3-bucket/aws`, "attach_elb_log_delivery_policy = true\n  attach_lb_log_delivery_policy = true"],
  [`${AWS}/s3-bucket/aws`, "attach_deny_insecure_transport_policy = true\n  attach_require_latest_tls_policy = true"],
  [`${AWS}/alb/aws`, 'listeners = { a = { port = 443, ssl_policy = "ELBSecurityPolicy-TLS13-1-2-2021-06" } }'],
  [`${AWS}/acm/aws`, 'domain_name = "x.com"\n  subject_alternative_names = ["*.x.com"]'],
  [`${AWS}/route53/aws//modules/zones`, 'zones = { "x.com" = {} }'],
  [`${AWS}/sqs/aws`, "create_dlq = true\n  redrive_policy = { maxReceiveCount = 10 }"],
  [`${AWS}/sns/aws`, 'name = "t"'],
  [`${AWS}/lambda/aws`, 'function_name = "f"\n  attach_cloudwatch_logs_policy = true\n  attach_network_policy = true'],
  [`${AWS}/ecs/aws`, 'cluster_name = "c"'],
  [`${AWS}/autoscaling/aws`, 'scaling_policies = { a = { policy_type = "TargetTrackingScaling" } }'],
  [
    `${AWS}/cloudfront/aws`,
    'default_cache_behavior = { viewer_protocol_policy = "https-only", cache_policy_id = "a" }',
  ],
  [
    `${AWS}/cloudfront/aws`,
    'ordered_cache_behavior = [{ origin_request_policy_id = "a", response_headers_policy_id = "b", trusted_signers = ["self"] }]',
  ],
  [`${AWS}/dynamodb-table/aws`, 'hash_key = "id"'],
  [`${AWS}/efs/aws`, 'access_points = { a = { root_directory = { permissions = "0755" } } }'],
  [`${AWS}/ecr/aws`, "repository_lifecycle_policy = jsonencode({ rules = [] })"],
  [`${AWS}/kms/aws`, "deletion_window_in_days = 7"],
  [`${AWS}/ec2-instance/aws`, 'instance_type = "t3.micro"\n  metadata_options = { http_tokens = "required" }'],
  [`${AWS}/opensearch/aws`, "create_access_policy = false"],
  ["cloudposse/label/null", 'label_order = ["namespace"]'],
  ["cloudposse/elasticache-redis/aws", 'namespace = "eg"'],
  ["git::https://github.com/octo-org/terraform-budget.git?ref=v1", "limit = 10"],
  ["git@github.com:octo-org/infra.git//modules/dns?ref=v2", 'zone = "x.com"'],
  ["../modules/network", 'cidr = "10.0.0.0/16"'],
];

it.each(ORDINARY)("only notes that %s is not read, given %s", async (source, given) => {
  expect(await severity(source, given)).toEqual(["info"]);
});

it.each<[source: string, given: string]>([
  [`${AWS}/iam/aws//modules/iam-role`, 'name = "x"'],
  [`${AWS}/eks/aws`, "enable_cluster_creator_admin_permissions = true"],
  [`${AWS}/eks/aws`, 'access_entries = { a = { principal_arn = "arn:aws:iam::123456789012:role/x" } }'],
  [`${AWS}/lambda/aws`, "attach_policy_statements = true\n  policy_statements = {}"],
  [`${AWS}/s3-bucket/aws`, 'attach_policy = true\n  policy = "{}"'],
  [`${AWS}/opensearch/aws`, 'access_policies = "{}"'],
  [`${AWS}/sns/aws`, 'topic_policy_statements = { a = { actions = ["sns:Publish"] } }'],
  [
    `${AWS}/autoscaling/aws`,
    'create_iam_instance_profile = true\n  iam_role_policies = { a = "arn:aws:iam::aws:policy/AdministratorAccess" }',
  ],
  [`${AWS}/autoscaling/aws`, 'scaling_policies = { a = { x = "arn:aws:iam::123456789012:role/x" } }'],
  ["git::https://github.com/octo-org/terraform-ci.git", 'subjects = ["octo-org/*"]'],
  ["octo-org/ci/aws", 'repository = "repo:octo-org/app:*"'],
  ["octo-org/app/aws", "create_role = true"],
  ["../modules/ci", 'name = "x"'],
])("warns that %s is not read, given %s", async (source, given) => {
  expect(await severity(source, given)).toEqual(["warning"]);
});
