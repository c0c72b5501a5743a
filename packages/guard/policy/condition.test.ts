import { asPartial, UNKNOWN } from "../text";
import { compileCondition, parseOperator } from "./condition";
import { contextOf, UNKNOWN_CONTEXT } from "./context";
import type { Condition } from "./statement";
import type { Ternary } from "./ternary";

type Values = string | readonly string[];
const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const OPERATORS = `${GUIDE}/reference_policies_elements_condition_operators.html`;

const conditionOf = (operator: string, key: string, values: Values): Condition => ({
  operator,
  key: asPartial(key),
  values: [values].flat().map(asPartial),
});
const decide = (operator: string, key: string, values: Values, context: Record<string, Values>) =>
  compileCondition(conditionOf(operator, key, values), true).decide(contextOf(context));
const words = (operator: string, values: Values, context: Record<string, Values>) =>
  compileCondition(conditionOf(operator, "k", values), true).words(contextOf(context));

/** [operator, key, the policy's values, the request's keys, result] */
type Row = readonly [string, string, Values, Record<string, Values>, Ternary];
const check = (rows: readonly Row[]) =>
  it.each(rows)("%s %s %j for %j: %j", (operator, key, values, context, expected) =>
    expect(decide(operator, key, values, context)).toBe(expected),
  );

describe(`string operators: ${OPERATORS}#Conditions_String`, () => {
  const tag = "aws:PrincipalTag/job-category";
  check([
    ["StringEquals", tag, "iamuser-admin", { [tag]: "iamuser-admin" }, true],
    ["StringEquals", tag, "iamuser-admin", { [tag]: "IamUser-Admin" }, false],
    ["StringEquals", tag, "iamuser-admin", {}, false],
    ["StringEquals", tag, "iamuser-*", { [tag]: "iamuser-admin" }, false],
    ["StringNotEquals", tag, "iamuser-admin", { [tag]: "other" }, true],
    ["StringNotEquals", tag, "iamuser-admin", { [tag]: "iamuser-admin" }, false],
    ["StringNotEquals", tag, "iamuser-admin", {}, true],
    ["StringEqualsIgnoreCase", tag, "iamuser-admin", { [tag]: "IAMUSER-admin" }, true],
    ["StringNotEqualsIgnoreCase", tag, "iamuser-admin", { [tag]: "IAMUSER-admin" }, false],
    [
      "StringLike",
      "s3:prefix",
      ["", "home/", "home/${aws:username}/"],
      { "s3:prefix": "home/bob/", "aws:username": "bob" },
      true,
    ],
    [
      "StringLike",
      "s3:prefix",
      ["", "home/", "home/${aws:username}/"],
      { "s3:prefix": "home/eve/", "aws:username": "bob" },
      false,
    ],
    ["StringLike", "s3:prefix", ["", "home/", "home/${aws:username}/"], { "s3:prefix": "" }, true],
    ["StringLike", "s3:prefix", "home/${aws:username}/", { "s3:prefix": "home//" }, false],
    ["StringLike", "k", "a*b?", { k: "a-b-" }, true],
    ["StringLike", "k", "a*b?", { k: "A-b-" }, false],
    ["StringNotLike", "k", "a*", { k: "abc" }, false],
    ["StringNotLike", "k", "a*", {}, true],
  ]);
});

describe(`condition keys are case-insensitive: ${GUIDE}/reference_policies_elements_condition.html`, () => {
  check([
    ["IpAddress", "AWS:SourceIP", "203.0.113.0/24", { "aws:sourceIp": "203.0.113.9" }, true],
    ["StringEquals", "aws:username", "johndoe", { "aws:username": "JohnDoe" }, false],
    ["StringEqualsIgnoreCase", "aws:username", "johndoe", { "aws:username": "JohnDoe" }, true],
  ]);
});

describe(`numeric, date, boolean and binary operators: ${OPERATORS}`, () => {
  const [time, binary] = ["aws:TokenIssueTime", "QmluYXJ5VmFsdWVJbkJhc2U2NA=="];
  check([
    ["NumericLessThanEquals", "s3:max-keys", "10", { "s3:max-keys": "10" }, true],
    ["NumericLessThanEquals", "s3:max-keys", "10", { "s3:max-keys": "11" }, false],
    ["NumericLessThanEquals", "s3:max-keys", "10", {}, false],
    ["NumericLessThan", "k", "10", { k: "9.5" }, true],
    ["NumericGreaterThan", "k", "10", { k: "10" }, false],
    ["NumericGreaterThanEquals", "k", "10", { k: "10.0" }, true],
    ["NumericEquals", "k", ["1", "2"], { k: "2" }, true],
    ["NumericNotEquals", "k", ["1", "2"], { k: "2" }, false],
    ["NumericNotEquals", "k", "1", {}, true],
    ["NumericEquals", "k", "ten", { k: "10" }, "unknown"],
    ["DateGreaterThan", time, "2020-01-01T00:00:01Z", { [time]: "2020-06-01T00:00:00Z" }, true],
    ["DateGreaterThan", time, "2020-01-01T00:00:01Z", { [time]: "2019-12-31T23:59:59Z" }, false],
    ["DateGreaterThan", time, "2020-01-01T00:00:01Z", {}, false],
    ["DateLessThan", time, "1577836801", { [time]: "2020-01-01T00:00:00Z" }, true],
    ["DateEquals", time, "2020-01-01T01:00:00+01:00", { [time]: "1577836800" }, true],
    ["DateNotEquals", time, "2020", { [time]: "2020-01-01" }, false],
    ["DateLessThanEquals", time, "2020-13-01", { [time]: "2020-01-01" }, "unknown"],
    ["DateGreaterThanEquals", time, "2020-01-01", { [time]: "2020-01-01" }, true],
    ["Bool", "aws:SecureTransport", "false", { "aws:SecureTransport": "false" }, true],
    ["Bool", "aws:SecureTransport", "false", { "aws:SecureTransport": "true" }, false],
    ["Bool", "aws:SecureTransport", "False", { "aws:SecureTransport": "false" }, true],
    ["Bool", "aws:SecureTransport", "false", {}, false],
    ["BinaryEquals", "key", binary, { key: binary }, true],
    ["BinaryEquals", "key", binary, { key: "QmluYXJ5" }, false],
  ]);
});

describe(`IP address operators: ${OPERATORS}#Conditions_IPAddress`, () => {
  const ranges = ["203.0.113.0/24", "2001:DB8:1234:5678::/64"];
  check([
    ["IpAddress", "aws:SourceIp", ranges, { "aws:SourceIp": "203.0.113.255" }, true],
    ["IpAddress", "aws:SourceIp", ranges, { "aws:SourceIp": "2001:db8:1234:5678:ffff::1" }, true],
    ["IpAddress", "aws:SourceIp", ranges, { "aws:SourceIp": "203.0.114.0" }, false],
    ["IpAddress", "aws:SourceIp", ranges, {}, false],
    ["NotIpAddress", "aws:SourceIp", ranges, { "aws:SourceIp": "198.51.100.1" }, true],
    ["NotIpAddress", "aws:SourceIp", ranges, { "aws:SourceIp": "203.0.113.1" }, false],
    ["NotIpAddress", "aws:SourceIp", ranges, {}, true],
    ["NotIpAddress", "aws:SourceIp", "203.0.113.0/240", { "aws:SourceIp": "203.0.113.1" }, "unknown"],
  ]);
});

describe(`ARN operators compare each of six components: ${OPERATORS}#Conditions_ARN`, () => {
  const pattern = "arn:aws:someservice:*:111122223333:finance/*";
  const crossing = "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt";
  check([
    ["StringLike", "k", pattern, { k: crossing }, true],
    ["ArnLike", "k", pattern, { k: crossing }, false],
    ["ArnEquals", "k", pattern, { k: crossing }, false],
    ["ArnNotLike", "k", pattern, { k: crossing }, true],
    ["ArnNotEquals", "k", pattern, { k: crossing }, true],
    ["ArnEquals", "k", pattern, { k: "arn:aws:someservice:us-east-2:111122223333:finance/a:b" }, true],
    ["ArnLike", "k", pattern, { k: "not an arn" }, false],
    [
      "ArnLike",
      "k",
      "arn:aws:iam::*:role/${aws:username}",
      { k: "arn:aws:iam::123456789012:role/bob", "aws:username": "bob" },
      true,
    ],
    [
      "ArnEquals",
      "k",
      "${aws:PrincipalArn}",
      { k: "arn:aws:iam::123456789012:role/a", "aws:PrincipalArn": "arn:aws:iam::123456789012:role/a" },
      true,
    ],
    ["ArnLike", "k", "arn:aws:*", { k: "arn:aws:iam::123456789012:role/bob" }, "unknown"],
    ["ArnLike", "k", "arn:aws-cn:*", { k: "arn:aws:iam::123456789012:role/bob" }, false],
    [
      "ArnEquals",
      "k",
      `arn:aws:sns:${UNKNOWN}:123456789012:t`,
      { k: "arn:aws:sns:us-east-1:123456789012:t" },
      "unknown",
    ],
    ["ArnEquals", "k", `arn:aws:sns:${UNKNOWN}:123456789012:t`, { k: "arn:aws:sns:us-east-1:123456789012:u" }, false],
    ["ArnLike", "k", "arn:aws:iam::*:role/x", { k: `arn:aws:iam::${UNKNOWN}:role/x` }, true],
  ]);
});

describe(`...IfExists: ${OPERATORS}#Conditions_IfExists`, () => {
  const types = ["t1.*", "t2.*", "m3.*"];
  check([
    ["StringLike", "ec2:InstanceType", types, {}, false],
    ["StringLikeIfExists", "ec2:InstanceType", types, {}, true],
    ["StringLikeIfExists", "ec2:InstanceType", types, { "ec2:InstanceType": "t2.micro" }, true],
    ["StringLikeIfExists", "ec2:InstanceType", types, { "ec2:InstanceType": "p4d.24xlarge" }, false],
    ["StringNotEqualsIfExists", "k", "v", {}, true],
    ["ForAnyValue:StringEqualsIfExists", "k", "v", {}, "unknown"],
    ["ForAnyValue:StringEqualsIfExists", "k", "v", { k: "v" }, true],
    ["ForAllValues:StringEqualsIfExists", "k", "v", {}, true],
    ["BoolIfExists", "aws:MultiFactorAuthPresent", "false", {}, true],
    ["Bool", "aws:MultiFactorAuthPresent", "false", {}, false],
  ]);
});

describe(`Null: ${OPERATORS}#Conditions_Null`, () => {
  check([
    ["Null", "aws:TokenIssueTime", "true", {}, true],
    ["Null", "aws:TokenIssueTime", "true", { "aws:TokenIssueTime": "2020-01-01T00:00:00Z" }, false],
    ["Null", "aws:TokenIssueTime", "false", { "aws:TokenIssueTime": UNKNOWN }, true],
    ["Null", "aws:TokenIssueTime", "false", {}, false],
    ["Null", "aws:TagKeys", "true", { "aws:TagKeys": [] }, true],
    ["Null", "aws:TagKeys", ["true", "false"], {}, true],
    ["Null", "k", UNKNOWN, {}, "unknown"],
  ]);
});

// The attributes are those of AWS's DynamoDB examples.
describe(`set operators: ${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`, () => {
  const key = "dynamodb:requestedAttributes";
  const wanted = ["PostDateTime", "Message", "Tags"];
  const forbidden = ["ID", "PostDateTime"];
  check([
    ["ForAllValues:StringLike", key, wanted, { [key]: ["PostDateTime", "Message"] }, true],
    ["ForAllValues:StringLike", key, wanted, { [key]: ["PostDateTime", "UserName"] }, false],
    ["ForAllValues:StringLike", key, wanted, {}, true],
    ["ForAllValues:StringLike", key, wanted, { [key]: [] }, true],
    ["ForAllValues:StringLike", key, wanted, { [key]: "" }, true],
    ["ForAllValues:StringNotEquals", key, forbidden, { [key]: ["Message", "ID"] }, false],
    ["ForAllValues:StringNotEquals", key, forbidden, {}, true],
    ["ForAnyValue:StringLike", key, forbidden, { [key]: ["UserName", "Message", "PostDateTime"] }, true],
    ["ForAnyValue:StringLike", key, forbidden, { [key]: ["UserName"] }, false],
    ["ForAnyValue:StringLike", key, forbidden, {}, false],
    ["ForAnyValue:StringLike", key, "*", { [key]: "" }, false],
    ["ForAnyValue:StringNotEquals", key, forbidden, { [key]: ["ID", "UserName"] }, true],
    ["ForAnyValue:StringNotEquals", key, forbidden, {}, false],
    ["StringEquals", key, "ID", { [key]: ["ID", "UserName"] }, "unknown"],
    ["StringLike", key, "*", { [key]: ["ID", "UserName"] }, "unknown"],
    ["StringNotEquals", key, "Tags", { [key]: ["ID", "UserName"] }, "unknown"],
  ]);
});

describe(`several values: ${GUIDE}/reference_policies_condition-logic-multiple-context-keys-or-values.html`, () => {
  check([
    ["StringEquals", "aws:PrincipalTag/role", ["audit", "security"], { "aws:PrincipalTag/role": "security" }, true],
    ["StringNotEquals", "aws:PrincipalTag/role", ["audit", "security"], { "aws:PrincipalTag/role": "audit" }, false],
    ["StringNotEquals", "aws:PrincipalTag/role", ["audit", "security"], { "aws:PrincipalTag/role": "sales" }, true],
  ]);
});

describe(`policy variables: ${GUIDE}/reference_policies_variables.html`, () => {
  check([
    ["StringEquals", "k", "bucket/${aws:userid, 'anonymous'}", { k: "bucket/anonymous" }, true],
    ["StringEquals", "k", "bucket/${aws:userid, 'anonymous'}", { k: "bucket/AIDA1", "aws:userid": "AIDA1" }, true],
    ["StringEquals", "k", "bucket/${aws:userid, 'anonymous'}", { k: "bucket/anonymous", "aws:userid": "AIDA1" }, false],
    ["StringLike", "k", "a${*}b", { k: "a*b" }, true],
    ["StringLike", "k", "a${*}b", { k: "axb" }, false],
    ["StringLike", "k", "a${?}b", { k: "axb" }, false],
    ["StringLike", "k", "${$}{aws:username}", { k: "${aws:username}", "aws:username": "bob" }, true],
    ["StringLike", "k", "${AWS:UserName}", { k: "bob", "aws:username": "bob" }, true],
    ["StringLike", "k", "${tag}", { k: "anything", tag: "*" }, false],
    ["StringLike", "k", "${tag}", { k: "a", tag: ["a", "b"] }, "unknown"],
    ["StringEquals", "k", "${aws:username}", { k: "" }, false],
    ["StringNotEquals", "k", "${aws:username}", { k: "bob" }, "unknown"],
    ["StringEqualsIgnoreCase", "k", "X-${tag}", { k: "x-ab", tag: "AB" }, true],
    ["NumericEquals", "k", "${n}", { k: "1", n: "1" }, "unknown"],
    ["StringLike", "k", "${unclosed", { k: "${unclosed" }, true],
  ]);

  it("are plain text before version 2012-10-17", () => {
    const condition = conditionOf("StringEquals", "k", "${aws:username}");
    const context = contextOf({ k: "${aws:username}", "aws:username": "bob" });
    expect(compileCondition(condition, false).decide(context)).toBe(true);
    expect(compileCondition(condition, true).decide(context)).toBe(false);
  });
});

describe("what is not known", () => {
  check([
    ["StringEquals", "k", `repo:${UNKNOWN}`, { k: "repo:a/b" }, "unknown"],
    ["StringEquals", "k", `repo:${UNKNOWN}`, { k: "other" }, false],
    ["StringEquals", "k", [`repo:${UNKNOWN}`, "repo:a/b"], { k: "repo:a/b" }, true],
    ["StringNotEquals", "k", `repo:${UNKNOWN}`, { k: "repo:a/b" }, "unknown"],
    ["StringLike", "k", "repo:a/b:*", { k: `repo:a/b:${UNKNOWN}` }, true],
    ["StringLike", "k", "repo:a/b:*", { k: `repo:${UNKNOWN}` }, "unknown"],
    ["StringLike", UNKNOWN, "*", { k: "v" }, "unknown"],
    ["StringLykes", "k", "*", { k: "v" }, "unknown"],
    ["ForAllValues:Null", "k", "true", {}, "unknown"],
    ["NumericLessThan", "k", UNKNOWN, { k: "1" }, "unknown"],
    ["ForAnyValue:StringLike", "k", "*", { k: UNKNOWN }, "unknown"],
    ["ForAnyValue:StringLike", "k", "*", { k: `a${UNKNOWN}` }, true],
    ["ForAllValues:StringLike", "k", "*", { k: UNKNOWN }, true],
    ["ForAnyValue:StringNotLike", "k", "?*", { k: [UNKNOWN, ""] }, "unknown"],
  ]);

  it.each([
    ["StringLike", "*", "unknown"],
    ["StringLikeIfExists", "*", true],
    ["StringEquals", "v", "unknown"],
    ["StringNotLike", "*", "unknown"],
    ["Null", "true", "unknown"],
  ])("%s %s for a key that the request may have: %j", (operator, value, expected) => {
    expect(compileCondition(conditionOf(operator, "k", value), true).decide(UNKNOWN_CONTEXT)).toBe(expected);
  });
});

it.each([
  [
    "StringLike",
    "repo:a/b:*",
    { k: "repo:c/d:pull_request" },
    'condition StringLike k "repo:a/b:*" does not match "repo:c/d:pull_request"',
  ],
  ["StringLike", ["a", "b"], { k: "b" }, 'condition StringLike k ["a", "b"] matches "b"'],
  ["StringNotLike", "a", { k: "b" }, 'condition StringNotLike k "a" holds for "b"'],
  ["StringNotLike", "b", { k: "b" }, 'condition StringNotLike k "b" does not hold for "b"'],
  ["StringEquals", "a", {}, 'condition StringEquals k "a" does not hold: the request has no such key'],
  [
    "ForAllValues:StringEquals",
    "a",
    {},
    'condition ForAllValues:StringEquals k "a" holds: the request has no such key',
  ],
  ["StringEquals", `a${UNKNOWN}`, { k: "ab" }, 'condition StringEquals k "a<unknown>" cannot be decided for "ab"'],
  ["StringLikes", "a", { k: "a" }, 'condition StringLikes k "a" cannot be decided: AWS has no such operator'],
  ["Null", "true", { k: "a" }, 'condition Null k "true" does not hold for "a"'],
])("%s %j for %j reads: %s", (operator, values, context, expected) =>
  expect(words(operator, values, context)).toBe(expected),
);

it("shortens what it quotes", () => {
  const many = Array.from({ length: 1000 }, (_, index) => `${index}${"x".repeat(1000)}`);
  expect(words("StringEquals", many, { k: "a" }).length).toBeLessThan(1500);
});

it.each([
  "stringequals",
  "StringEqualsIfExist",
  "ForAllValues:",
  "ForAllvalues:StringLike",
  "NullIfExists",
  "constructor",
  "",
])("has no operator %j", (operator) => expect(parseOperator(operator)).toBeUndefined());
