import fc from "fast-check";
import {
  ACCOUNT,
  type Case,
  type Document,
  OTHER_ACCOUNT,
  ours,
  ROLE,
  SESSION,
  theirs,
  USER,
  type Values,
} from "./testing/iam-simulator";

const RUNS = 2000;
const DEFAULTED = "${aws:PrincipalTag/team, 'red'}";

/** Action and wider patterns of it; resource; patterns of resources that match it or nearly do. */
const TARGETS: readonly (readonly [actions: string, resource: string, patterns: string])[] = [
  [
    "s3:GetObject; s3:*; S3:get*; s3:?etObject",
    "arn:aws:s3:::logs/bob/red.txt",
    "arn:aws:s3; arn:aws:s*; arn:aws:s3:::l?gs/*; arn:aws:s3:::logs/${aws:username}/*; arn:aws:s3:::*/${aws:PrincipalTag/team}.txt",
  ],
  ["s3:ListBucket; s3:List*; s3:*Bucket", "arn:aws:s3:::logs", "arn:aws:s3:::*; arn:*:s3:::logs; arn:aws:s3:::logs/*"],
  [
    "s3:PutObject; s3:Put*",
    "arn:aws:s3:::logs/red",
    `arn:aws:s3:::logs/\${*}; arn:aws:s3:*:*:logs/*; arn:aws:s3:::logs/${DEFAULTED}`,
  ],
  ["s3:ListAllMyBuckets; s3:List*", "*", "arn:aws:s3:::*; arn:aws:s3:::logs"],
  [
    "ssm:GetParameter; ssm:*Parameter; ssm:GetParameter*",
    `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/openhands/key`,
    "arn:aws:ssm:*:*:parameter/openhands/*; arn:aws:ssm:us-*:*:parameter/*; arn:aws:ssm:us-east-?; arn:aws:ssm:eu-*:*:*",
  ],
  ["iam:PassRole; iam:*; iam:Pass*", ROLE, "arn:aws:iam::*:role/*; arn:aws:iam::*:r*; arn:aws:iam; arn:*:iam::*:*/x"],
  ["iam:GetUser; iam:Get*", USER, `arn:*:iam::*:user/\${aws:username}; arn:aws:iam::${OTHER_ACCOUNT}:user/bob`],
  [
    "bedrock:InvokeModel; bedrock:Invoke*",
    "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2:1",
    "arn:aws:bedrock:*::foundation-model/anthropic.*; arn:aws:bedrock:us-east-1::*; arn:aws:bedrock:*:*:inference-profile/*",
  ],
  [
    "sts:AssumeRole; sts:Assume*",
    `arn:aws:iam::${ACCOUNT}:role/audit`,
    "arn:aws:iam::*:role/a*; arn:aws:iam::*:role/b*",
  ],
  [
    "kms:Decrypt; kms:*; kms:D*",
    `arn:aws:kms:us-east-1:${ACCOUNT}:key/k`,
    "arn:aws:kms:*:*:key/*; arn:aws:kms:*:*:alias/*",
  ],
];

/** Keys, operators, and the values of policies and of requests. */
const ORDERED = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];
const text = ["bob", "BOB", "red", "a.b", "us-east-1", "*"];
const FAMILIES = [
  {
    keys: [
      "aws:username",
      "aws:PrincipalTag/team",
      "AWS:requestedregion",
      "aws:userid",
      "aws:TagKeys",
      "aws:CalledVia",
    ],
    operators: ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    wanted: [...text, "", "${aws:username}", "${aws:PrincipalTag/team}", DEFAULTED],
  },
  {
    keys: ["aws:username", "aws:PrincipalTag/team", "aws:RequestedRegion", "aws:UserId", "aws:TagKeys"],
    operators: ["StringLike", "StringNotLike"],
    wanted: [...text, "b*", "?ob", "a?b", "${*}", "${aws:username}*", "${aws:PrincipalTag/team}", DEFAULTED],
  },
  {
    keys: ["aws:PrincipalArn", "aws:SourceArn"],
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    wanted: [
      ROLE,
      "arn:aws:iam::*:user/${aws:username}",
      "arn:*:iam::*:role/d*",
      "arn:aws:sns:us-*:*:t?pic",
      "arn:aws:*:*:*:*",
    ],
  },
  {
    keys: ["aws:SecureTransport", "aws:MultiFactorAuthPresent", "aws:PrincipalIsAWSService"],
    operators: ["Bool"],
    wanted: ["true", "false", "True"],
  },
  {
    keys: ["aws:MultiFactorAuthAge"],
    operators: ORDERED.map((name) => `Numeric${name}`),
    wanted: ["300", "300.0", "1.5", "-1", "3600"],
  },
  {
    keys: ["aws:CurrentTime", "aws:TokenIssueTime"],
    operators: ORDERED.map((name) => `Date${name}`),
    wanted: ["2024-01-01T00:00:00Z", "2024-01-01", "2024-01", "2023-12-31T23:00:00-01:00", "2025-06-01T12:00:00.500Z"],
  },
  {
    keys: ["aws:SourceIp", "aws:VpcSourceIp"],
    operators: ["IpAddress", "NotIpAddress"],
    wanted: ["203.0.113.0/24", "203.0.113.7/32", "192.0.0.0/3", "10.0.0.0/8", "2001:db8::/32", "2000::/3"],
  },
];
const MULTIVALUED = ["aws:TagKeys", "aws:CalledVia"];

const some = <T>(of: fc.Arbitrary<T>, maxLength = 2) => fc.array(of, { minLength: 1, maxLength });
const oneOf = (values: readonly string[]) => fc.constantFrom(...values);
const context: fc.Arbitrary<Values> = fc.record(
  {
    "aws:PrincipalTag/team": oneOf(text),
    "aws:RequestedRegion": oneOf(text),
    "aws:SourceArn": oneOf(["arn:aws:sns:us-east-1:123456789012:topic", ROLE]),
    "aws:SecureTransport": oneOf(["true", "false"]),
    "aws:MultiFactorAuthPresent": oneOf(["true", "false"]),
    "aws:MultiFactorAuthAge": oneOf(["0", "300", "1.5", "7200"]),
    "aws:CurrentTime": oneOf(["2024-01-01T00:00:00Z", "2026-01-01T00:00:00Z"]),
    "aws:TokenIssueTime": oneOf(["2023-01-01T00:00:00Z", "2025-06-01T12:00:00.500Z"]),
    "aws:SourceIp": oneOf(["203.0.113.7", "198.51.100.1", "2001:db8::1"]),
    "aws:VpcSourceIp": oneOf(["10.1.2.3"]),
    "aws:TagKeys": some(oneOf(text), 3),
    "aws:CalledVia": some(oneOf(["red", "cloudformation.amazonaws.com"]), 3),
  },
  { requiredKeys: [] },
);

const compared = fc.constantFrom(...FAMILIES).chain(({ keys, operators, wanted }) =>
  oneOf(keys).chain((key) => {
    const sets = ["ForAllValues:", "ForAnyValue:"];
    const set = oneOf(MULTIVALUED.includes(key) ? sets : ["", "", ...sets]);
    const operator = fc.tuple(set, oneOf(operators), oneOf(["", "IfExists"])).map((parts) => parts.join(""));
    return fc.record({ operator, key: fc.constant(key), values: some(oneOf(wanted)) });
  }),
);
const present = fc.record({
  operator: fc.constant("Null"),
  key: oneOf(["aws:username", "aws:TagKeys", "aws:SourceIp", "aws:MultiFactorAuthAge"]),
  values: some(oneOf(["true", "false"])),
});
const conditions = fc.array(fc.oneof({ weight: 6, arbitrary: compared }, present), { maxLength: 2 }).map((list) => {
  const block: Record<string, Record<string, string[]>> = {};
  for (const { operator, key, values } of list) block[operator] = { ...block[operator], [key]: values };
  return list.length > 0 ? { Condition: block } : {};
});
const mostly = (name: string) => oneOf([name, name, name, `Not${name}`]);
const MEMBERS = [ACCOUNT, `arn:aws:iam::${ACCOUNT}:root`, OTHER_ACCOUNT, USER, ROLE];
const principals = mostly("Principal").chain((name) =>
  fc.record({ [name]: fc.record({ AWS: some(oneOf(["*", SESSION, ...MEMBERS])) }) }),
);
/** None names a session other than by its role or account: the simulator would still apply its session policy. */
const indirectPrincipals = fc.record({ Principal: fc.record({ AWS: some(oneOf(MEMBERS)) }) });
/** The simulator never treats an incomplete ARN as excluded. */
const isComplete = (pattern: string) => pattern === "*" || pattern.split(":").length > 5;

const none = fc.constant({});
/** @param principal none where the policy is attached to the requester */
function documents(
  actions: readonly string[],
  resources: readonly string[],
  principal: fc.Arbitrary<object> = none,
): fc.Arbitrary<Document> {
  const action = mostly("Action").chain((name) => fc.record({ [name]: some(oneOf(["*", "ssm:Put*", ...actions])) }));
  const resource = mostly("Resource").chain((name) => {
    const patterns = ["*", ...resources].filter((pattern) => name === "Resource" || isComplete(pattern));
    return fc.record({ [name]: some(oneOf(patterns)) });
  });
  const effect = fc.record({ Effect: oneOf(["Allow", "Allow", "Allow", "Allow", "Allow", "Deny"]) });
  const elements = [effect, action, resources.length > 0 ? resource : none, principal, fc.oneof(none, conditions)];
  const statement = fc.tuple(...elements).map((parts): object => Object.assign({}, ...parts));
  return fc.record({ Version: fc.constant("2012-10-17"), Statement: some(statement, 3) });
}

const cases: fc.Arbitrary<Case> = fc
  .tuple(fc.constantFrom(...TARGETS), fc.constantFrom("user", "role", "limited session"))
  .chain(([[actions, resource, patterns], who]) => {
    const names = actions.split("; ");
    const [action = ""] = names;
    const resources = [resource, ...patterns.split("; ")];
    const isLimited = who === "limited session";
    const isTrusting = action === "sts:AssumeRole";
    const attached = documents(names, isTrusting ? [] : resources, isLimited ? indirectPrincipals : principals);
    const policy = documents(names, resources);
    const never = fc.constant(undefined);
    const optional = <T>(of: fc.Arbitrary<T>) => fc.oneof(never, of);
    return fc.record({
      who: fc.constant<Case["who"]>(who === "user" ? who : "role"),
      action: fc.constant(action),
      resource: fc.constant(resource),
      owner: oneOf(resource.startsWith("arn:aws:s3") ? [ACCOUNT, ACCOUNT, OTHER_ACCOUNT] : [ACCOUNT]),
      context,
      identity: some(policy),
      boundary: optional(policy),
      session: isLimited ? policy : never,
      attached: isTrusting ? attached : /^arn:aws:(s3|kms):/.test(resource) ? optional(attached) : never,
    });
  });

it("agrees with an independent simulator on every decision", async () => {
  const seen = { allowed: 0, denied: 0, unknown: 0 };
  const property = fc.asyncProperty(cases, async (of) => {
    const outcome = ours(of);
    seen[outcome]++;
    if (outcome !== "unknown") expect(outcome).toBe(await theirs(of));
  });
  await fc.assert(property, { numRuns: RUNS });
  // Otherwise there would be little to agree on.
  expect(seen.allowed).toBeGreaterThan(RUNS / 10);
  expect(seen.unknown).toBeLessThan(RUNS / 10);
}, 60_000);
