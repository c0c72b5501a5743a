import { dnsSuffixOf } from "@openhands-aws/facts/partitions";
import { UNKNOWN } from "../../text";
import { lowerName } from "../cloudformation/cloud-resource";
import { CLOUD_TYPES, type Twin, twinAttribute, twinOf } from "../cloudformation/types";
import { textOf, type Value } from "../expression/value";
import type { Surroundings } from "./provider";

/** What is known of a resource before it exists. */
export interface Described {
  readonly type: string;
  readonly mode: "managed" | "data";
  readonly surroundings: Surroundings;
  /** `undefined` where it is not set. */
  argument(name: string): Value | undefined;
}

type Compute = (resource: Described) => Value;

/** How AWS names a resource: the argument with its name, and the form of its ARN. */
interface Kind {
  readonly name: Compute;
  readonly arn?: Compute;
  /** Attributes besides `arn` and `name`. */
  readonly others?: Readonly<Record<string, "name" | "arn" | Compute>>;
}

/**
 * The value of an attribute that AWS or the provider sets, in its final form; a part that AWS chooses is UNKNOWN.
 * @returns `undefined` if nothing is known about it
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function computed(resource: Described, attribute: string): Value | undefined {
  if (resource.mode === "data") {
    const found = own(own(ENVIRONMENT, resource.type) ?? {}, attribute);
    if (found) return found(resource);
  }
  const cloud = resource.mode === "managed" ? twinOf(CLOUD_TYPES.get(resource.type) ?? "") : undefined;
  if (cloud) return computedOfCloud(resource, cloud, attribute);
  const kind = own(KINDS, resource.type);
  if (!kind) return undefined;
  if (attribute === "arn") return kind.arn?.(resource);
  if (attribute === "name") return kind.name(resource);
  const other = own(kind.others ?? {}, attribute);
  return other === "arn" ? kind.arn?.(resource) : other === "name" ? kind.name(resource) : other?.(resource);
}

/** Of a resource of the provider awscc, whose identifier is what `Ref` gives in CloudFormation. */
function computedOfCloud({ argument, ...resource }: Described, twin: Twin, attribute: string): Value | undefined {
  const name = attribute === "id" ? "id" : twinAttribute(twin, attribute);
  const property = (of: string) => Object.keys(twin.arguments).find((one) => twin.arguments[one] === of) ?? of;
  const described = { ...resource, type: twin.type, argument: (of: string) => argument(lowerName(property(of))) };
  return name === undefined ? undefined : computed(described, name);
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const named =
  (...names: readonly string[]): Compute =>
  ({ argument }) => {
    for (const name of names) {
      const written = argument(name);
      if (written !== undefined) return text(written);
    }
    return `${text(argument(`${names[0]}_prefix`) ?? "")}${UNKNOWN}`;
  };

const text = (value: Value): string => textOf(value) ?? UNKNOWN;

/** A resource that is looked up may have any path. */
const path = ({ mode, argument }: Described): string => {
  const written = argument("path");
  return written === undefined ? (mode === "data" ? `/${UNKNOWN}` : "/") : text(written);
};

const inAccount =
  (service: string, resource: (name: string, described: Described) => string, name: Compute = named("name")): Compute =>
  (described) => {
    const { partition, account, region } = described.surroundings;
    const place = service === "iam" ? "" : region;
    return `arn:${partition}:${service}:${place}:${account}:${resource(text(name(described)), described)}`;
  };

/** @param looked the argument by which a data source looks it up */
const iamKind = (type: string, looked = "name"): Kind => ({
  name: named("name", looked),
  arn: inAccount("iam", (name, described) => `${type}${path(described)}${name}`, named("name", looked)),
  others: { id: "name", [looked]: "name", path },
});

const host: Compute = ({ argument }) => text(argument("url") ?? UNKNOWN).replace(/^https:\/\//, "");

const simple = (service: string, form: (name: string) => string, argument = "name", ids = ["id"]): Kind => ({
  name: named(argument),
  arn: inAccount(service, form, named(argument)),
  others: { [argument]: "name", ...Object.fromEntries(ids.map((id) => [id, "name"])) },
});

const BUCKET: Kind = {
  name: named("bucket"),
  arn: (described) => `arn:${described.surroundings.partition}:s3:::${text(named("bucket")(described))}`,
  others: { id: "name", bucket: "name" },
};

/** A policy that is looked up may be an AWS managed one. */
const policy = (described: Described): Value => {
  const arn = described.mode === "data" ? described.argument("arn") : undefined;
  if (arn !== undefined) return arn;
  const built = text((iamKind("policy").arn as Compute)(described));
  return described.mode === "data" ? built.replace(described.surroundings.account, UNKNOWN) : built;
};

const providerArn: Compute = (described) =>
  (described.mode === "data" ? described.argument("arn") : undefined) ??
  inAccount("iam", (name) => `oidc-provider/${name}`, host)(described);

/** EKS gives every cluster an issuer of its own. */
const clusterIssuer = ({ region, partition }: Surroundings): string =>
  `https://oidc.eks.${region}.${dnsSuffixOf(partition)}/id/${UNKNOWN}`;

const KINDS: Readonly<Record<string, Kind>> = {
  aws_iam_role: iamKind("role"),
  aws_iam_user: iamKind("user", "user_name"),
  aws_iam_group: iamKind("group", "group_name"),
  aws_iam_policy: { name: named("name"), arn: policy, others: { id: "arn", path } },
  aws_iam_instance_profile: iamKind("instance-profile"),
  aws_iam_openid_connect_provider: { name: host, arn: providerArn, others: { id: "arn", url: host } },
  aws_iam_saml_provider: {
    ...simple("iam", (name) => `saml-provider/${name}`, "name", []),
    others: { id: "arn" },
  },
  aws_s3_bucket: BUCKET,
  aws_ecr_repository: {
    ...simple("ecr", (name) => `repository/${name}`),
    others: {
      id: "name",
      registry_id: ({ surroundings }) => surroundings.account,
      repository_url: ({ surroundings, argument }) =>
        `${surroundings.account}.dkr.ecr.${surroundings.region}.${dnsSuffixOf(surroundings.partition)}/${text(argument("name") ?? UNKNOWN)}`,
    },
  },
  aws_ssm_parameter: simple("ssm", (name) => `parameter/${name.replace(/^\//, "")}`),
  aws_kms_key: { name: () => UNKNOWN, arn: inAccount("kms", () => `key/${UNKNOWN}`) },
  aws_kms_alias: simple("kms", (name) => name),
  aws_sns_topic: { ...simple("sns", (name) => name), others: { id: "arn" } },
  aws_sqs_queue: simple("sqs", (name) => name, "name", []),
  // Secrets Manager adds a hyphen and six characters of its own.
  aws_secretsmanager_secret: {
    ...simple("secretsmanager", (name) => `secret:${name}-${UNKNOWN}`),
    others: { id: "arn" },
  },
  aws_lambda_function: simple("lambda", (name) => `function:${name}`, "function_name"),
  // AWS chooses a UUID after the region.
  aws_cognito_identity_pool: {
    name: named("identity_pool_name"),
    arn: inAccount("cognito-identity", () => `identitypool/${UNKNOWN}`, named("identity_pool_name")),
    others: { id: ({ surroundings }) => `${surroundings.region}:${UNKNOWN}` },
  },
  aws_eks_cluster: {
    ...simple("eks", (name) => `cluster/${name}`),
    others: { id: "name", identity: ({ surroundings }) => [{ oidc: [{ issuer: clusterIssuer(surroundings) }] }] },
  },
  aws_dynamodb_table: simple("dynamodb", (name) => `table/${name}`),
  aws_cloudwatch_log_group: simple("logs", (name) => `log-group:${name}`),
};

/** Services with other names in China are not known here. */
const servicePrincipal: Compute = ({ surroundings, argument }) =>
  surroundings.partition === "aws" ? `${text(argument("service_name") ?? UNKNOWN)}.amazonaws.com` : UNKNOWN;

const ENVIRONMENT: Readonly<Record<string, Readonly<Record<string, Compute>>>> = {
  aws_caller_identity: {
    account_id: ({ surroundings }) => surroundings.account,
    id: ({ surroundings }) => surroundings.account,
  },
  aws_partition: {
    partition: ({ surroundings }) => surroundings.partition,
    id: ({ surroundings }) => surroundings.partition,
    dns_suffix: ({ surroundings }) => dnsSuffixOf(surroundings.partition),
  },
  aws_service_principal: {
    name: servicePrincipal,
    id: servicePrincipal,
  },
  aws_region: {
    name: ({ surroundings, argument }) => argument("name") ?? surroundings.region,
    region: ({ surroundings, argument }) => argument("region") ?? surroundings.region,
    id: ({ surroundings, argument }) => argument("name") ?? argument("region") ?? surroundings.region,
  },
};
