import { judged } from "../../support/testing";
import { issuerDocumentsWritable as rule } from "./issuer-documents-writable";

const ACCOUNT = "123456789012";
const BUCKET = "arn:aws:s3:::issuer-bucket";
const document = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", ...one })) });
const federated = (issuer: string, sub: string) =>
  document({
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` },
    Condition: { StringEquals: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: "sts.amazonaws.com" } },
  });
const pod = (issuer: string) => federated(issuer, "system:serviceaccount:openhands:openhands");
const WORKFLOW = federated("token.actions.githubusercontent.com", "repo:boxp/arch:ref:refs/heads/main");
const PERSON = document({ Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } });
const write = (Resource: string | string[], more: object = {}) =>
  document({ Action: ["s3:PutObject", "s3:DeleteObject"], Resource, ...more });

type Resources = Record<string, Record<string, object>>;
const merged = (...parts: Resources[]): Resources => {
  const all: Resources = {};
  for (const part of parts) for (const [type, named] of Object.entries(part)) all[type] = { ...all[type], ...named };
  return all;
};
const role = (name: string, trust: string, policy?: string): Resources => ({
  aws_iam_role: { [name]: { name, assume_role_policy: trust } },
  ...(policy !== undefined && { aws_iam_role_policy: { [name]: { role: name, policy } } }),
});
const BUCKETS: Resources = { aws_s3_bucket: { issuer: { bucket: "issuer-bucket" }, data: { bucket: "data" } } };
const provider = (url: string): Resources => ({
  aws_iam_openid_connect_provider: { cluster: { url, client_id_list: ["sts.amazonaws.com"] } },
});
const distribution = (more: object = {}): Resources => ({
  aws_cloudfront_distribution: {
    issuer: {
      origin: [{ domain_name: "${aws_s3_bucket.issuer.bucket_regional_domain_name}", origin_id: "documents" }],
      default_cache_behavior: [{ target_origin_id: "documents" }],
      ...more,
    },
  },
});
const policy = (...statements: object[]): Resources => ({
  aws_s3_bucket_policy: { issuer: { bucket: "issuer-bucket", policy: document(...statements) } },
});
const check = (...parts: Resources[]): Promise<string[]> =>
  judged(
    rule,
    JSON.stringify({
      provider: { aws: { region: "us-east-1", allowed_account_ids: [ACCOUNT] } },
      resource: merged(...parts),
    }),
  );

const OWN = "issuer-bucket.s3.us-east-1.amazonaws.com/openhands";
const CUSTOM = "oidc.example.com/openhands";
const DOCUMENTS = [`${BUCKET}/openhands/.well-known/openid-configuration`, `${BUCKET}/openhands/openid/v1/jwks`];
const agent = (issuer: string, rights = write("arn:aws:s3:::*")) => role("agent", pod(issuer), rights);

const found = (issuer: string, bucket = BUCKET) =>
  `error aws_iam_role.agent: Role agent may write the documents of the issuer ${issuer} (s3:PutObject, s3:DeleteObject on ${bucket}), and a pod may assume it.`;

it.each<[what: string, parts: Resources[], expected: string]>([
  ["a bucket's own name", [agent(OWN)], found(OWN)],
  [
    "a bucket's name in the path",
    [agent("s3.us-east-1.amazonaws.com/issuer-bucket/openhands")],
    found("s3.us-east-1.amazonaws.com/issuer-bucket/openhands"),
  ],
  [
    "a bucket with dots in its name",
    [agent("my.issuer.s3.dualstack.eu-west-1.amazonaws.com", write("arn:aws:s3:::my.issuer/*"))],
    found("my.issuer.s3.dualstack.eu-west-1.amazonaws.com", "arn:aws:s3:::my.issuer"),
  ],
  [
    "a name in front of a distribution",
    [BUCKETS, distribution({ aliases: ["oidc.example.com"] }), provider(`https://${CUSTOM}`), agent(CUSTOM)],
    found(CUSTOM),
  ],
  [
    "a distribution's own name",
    [
      BUCKETS,
      distribution(),
      provider("https://${aws_cloudfront_distribution.issuer.domain_name}/openhands"),
      agent("x.example.com"),
    ],
    found(`in ${BUCKET}`),
  ],
  [
    "a bucket that a provider refers to",
    [BUCKETS, provider("https://${aws_s3_bucket.issuer.bucket_regional_domain_name}"), agent("x.example.com")],
    found(`in ${BUCKET}`),
  ],
  [
    "the names of published documents",
    [
      agent(CUSTOM),
      policy({ Action: "s3:GetObject", Principal: { Service: "cloudfront.amazonaws.com" }, Resource: DOCUMENTS }),
    ],
    found(CUSTOM),
  ],
  [
    "the names of written documents",
    [
      agent(CUSTOM, write(`${BUCKET}/openhands/keys.json*`)),
      BUCKETS,
      {
        aws_s3_object: {
          configuration: {
            bucket: "${aws_s3_bucket.issuer.id}",
            key: "openhands/.well-known/openid-configuration",
            content: JSON.stringify({ issuer: `https://${CUSTOM}`, jwks_uri: `https://${CUSTOM}/keys.json` }),
          },
        },
      },
    ],
    found(CUSTOM),
  ],
])("finds the documents by %s", async (_, parts, expected) => {
  expect(await check(...parts)).toContain(expected);
});

const ORIGIN = (name: string) => ({
  domain_name: `${name}.s3.us-east-1.amazonaws.com`,
  origin_id: name,
  origin_path: "/live",
});

it.each<[what: string, more: object, resource: string, finds: number]>([
  ["the origin of the default behaviour", {}, "data/live/openhands/*", 0],
  ["the origin of the default behaviour", {}, "issuer-bucket/live/*", 1],
  ["the path of the origin", {}, "issuer-bucket/openhands/*", 0],
  [
    "the origin of a behaviour that serves the documents",
    { ordered_cache_behavior: [{ path_pattern: "*/.well-known/*", target_origin_id: "data" }] },
    "data/live/openhands/*",
    1,
  ],
  [
    "no origin of a behaviour that does not",
    { ordered_cache_behavior: [{ path_pattern: "/images/*", target_origin_id: "data" }] },
    "data/live/openhands/*",
    0,
  ],
])("looks at %s (%j)", async (_, more, resource, finds) => {
  const parts = distribution({
    aliases: ["oidc.example.com"],
    origin: [ORIGIN("issuer-bucket"), ORIGIN("data")],
    default_cache_behavior: [{ target_origin_id: "issuer-bucket" }],
    ...more,
  });
  expect(await check(parts, agent(CUSTOM, write(`arn:aws:s3:::${resource}`)))).toHaveLength(finds);
});

it.each<[what: string, parts: Resources[], expected: string[]]>([
  [
    "an error for a workflow that may write to the whole bucket",
    [role("app", pod(OWN)), role("ci", WORKFLOW, write(`${BUCKET}/*`))],
    [
      `error aws_iam_role.ci: Role ci may write the documents of the issuer ${OWN} (s3:PutObject, s3:DeleteObject on ${BUCKET}), and a GitHub workflow may assume it.`,
    ],
  ],
  [
    "an error for a role that a pod's role may assume",
    [
      role("app", pod(OWN), document({ Action: "sts:AssumeRole", Resource: `arn:aws:iam::${ACCOUNT}:role/next` })),
      role(
        "next",
        document({ Action: "sts:AssumeRole", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/app` } }),
        write("*"),
      ),
    ],
    [
      `error aws_iam_role.next: Role next may write the documents of the issuer ${OWN} (s3:PutObject, s3:DeleteObject on ${BUCKET}), and a pod may assume it through role app.`,
    ],
  ],
  [
    "an error for a policy of AWS",
    [
      agent(OWN, document({ Action: "s3:ListBucket", Resource: BUCKET })),
      {
        aws_iam_role_policy_attachment: {
          agent: { role: "agent", policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess" },
        },
      },
    ],
    [
      `error aws_iam_role.agent: Role agent may write the documents of the issuer ${OWN} (s3:PutObject, s3:DeleteObject, s3:DeleteObjectVersion and 6 more on ${BUCKET}), and a pod may assume it.`,
    ],
  ],
  [
    "an error for the bucket's own account",
    [agent(OWN, write("*", { Condition: { StringEquals: { "aws:ResourceAccount": ACCOUNT } } }))],
    [found(OWN)],
  ],
  [
    "an error for who may open the bucket",
    [agent(OWN, document({ Action: "s3:PutBucketPolicy", Resource: "arn:aws:s3:::issuer-*" }))],
    [
      `error aws_iam_role.agent: Role agent may write the documents of the issuer ${OWN} (s3:PutBucketPolicy on ${BUCKET}), and a pod may assume it.`,
    ],
  ],
  [
    "an error for what the bucket's policy gives",
    [
      role("agent", pod(OWN)),
      policy({
        Action: "s3:PutObject",
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/agent` },
        Resource: `${BUCKET}/*`,
      }),
    ],
    [
      `error aws_iam_role.agent: Role agent may write the documents of the issuer ${OWN} (s3:PutObject on ${BUCKET}), and a pod may assume it.`,
    ],
  ],
  [
    "a warning for a pod that publishes",
    [agent(OWN, write(DOCUMENTS))],
    [
      `warning aws_iam_role.agent: Role agent may write the documents of the issuer ${OWN} (s3:PutObject, s3:DeleteObject on ${BUCKET}), and a pod may assume it.`,
    ],
  ],
  [
    "a warning for people who may write to every bucket",
    [role("app", pod(OWN)), role("people", PERSON, write("*"))],
    [
      `warning aws_iam_role.people: Role people may write the documents of the issuer ${OWN} (s3:PutObject, s3:DeleteObject on ${BUCKET}).`,
    ],
  ],
  [
    "a warning for conditions that may hold",
    [agent(OWN, write("*", { Condition: { StringEquals: { "aws:PrincipalTag/team": "a" } } }))],
    [
      expect.stringMatching(
        /^warning aws_iam_role.agent: Whether role agent may write the documents of the issuer .* is not known \(.*aws:PrincipalTag\/team.*\), and a pod may assume it\.$/,
      ) as unknown as string,
    ],
  ],
  [
    "a note on policies that are not there",
    [
      role("app", pod(OWN)),
      role("people", PERSON),
      { aws_iam_role_policy_attachment: { p: { role: "people", policy_arn: `arn:aws:iam::${ACCOUNT}:policy/x` } } },
    ],
    [
      expect.stringMatching(
        /^info aws_iam_role.people: Whether role people may write .* is not known/,
      ) as unknown as string,
    ],
  ],
  [
    "a warning for another account",
    [
      role("app", pod(OWN)),
      policy({
        Action: "s3:*",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Resource: [BUCKET, `${BUCKET}/*`],
      }),
    ],
    [
      `warning aws_s3_bucket_policy.issuer: The bucket policy lets the account 111122223333 write the documents of the issuer ${OWN} (s3:PutObject, s3:DeleteObject, s3:DeleteObjectVersion and 6 more).`,
    ],
  ],
  [
    "a warning for an organization",
    [
      role("app", pod(OWN)),
      policy({
        Action: "s3:PutObject",
        Principal: "*",
        Resource: `${BUCKET}/*`,
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      }),
    ],
    [
      `warning aws_s3_bucket_policy.issuer: The bucket policy lets everyone who meets its conditions write the documents of the issuer ${OWN} (s3:PutObject).`,
      expect.stringMatching(/^info aws_iam_role.app|^warning aws_iam_role.app/) as unknown as string,
    ],
  ],
  [
    "a note on an issuer whose documents are elsewhere",
    [agent(CUSTOM)],
    [
      `info aws_iam_role.agent: Who can write the documents of the issuer ${CUSTOM} was not checked: no bucket or distribution of this configuration has them.`,
    ],
  ],
])("gives %s", async (_, parts, expected) => {
  const said = await check(...parts);
  expect(said).toHaveLength(expected.length);
  expect(said).toEqual(expect.arrayContaining(expected));
});

it.each<[what: string, parts: Resources[]]>([
  ["a workflow that publishes", [role("app", pod(OWN)), role("publisher", WORKFLOW, write(DOCUMENTS))]],
  [
    "a publisher whose conditions are not known",
    [
      role("app", pod(OWN)),
      role("publisher", WORKFLOW, write(DOCUMENTS, { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })),
    ],
  ],
  [
    "a publisher to whom something else is denied",
    [
      role("app", pod(OWN)),
      role(
        "publisher",
        WORKFLOW,
        document(
          { Action: ["s3:PutObject"], Resource: DOCUMENTS },
          { Effect: "Deny", Action: "s3:*", Resource: "*", Condition: { Null: { "aws:PrincipalTag/team": "true" } } },
        ),
      ),
    ],
  ],
  ["people who own the bucket", [role("app", pod(OWN)), role("people", PERSON, write(`${BUCKET}/*`))]],
  ["an agent with a bucket of its own", [agent(OWN, write("arn:aws:s3:::data/*"))]],
  [
    "an agent of another account's buckets",
    [agent(OWN, write("*", { Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } } }))],
  ],
  ["an agent with a folder of its own", [agent(OWN, write(`${BUCKET}/work/*`))]],
  ["an agent that reads them", [agent(OWN, document({ Action: "s3:GetObject", Resource: "*" }))]],
  [
    "an agent to whom the bucket's policy denies it",
    [
      agent(OWN),
      policy({
        Effect: "Deny",
        Action: ["s3:PutObject", "s3:DeleteObject"],
        Principal: "*",
        Resource: `${BUCKET}/*`,
        Condition: { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${ACCOUNT}:role/publisher` } },
      }),
    ],
  ],
  [
    "a denial of calls without encryption",
    [
      role("app", pod(OWN)),
      policy({
        Effect: "Deny",
        Action: "s3:*",
        Principal: "*",
        Resource: `${BUCKET}/*`,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    ],
  ],
  [
    "an agent behind a boundary",
    [
      agent(OWN),
      {
        aws_iam_policy: {
          limit: { name: "limit", policy: document({ Action: "*", Resource: "arn:aws:s3:::data/*" }) },
        },
        aws_iam_role: {
          agent: { name: "agent", assume_role_policy: pod(OWN), permissions_boundary: "${aws_iam_policy.limit.arn}" },
        },
      },
    ],
  ],
  [
    "an administrator, who needs no token",
    [role("app", pod(OWN)), role("ci", WORKFLOW, document({ Action: "*", Resource: "*" }))],
  ],
  [
    "a policy of AWS that writes to no bucket",
    [
      agent(OWN, document({ Action: "s3:ListBucket", Resource: BUCKET })),
      {
        aws_iam_role_policy_attachment: {
          a: { role: "agent", policy_arn: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
        },
      },
    ],
  ],
  [
    "a principal whom the bucket's policy names for the documents",
    [
      role("app", pod(OWN)),
      policy({
        Action: "s3:PutObject",
        Principal: { AWS: "arn:aws:iam::111122223333:role/publisher" },
        Resource: DOCUMENTS,
      }),
    ],
  ],
  [
    "a distribution that reads",
    [
      role("app", pod(OWN)),
      policy({ Action: "s3:GetObject", Principal: { Service: "cloudfront.amazonaws.com" }, Resource: DOCUMENTS }),
    ],
  ],
  ["a cluster of EKS", [agent("oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF")]],
  ["a configuration without a cluster", [role("ci", WORKFLOW, write("*"))]],
])("accepts %s", async (_, parts) => expect(await check(...parts)).toEqual([]));

it("compares roles of other states only within one account", async () => {
  const state = (account: string, resource: Resources) =>
    JSON.stringify({ provider: { aws: { allowed_account_ids: [account] } }, resource });
  const files = (account: string) => ({
    "documents/main.tf.json": state(
      ACCOUNT,
      merged(
        role("people", PERSON),
        policy({ Action: "s3:GetObject", Principal: { Service: "cloudfront.amazonaws.com" }, Resource: DOCUMENTS }),
      ),
    ),
    "app/main.tf.json": state(account, role("agent", pod(CUSTOM).replaceAll(ACCOUNT, account), write("*"))),
  });
  expect(await judged(rule, files(ACCOUNT))).toEqual([found(CUSTOM)]);
  expect(await judged(rule, files("111122223333"))).toEqual([]);
});
