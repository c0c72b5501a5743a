import type { Json, Resolved } from "../../model";
import { asText, jsonOf } from "../../support/json";
import { isKnown, known, matchesPattern, NOTHING_KNOWN, type PartialText } from "../../text";
import type { ReadResource } from "../resource";

/** What a canned ACL grants everyone. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED: Readonly<Record<string, readonly string[]>> = {
  "public-read": ["READ"],
  "authenticated-read": ["READ"],
  "public-read-write": ["READ", "WRITE"],
};

/** What a permission on a bucket allows. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
const ALLOWS: Readonly<Record<string, readonly string[]>> = {
  READ: ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
  WRITE: ["s3:PutObject"],
  READ_ACP: ["s3:GetBucketAcl"],
  WRITE_ACP: ["s3:PutBucketAcl"],
};

/** The two groups that anyone belongs to. */
const EVERYBODY = /\/groups\/global\/(?:AllUsers|AuthenticatedUsers)$/;

/**
 * The access control list of a bucket as an equivalent policy; `undefined` if it grants nothing to everyone. Of
 * one that is not fully known it says so with an unknown statement.
 */
export function bucketAcl(resource: ReadResource): Resolved | undefined {
  const canned = resource.argument("acl");
  const written = resource.argument("access_control_policy") ?? resource.argument("grant");
  const list = canned ? asText(canned.value) : "";
  const permissions = written ? granted(written.value) : [];
  const unknown = [list, ...permissions].some((text) => !isKnown(text)) ? [NOTHING_KNOWN] : [];
  const actions = [...(CANNED[known(list) ?? ""] ?? []), ...permissions.flatMap((one) => known(one) ?? [])]
    .flatMap((one) => (one === "FULL_CONTROL" ? Object.keys(ALLOWS) : one))
    .flatMap((one) => (Object.hasOwn(ALLOWS, one) ? (ALLOWS[one] ?? []) : []));
  if (actions.length === 0 && unknown.length === 0) return undefined;
  const statement = { Effect: "Allow", Principal: "*", Action: [...new Set(actions)], Resource: "*" };
  const { whys = [], references = [] } = written ?? canned ?? {};
  const statements = [...(actions.length > 0 ? [statement] : []), ...unknown];
  return { value: jsonOf({ Version: "2012-10-17", Statement: statements }), whys, references };
}

/** Permissions of everyone: `grant` blocks with a `grantee`, or with `uri` and `permissions` in the bucket itself. */
function granted(value: Json): PartialText[] {
  if (Array.isArray(value)) return value.flatMap(granted);
  if (typeof value !== "object" || value === null) return isKnown(asText(value)) ? [] : [NOTHING_KNOWN];
  const { grant, grantee, uri, permission, permissions } = value as Readonly<Record<string, Json | undefined>>;
  if (grant !== undefined) return granted(grant);
  const [to] = [grantee ?? { uri: uri ?? null }].flat();
  const whom = typeof to === "object" && to !== null ? (to as Readonly<Record<string, Json>>).uri : to;
  const isEverybody = matchesPattern(asText(whom ?? null), EVERYBODY);
  if (isEverybody === "unknown") return [NOTHING_KNOWN];
  return isEverybody ? [permission ?? [], permissions ?? []].flat(2).map(asText) : [];
}
