import type { Json, Resolved } from "../../model";
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

/** The access control list of a bucket as an equivalent policy; `undefined` if it grants nothing to everyone. */
export function bucketAcl(resource: ReadResource): Resolved | undefined {
  const canned = resource.argument("acl");
  const written = resource.argument("access_control_policy") ?? resource.argument("grant");
  const permissions = [...(CANNED[String(canned?.value)] ?? []), ...(written ? granted(written.value) : [])];
  const actions = permissions
    .flatMap((one) => (one === "FULL_CONTROL" ? Object.keys(ALLOWS) : one))
    .flatMap((one) => (Object.hasOwn(ALLOWS, one) ? (ALLOWS[one] ?? []) : []));
  if (actions.length === 0) return undefined;
  const statement = { Effect: "Allow", Principal: "*", Action: [...new Set(actions)], Resource: "*" };
  const { whys = [], references = [] } = written ?? canned ?? {};
  return { value: { Version: "2012-10-17", Statement: [statement] }, whys, references };
}

/** Permissions of everyone: `grant` blocks with a `grantee`, or with `uri` and `permissions` in the bucket itself. */
function granted(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(granted);
  if (typeof value !== "object" || value === null) return [];
  const { grant, grantee, uri, permission, permissions } = value as Readonly<Record<string, Json | undefined>>;
  if (grant !== undefined) return granted(grant);
  const [to] = [grantee ?? { uri: uri ?? null }].flat();
  const isEverybody = EVERYBODY.test(String((to as Readonly<Record<string, Json>> | null)?.uri));
  return isEverybody ? [permission ?? [], permissions ?? []].flat(2).map(String) : [];
}
