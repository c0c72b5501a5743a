import { ACCOUNT, type Case, type Document, ours, ROLE, SESSION, theirs, type Values } from "./testing/iam-simulator";

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const OPERATORS = `${GUIDE}/reference_policies_elements_condition_operators.html`;
const SETS = `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`;

const policy = (statement: object, Version = "2012-10-17"): Document => ({
  Version,
  Statement: [{ Effect: "Allow", Action: "*", ...("NotResource" in statement ? {} : { Resource: "*" }), ...statement }],
});
const base: Case = { who: "user", action: "s3:GetObject", resource: "arn:aws:s3:::logs/red", identity: [policy({})] };
const onlyIf = (operator: string, key: string, value: string, context: Values): Case => ({
  ...base,
  identity: [policy({ Condition: { [operator]: { [key]: value } } })],
  context,
});
const tag = "aws:PrincipalTag/team";
const time = "aws:CurrentTime";
const ip = "aws:SourceIp";

const on = (Resource: string, action = base.action, resource = base.resource): Case => ({
  ...base,
  identity: [policy({ Resource })],
  action,
  resource,
});

interface Difference {
  readonly what: string;
  /** Where AWS says which is right. */
  readonly source: string;
  readonly right: "ours" | "theirs" | "AWS does not say";
  /** The simulator says the opposite. */
  readonly ours: "allowed" | "denied";
  readonly case: Case;
}

/** Every known difference. The generated cases of simulator.test.ts avoid them. */
const DIFFERENCES: readonly Difference[] = [
  {
    what: "a policy of version 2008-10-17 supports no variables",
    source: `${GUIDE}/reference_policies_elements_version.html`,
    right: "ours",
    ours: "denied",
    case: {
      ...base,
      identity: [policy({ Condition: { StringEquals: { "aws:username": "${aws:username}" } } }, "2008-10-17")],
    },
  },
  {
    what: "the default of a variable is for a missing key, not for an empty one",
    source: `${GUIDE}/reference_policies_variables.html#policy-vars-default-values`,
    right: "ours",
    ours: "denied",
    case: { ...on("arn:aws:s3:::logs/${aws:PrincipalTag/team, 'red'}"), context: { [tag]: "" } },
  },
  {
    what: "${*} is a literal * for the operators without wildcards too",
    source: `${GUIDE}/reference_policies_variables.html#policy-vars-specialchars`,
    right: "ours",
    ours: "allowed",
    case: onlyIf("StringEquals", tag, "${*}", { [tag]: "*" }),
  },
  {
    what: "a variable may appear anywhere after the fifth colon",
    source: `${GUIDE}/reference_policies_variables.html#policy-vars-wheretouse`,
    right: "ours",
    ours: "allowed",
    case: { ...on(`arn:aws:iam::${ACCOUNT}:\${${tag}}`, "iam:GetRole", ROLE), context: { [tag]: "role/deploy" } },
  },
  {
    what: "a date that is a number is in seconds, not in milliseconds",
    source: `${OPERATORS}#Conditions_Date`,
    right: "ours",
    ours: "allowed",
    case: onlyIf("DateEquals", time, "1704067200", { [time]: "2024-01-01T00:00:00Z" }),
  },
  {
    what: "a year alone is an ISO 8601 date",
    source: `${OPERATORS}#Conditions_Date`,
    right: "ours",
    ours: "allowed",
    case: onlyIf("DateEquals", time, "2024", { [time]: "2024-01-01T00:00:00Z" }),
  },
  {
    what: "the range /0 contains every address",
    source: `${OPERATORS}#Conditions_IPAddress`,
    right: "ours",
    ours: "allowed",
    case: onlyIf("IpAddress", ip, "0.0.0.0/0", { [ip]: "203.0.113.7" }),
  },
  {
    what: "an IPv6 address never equals an IPv4 address",
    source: `${OPERATORS}#Conditions_IPAddress`,
    right: "ours",
    ours: "allowed",
    case: onlyIf("NotIpAddress", ip, "203.0.113.7", { [ip]: "2001:db8::1" }),
  },
  {
    what: "one address may be written in several ways",
    source: `${OPERATORS}#Conditions_IPAddress`,
    right: "ours",
    ours: "allowed",
    case: onlyIf("IpAddress", ip, "2001:db8:0::1", { [ip]: "2001:db8::1" }),
  },
  {
    what: "ForAllValues holds for a single empty value, which counts as none",
    source: SETS,
    right: "ours",
    ours: "allowed",
    case: onlyIf("ForAllValues:StringEquals", "aws:TagKeys", "a", { "aws:TagKeys": [""] }),
  },
  {
    what: "ForAnyValue does not hold for a single empty value, which counts as none",
    source: SETS,
    right: "ours",
    ours: "denied",
    case: onlyIf("ForAnyValue:StringLike", "aws:TagKeys", "*", { "aws:TagKeys": [""] }),
  },
  {
    what: "an incomplete ARN is completed in NotResource too",
    source: `${GUIDE}/reference_identifiers.html#identifiers-arns`,
    right: "ours",
    ours: "allowed",
    case: { ...base, identity: [policy({ NotResource: "arn:aws:sqs" })] },
  },
  {
    what: "a session policy does not limit what a resource policy grants to the session by name",
    source: `${GUIDE}/access_policies.html#policies_session`,
    right: "ours",
    ours: "allowed",
    case: {
      ...base,
      who: "role",
      session: policy({ Action: "sqs:*" }),
      attached: policy({ Principal: { AWS: SESSION } }),
    },
  },
  {
    // The simulator does let such a grant pass a boundary.
    what: "a session policy does not limit what a resource policy grants to everyone",
    source: `${GUIDE}/access_policies.html#policies_session`,
    right: "AWS does not say",
    ours: "allowed",
    case: { ...base, who: "role", session: policy({ Action: "sqs:*" }), attached: policy({ Principal: "*" }) },
  },
  {
    // AWS requires a set operator there. We do not know which keys may have several values.
    what: "a key that may have several values has one, and the operator is for single values",
    source: SETS,
    right: "AWS does not say",
    ours: "allowed",
    case: onlyIf("StringEquals", "aws:TagKeys", "a", { "aws:TagKeys": ["a"] }),
  },
  {
    // AWS forbids it, but stores such a policy.
    what: "a wildcard replaces the type of a resource",
    source: `${GUIDE}/reference-arns.html`,
    right: "AWS does not say",
    ours: "allowed",
    case: on("arn:aws:iam::*:*/deploy", "iam:GetRole", ROLE),
  },
  {
    what: "the service of an ARN is in capitals",
    source: `${GUIDE}/reference-arns.html`,
    right: "AWS does not say",
    ours: "denied",
    case: on("arn:aws:S3:::logs/red"),
  },
];

it.each(DIFFERENCES)("$what: $right ($source)", async ({ ours: expected, case: of }) => {
  expect(ours(of)).toBe(expected);
  expect(await theirs(of)).toBe(expected === "allowed" ? "denied" : "allowed");
});
