import fc from "fast-check";
import { judged } from "../../support/testing";
import { openResource as rule } from "./open-resource";

const statement = (more: object) => ({ Effect: "Allow", Principal: "*", ...more });
const of = (type: string, target: object, ...statements: object[]) =>
  JSON.stringify({
    provider: { aws: { region: "us-east-1", allowed_account_ids: ["123456789012"] } },
    resource: {
      aws_s3_bucket: { data: { bucket: "data" } },
      [type]: { p: { ...target, policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) } },
    },
  });
const bucket = (...statements: object[]) =>
  of("aws_s3_bucket_policy", { bucket: "${aws_s3_bucket.data.id}" }, ...statements.map(statement));
const OBJECTS = { Resource: "arn:aws:s3:::data/*" };

it.each<[name: string, text: string, message: string]>([
  [
    "a bucket that anyone may write to",
    bucket({ Action: ["s3:PutObject", "s3:GetObject"], ...OBJECTS }),
    "error aws_s3_bucket_policy.p: Anyone with an AWS account may use s3:PutObject, s3:GetObject on arn:aws:s3:::data.",
  ],
  [
    "a bucket that anyone may read, as for a website",
    bucket({ Action: "s3:GetObject", ...OBJECTS }),
    "warning aws_s3_bucket_policy.p: Anyone with an AWS account may use s3:GetObject on arn:aws:s3:::data.",
  ],
  [
    "everyone except one account",
    of(
      "aws_s3_bucket_policy",
      { bucket: "data" },
      { Effect: "Allow", NotPrincipal: { AWS: "111122223333" }, Action: "s3:DeleteObject", ...OBJECTS },
    ),
    "error aws_s3_bucket_policy.p: Anyone with an AWS account may use s3:DeleteObject on arn:aws:s3:::data.",
  ],
  [
    "a key that anyone may use",
    of("aws_kms_key", {}, statement({ Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" })),
    "error aws_kms_key.p: Anyone with an AWS account may use kms:Decrypt on this kms resource.",
  ],
  [
    "a key that anyone may use through S3",
    of(
      "aws_kms_key",
      {},
      statement({
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
      }),
    ),
    "error aws_kms_key.p: Anyone with an AWS account may use kms:Decrypt on this kms resource.",
  ],
  [
    "conditions that anyone can meet",
    bucket({
      Action: "s3:PutObject",
      ...OBJECTS,
      Condition: {
        Bool: { "aws:SecureTransport": "true" },
        StringLike: { "aws:UserAgent": "uploader/*" },
        StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" },
      },
    }),
    "error aws_s3_bucket_policy.p: Anyone with an AWS account may use s3:PutObject on arn:aws:s3:::data.",
  ],
  [
    "a queue",
    of("aws_sqs_queue", { name: "q" }, statement({ Action: "SQS:SendMessage", Resource: "*" })),
    "error aws_sqs_queue.p: Anyone with an AWS account may use sqs:SendMessage on arn:aws:sqs:us-east-1:123456789012:q.",
  ],
])("finds %s", async (_, text, message) => expect(await judged(rule, text)).toEqual([message]));

const CONFIGURATION = "arn:aws:s3:::data/openhands/.well-known/openid-configuration";
const KEYS = "arn:aws:s3:::data/openhands/openid/v1/jwks";
const published = (...statements: object[]) =>
  bucket(...statements.map((more) => ({ Action: "s3:GetObject", ...more })));

it.each<[what: string, text: string, severity: string]>([
  [
    "the documents under any path",
    published({ Resource: ["arn:aws:s3:::data/*/.well-known/openid-configuration", KEYS] }),
    "warning",
  ],
  [
    "any key beside them",
    published({ Resource: [CONFIGURATION, "arn:aws:s3:::data/openhands/openid/v1/jwk?"] }),
    "warning",
  ],
  [
    "a third document",
    published({ Resource: [CONFIGURATION, KEYS, "arn:aws:s3:::data/openhands/keys.json"] }),
    "warning",
  ],
  [
    "a third document in another statement",
    published({ Resource: [CONFIGURATION, KEYS] }, { Resource: "arn:aws:s3:::data/x" }),
    "warning",
  ],
  [
    "the documents of two issuers",
    published({ Resource: [CONFIGURATION, KEYS, "arn:aws:s3:::data/.well-known/openid-configuration"] }),
    "warning",
  ],
  ["keys of another path", published({ Resource: [CONFIGURATION, "arn:aws:s3:::data/openid/v1/jwks"] }), "warning"],
  ["keys without a configuration", published({ Resource: KEYS }), "warning"],
  ["the whole bucket", published(OBJECTS), "warning"],
  [
    "a list of the bucket",
    published({ Resource: [CONFIGURATION, KEYS] }, { Action: "s3:ListBucket", Resource: "arn:aws:s3:::data" }),
    "error",
  ],
  [
    "writing the documents",
    published({ Action: ["s3:GetObject", "s3:PutObject"], Resource: [CONFIGURATION, KEYS] }),
    "error",
  ],
  ["every action on the documents", published({ Action: "s3:Get*", Resource: [CONFIGURATION, KEYS] }), "error"],
  [
    "all but one action",
    published({ Action: undefined, NotAction: "s3:PutObject", Resource: [CONFIGURATION, KEYS] }),
    "error",
  ],
  ["all but one key", published({ Resource: undefined, NotResource: KEYS }), "warning"],
])("finds that anyone may do more than read an issuer's documents: %s", async (_, text, severity) =>
  expect(await judged(rule, text)).toEqual([
    expect.stringMatching(new RegExp(`^${severity} aws_s3_bucket_policy.p: Anyone`)),
  ]),
);

it.each([
  ["in one statement", published({ Resource: [CONFIGURATION, KEYS] })],
  ["in two statements", published({ Resource: CONFIGURATION }, { Principal: { AWS: "*" }, Resource: [KEYS] })],
  [
    "at the root of a bucket",
    published({ Resource: ["arn:aws:s3:::data/.well-known/openid-configuration", "arn:aws:s3:::data/openid/v1/jwks"] }),
  ],
  [
    "beside a denial",
    published(
      { Resource: [CONFIGURATION, KEYS] },
      { Effect: "Deny", Action: "s3:*", ...OBJECTS, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ),
  ],
  [
    "with the keys where the configuration says",
    JSON.stringify({
      resource: {
        aws_s3_bucket: { data: { bucket: "data" } },
        aws_s3_bucket_policy: {
          p: {
            bucket: "data",
            policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [
                statement({
                  Action: "s3:GetObject",
                  Resource: [CONFIGURATION, "arn:aws:s3:::data/openhands/keys.json"],
                }),
              ],
            }),
          },
        },
        aws_s3_object: {
          configuration: {
            bucket: "data",
            key: "openhands/.well-known/openid-configuration",
            content: JSON.stringify({
              issuer: "https://a.example.com/b",
              jwks_uri: "https://a.example.com/b/keys.json",
            }),
          },
        },
      },
    }),
  ],
])("accepts that anyone may read exactly an issuer's two documents, %s", async (_, text) =>
  expect(await judged(rule, text)).toEqual([]),
);

it("accepts no other object beside an issuer's documents", async () => {
  const key = fc.oneof(
    fc.constantFrom("*", "?", "openhands/*", "openid/v1/jwks", "openhands/openid/v1/jwks/"),
    fc.stringMatching(/^[a-z./*?-]{1,30}$/),
  );
  await fc.assert(
    fc.asyncProperty(key, async (other) => {
      const resource = `arn:aws:s3:::data/${other}`;
      const own = resource === CONFIGURATION || resource === KEYS;
      expect(await judged(rule, published({ Resource: [CONFIGURATION, KEYS, resource] }))).toHaveLength(own ? 0 : 1);
    }),
    { numRuns: 25 },
  );
});

it.each([
  [
    "a denial",
    bucket({ Effect: "Deny", Action: "s3:*", ...OBJECTS, Condition: { Bool: { "aws:SecureTransport": "false" } } }),
  ],
  [
    "an organization",
    bucket({ Action: "s3:GetObject", ...OBJECTS, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
  ],
  [
    "a distribution",
    bucket({ Principal: { Service: "cloudfront.amazonaws.com" }, Action: "s3:GetObject", ...OBJECTS }),
  ],
  [
    "an endpoint",
    bucket({ Action: "s3:GetObject", ...OBJECTS, Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } }),
  ],
  [
    "the addresses of an office",
    bucket({ Action: "s3:GetObject", ...OBJECTS, Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } }),
  ],
  [
    "access that another statement denies to strangers",
    bucket(
      { Action: "s3:GetObject", ...OBJECTS },
      { Effect: "Deny", Action: "s3:*", ...OBJECTS, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } } },
    ),
  ],
  [
    "the key of a service, for its own account",
    of(
      "aws_kms_key",
      {},
      statement({
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: {
          StringEquals: { "kms:CallerAccount": "123456789012", "kms:ViaService": "s3.us-east-1.amazonaws.com" },
        },
      }),
    ),
  ],
  [
    "the default policy of a topic",
    of(
      "aws_sns_topic",
      { name: "t" },
      statement({
        Principal: { AWS: "*" },
        Action: "SNS:Publish",
        Resource: "*",
        Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } },
      }),
    ),
  ],
  [
    "the principals of the own account",
    of(
      "aws_kms_key",
      {},
      statement({ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" }),
    ),
  ],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));

it.each<[what: string, resource: object, expected: string[]]>([
  [
    "an ACL that lets everyone write",
    { aws_s3_bucket_acl: { a: { bucket: "b", acl: "public-read-write" } } },
    ["error"],
  ],
  ["an ACL in the bucket itself", { aws_s3_bucket: { a: { bucket: "b", acl: "authenticated-read" } } }, ["error"]],
  [
    "a grant to everyone",
    {
      aws_s3_bucket_acl: {
        a: {
          bucket: "b",
          access_control_policy: {
            grant: [
              {
                grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers" },
                permission: "FULL_CONTROL",
              },
            ],
          },
        },
      },
    },
    ["error"],
  ],
  [
    "a grant in the bucket itself",
    {
      aws_s3_bucket: {
        a: {
          bucket: "b",
          grant: [
            {
              type: "Group",
              uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
              permissions: ["WRITE_ACP"],
            },
          ],
        },
      },
    },
    ["error"],
  ],
  ["a private ACL", { aws_s3_bucket_acl: { a: { bucket: "b", acl: "private" } } }, []],
  [
    "a grant to the service that writes logs",
    {
      aws_s3_bucket: {
        a: {
          bucket: "b",
          grant: [{ type: "Group", uri: "http://acs.amazonaws.com/groups/s3/LogDelivery", permissions: ["WRITE"] }],
        },
      },
    },
    [],
  ],
  [
    "a public ACL on a bucket that ignores public ones",
    {
      aws_s3_bucket_acl: { a: { bucket: "b", acl: "public-read" } },
      aws_s3_bucket_public_access_block: { a: { bucket: "b", ignore_public_acls: true } },
    },
    [],
  ],
])("checks %s", async (_, resource, expected) => {
  const said = await judged(rule, JSON.stringify({ resource }));
  expect(said.map((line) => line.split(" ")[0])).toEqual(expected);
});

it.each([
  ["by reference", '"${aws_s3_bucket.data.id}"'],
  ["by name", '"data"'],
])("recognizes a bucket, named %s, whose public access is blocked", async (_, name) => {
  const json = JSON.parse(bucket({ Action: "s3:PutObject", ...OBJECTS }));
  const block = (argument: string) => ({ b: { bucket: JSON.parse(name), [argument]: true } });
  const judgedWith = (argument: string) =>
    judged(
      rule,
      JSON.stringify({ ...json, resource: { ...json.resource, aws_s3_bucket_public_access_block: block(argument) } }),
    );
  expect(await judgedWith("block_public_policy")).toEqual([]);
  expect(await judgedWith("restrict_public_buckets")).toEqual([]);
  expect(await judgedWith("block_public_acls")).toHaveLength(1);
});
