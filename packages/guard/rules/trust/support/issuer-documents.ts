import type { AccessModel, Location, Resource, ResourcePolicy } from "../../../model";
import type { Statement } from "../../../policy/statement";
import { asText, isText, textAt } from "../../../support/json";
import { perObject } from "../../../support/memo";
import { resourceAt } from "../../../support/resources";
import { asPartial, isKnown, known, type PartialText, partialText, rawText } from "../../../text";
import { originsOf } from "./issuer-origins";
import { isCluster, isHosted } from "./kubernetes-statements";
import { sharedIssuer } from "./shared-issuers";
import { allowStatements, issuersOf } from "./trusts";

/** The two public documents of an issuer, in a bucket: its configuration, and the keys that sign its tokens. */
export interface IssuerDocuments {
  /** Without `https://`, where it is known. */
  readonly issuer?: string;
  /** ARN. */
  readonly bucket: PartialText;
  readonly keys: readonly string[];
  /** What shows that they are there. */
  readonly at: Location;
}

/** @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery */
const CONFIGURATION = /^(?:(.+)\/)?\.well-known\/openid-configuration$/;
const KEYS = "openid/v1/jwks";

const within = (prefix: string, key: string): string => (prefix === "" ? key : `${prefix}/${key}`);

/** A self-hosted issuer that a trust policy or a provider names. */
interface NamedIssuer {
  readonly issuer: string;
  readonly at: Location;
}

export const issuerDocuments = perObject((model: AccessModel): readonly IssuerDocuments[] => {
  const found = new Map<string, IssuerDocuments>();
  const add = (one: Omit<IssuerDocuments, "keys">, prefix: string, others: readonly string[] = []): void => {
    const id = `${rawText(one.bucket)}\n${prefix}`;
    const before = found.get(id);
    const keys = [within(prefix, ".well-known/openid-configuration"), within(prefix, KEYS), ...others];
    found.set(id, { ...one, ...before, keys: [...new Set([...(before?.keys ?? []), ...keys])] });
  };
  for (const { issuer, url, at } of addressesIn(model))
    for (const { bucket, prefix } of originsOf(model, at, url))
      add({ ...(issuer !== undefined && { issuer }), bucket, at }, prefix);
  const named = namedIssuers(model);
  const withPath = (path: string): { issuer?: string } => {
    const [one, ...others] = named.filter(({ issuer }) => issuer.split("/").slice(1).join("/") === path);
    return one && others.length === 0 ? { issuer: one.issuer } : {};
  };
  for (const policy of model.resourcePolicies)
    for (const statement of policy.service === "s3" ? policy.document.statements : [])
      for (const key of statement.effect === "Allow" ? keysOf(statement) : []) {
        const prefix = prefixOf(key);
        if (prefix !== undefined) add({ ...withPath(prefix), bucket: policy.resource, at: policy }, prefix);
      }
  for (const object of model.resources) {
    if (!/^aws_s3_(bucket_)?object$/.test(object.type) || object.mode !== "managed") continue;
    const prefix = prefixOf(known(asText(object.argument("key")?.value ?? asPartial(""))) ?? "");
    if (prefix === undefined) continue;
    add({ ...withPath(prefix), bucket: bucketArn(model, object), at: object }, prefix, writtenKeys(object, prefix));
  }
  return [...found.values()];
});

/** Issuers of self-hosted clusters whose documents are nowhere in the model. */
export function unplacedIssuers(model: AccessModel): NamedIssuer[] {
  const placed = new Set(issuerDocuments(model).map(({ issuer }) => issuer));
  return namedIssuers(model).filter(({ issuer }) => !placed.has(issuer));
}

const namedIssuers = perObject((model: AccessModel): readonly NamedIssuer[] => {
  const found = new Map<string, NamedIssuer>();
  for (const { statement, trust } of allowStatements(model))
    for (const issuer of issuersOf(statement))
      if (isCluster(model, issuer) && !isHosted(issuer) && !found.has(issuer))
        found.set(issuer, { issuer, at: trust.role });
  return [...found.values()];
});

function addressesIn(model: AccessModel) {
  const declared = model.oidcProviders.map((provider) => ({
    issuer: known(provider.issuer),
    url: resourceAt(model, provider, provider.address)?.argument("url") ?? written(rawText(provider.issuer)),
    at: provider,
  }));
  const own = declared.filter(({ issuer = "" }) => !isHosted(issuer) && !sharedIssuer(issuer));
  return [...own, ...namedIssuers(model).map((one) => ({ ...one, url: written(one.issuer) }))];
}

const written = (issuer: string) => ({ value: asPartial(issuer), whys: [], references: [] });

function bucketArn(model: AccessModel, object: Resource): PartialText {
  const bucket = object.argument("bucket");
  const [named] = (bucket?.references ?? []).flatMap(
    (one) => resourceAt(model, object, one.slice(0, one.lastIndexOf("."))) ?? [],
  );
  if (named?.type === "aws_s3_bucket") return textAt(named.attribute("arn").value);
  return partialText`arn:aws:s3:::${isText(bucket?.value) ? bucket.value : asPartial("")}`;
}

/** The keys' address that a configuration written in Terraform gives. */
function writtenKeys(object: Resource, prefix: string): string[] {
  const content = object.argument("content")?.value;
  try {
    const { issuer, jwks_uri: keys } = JSON.parse(isText(content) ? rawText(content) : "{}") as Record<string, unknown>;
    if (typeof issuer !== "string" || typeof keys !== "string" || !keys.startsWith(`${issuer}/`)) return [];
    return [within(prefix, keys.slice(issuer.length + 1))].filter(isKnown);
  } catch {
    return [];
  }
}

const prefixOf = (key: string): string | undefined => {
  const match = CONFIGURATION.exec(key);
  return match ? (match[1] ?? "") : undefined;
};

/** The objects that a statement names in full. */
function keysOf({ resources }: Statement): string[] {
  return (resources && !resources.not ? resources.patterns : []).flatMap((pattern) => {
    const [, key = ""] = /^arn:[^:]*:s3:::[^/]+\/(.+)$/s.exec(rawText(pattern)) ?? [];
    return key !== "" && isKnown(key) && !/[*?]|\$\{/.test(key) ? [key] : [];
  });
}

/** The statements of a bucket's policy that let anyone read the documents of one issuer; none if they give more than that. */
export function publishing(model: AccessModel, { document }: ResourcePolicy): readonly Statement[] {
  const found = document.statements.filter(isReading);
  const keys = [...new Set(found.flatMap(keysOf))];
  const [prefix] = keys.flatMap((key) => prefixOf(key) ?? []);
  if (prefix === undefined) return [];
  const known = issuerDocuments(model).flatMap((one) => (one.keys.includes(within(prefix, KEYS)) ? one.keys : []));
  return keys.every((key) => known.includes(key)) ? found : [];
}

const isReading = (statement: Statement): boolean => {
  const { effect, principals, actions, resources } = statement;
  return (
    effect === "Allow" &&
    principals?.not === false &&
    principals.members.every(({ id }) => known(id) === "*") &&
    !actions.not &&
    actions.patterns.every((action) => /^s3:getobject$/i.test(rawText(action))) &&
    resources?.not === false &&
    keysOf(statement).length === resources.patterns.length
  );
};
