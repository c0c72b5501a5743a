import type { Body } from "../source/module-source";

/**
 * Whether a module that was not read may grant something: if its source or one of its arguments is about roles, policies,
 * subjects or OIDC, and a local one also if its folder is not plainly about something else.
 */
export const mayGrant = (source: string, { source: _, version: __, ...given }: Body): boolean =>
  (LOCAL.test(source) && !OTHER_FOLDERS.test(source)) || isAbout(source) || holds(given);

/**
 * Whether a resource could grant something, or holds something else that the rules check.
 * @param type of the resource
 */
export const mayGrantResource = (type: string, body: Body): boolean =>
  isAbout(type) || CHECKED_TYPES.test(type) || RUNS_PROGRAMS.some((block) => block in body) || holds(body);

/** Blocks of any resource that may hold credentials. */
const RUNS_PROGRAMS = ["provisioner", "connection"];

/** Types that have policies, secrets, images or manifests. */
const CHECKED_TYPES =
  /^(?:aws|awscc)_(?:s3|kms|sqs|sns|ses|ssm|secretsmanager|ecr|eks|ecs_task|lambda|batch|codebuild|codeartifact|cognito|cloudformation|cloudcontrolapi|ssoadmin|glue|glacier|kinesis|efs|dynamodb|opensearch|elasticsearch|backup_vault|cloudwatch_(?:event_bus|log_resource)|instance|launch|db_instance|rds_cluster|elasticache_replication)|^(?:kubernetes|kubectl|helm|github|vault)_/;

/** Whether a nested block is a part of a policy, gives something to others, or may hold a secret. */
export const isGrantingBlock = (type: string): boolean =>
  isAbout(type) || /^(?:statement|not_principals|grant|access_policy|access_entry|env|environment)$/.test(type);

const LOCAL = /^(?:\.{0,2}\/|\.{0,2}$)/;

/** In the name of the folder. */
const OTHER_FOLDERS =
  /(?:^|[/_-])(?:vpcs?|networks?|networking|subnets?|nacls?|security[_-]?groups?|route53|dns|acm|certificates?|certificatemanager|waf|shield|firewall|cloudfront|[an]lb|elb|load[_-]?balancers?|log[_-]?groups?|alarms?|dashboards?|rds|databases?|elasticache|redis|cache|cidrs?|nat|peering|budgets?|tags|labels?|naming)(?:$|[_-][^/]*$)/i;

/** @param named whether the names in it are looked at as well */
const holds = (value: unknown, named = true): boolean => {
  if (typeof value === "string") return VALUE.test(value);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.some((one) => holds(one, named));
  return Object.entries(value).some(
    ([name, one]) =>
      !isOff(one) && !TAGS.test(name) && ((named && isAbout(name)) || holds(one, named && !isOther(name))),
  );
};

/** Whether nothing inside is about access, whatever it is called: the `policy_type` of `scaling_policies`. */
const isOther = (name: string): boolean => name.replace(OTHER_THINGS, "") !== name && !isAbout(name);

/** `create_role = false`; the mode of a file is no permission in AWS. */
const isOff = (value: unknown): boolean =>
  (typeof value === "string" && /^0?[0-7]{3}$/.test(value)) ||
  value === false ||
  value === null ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

/** Whether a name is about identities and what they may do. */
export const isAbout = (name: string): boolean => WORDS.test(name.replace(OTHER_THINGS, ""));

const TAGS = /(?:^|_)(?:tags|labels)$/i;

const WORDS =
  /(?:^|[^a-z])(?:iam|irsa|oidc|roles?|polic(?:y|ies)|trust(?:s|ed)?|assum(?:e|ed|able|ing)|principals?|federated|subjects?|permissions?|grants?|access_entries|service_?accounts?|statements?|external_ids?)(?![a-z])/i;

/**
 * Policies, subjects and permissions about something other than access; and roles and policies of which a module's author
 * has chosen all, for a service of AWS that only observes, or which only deny.
 */
const OTHER_THINGS = new RegExp(
  [
    "subject_alternative_names",
    "(?:file|directory)_permissions?",
    "iam_database_authentication\\w*",
    "trusted_(?:signers|key_groups)",
    `(?:${[
      "scaling|retention|lifecycle|ssl|tls|security|routing|backup|restart|update|rotation|deletion|termination|pull|cache",
      "request|headers|protocol|password|redrive|retry|failover|stickiness|placement|replacement|schedul\\w*|tier\\w*",
      "network|maintenance|alarm|health_?check|mfa|resize|eviction|compression|tracing|cloudwatch_logs|log_delivery",
    ].join("|")})_polic(?:y|ies)(?:_\\w+)?`,
    "attach_(?:deny|require)_\\w+",
    "(?:create_)?(?:vpc_)?(?:flow_logs?|monitoring)(?:_cloudwatch)?(?:_iam)?_role\\w*",
  ].join("|"),
  "gi",
);

/** An identity of AWS, a policy, or the subject of a token. */
const VALUE = /\baws_iam_|:iam::|\bsts:Assume|oidc|"Statement"|\bStatement\s*[=:]|\brepo:/i;
