import { judged } from "../../support/testing";
import { redundantPermission } from "./redundant-permission";
import { allow, policyOf } from "./support/testing";

const said = (...statements: object[]) => judged(redundantPermission, policyOf(...statements));
const A = "arn:aws:s3:::a/*";
const TLS = { Condition: { Bool: { "aws:SecureTransport": "true" } } };

it.each([
  [
    "the same statement twice",
    [allow("s3:GetObject", A), allow("s3:GetObject", A)],
    "Statement 1 grants nothing that statement 0 does not grant already.",
  ],
  [
    "a narrower statement",
    [allow("s3:GetObject", "arn:aws:s3:::a/b/*"), allow("s3:Get*", A)],
    "Statement 0 grants nothing that statement 1 does not grant already.",
  ],
  [
    "a statement with a condition beside one without",
    [allow("s3:GetObject", A, TLS), allow("S3:getobject", A)],
    "Statement 0 grants nothing that statement 1 does not grant already.",
  ],
  [
    "an action in two spellings",
    [allow(["s3:GetObject", "s3:getobject"], A)],
    "Statement 0 already grants s3:getobject through s3:GetObject.",
  ],
  [
    "an action beside its wildcard",
    [allow(["S3:get*", "s3:GetObject"], A)],
    "Statement 0 already grants s3:GetObject through S3:get*.",
  ],
  [
    "an action that is written twice, and four beside their wildcard",
    [allow(["s3:PutObject", "s3:PutObject", "sqs:*", "sqs:A", "sqs:B", "sqs:C", "sqs:D"], A)],
    "Statement 0 names s3:PutObject more than once and already grants sqs:A through sqs:*, sqs:B through sqs:*, sqs:C through sqs:* and 1 more.",
  ],
])("finds %s", async (_name, statements, message) => {
  expect(await said(...statements)).toEqual([`info aws_iam_policy.p: ${message}`]);
});

it.each([
  ["different actions", [allow("s3:GetObject", A), allow("s3:PutObject", A)]],
  ["different resources", [allow("s3:GetObject", A), allow("s3:GetObject", "arn:aws:s3:::b/*")]],
  [
    "different conditions",
    [
      allow("s3:GetObject", A, TLS),
      allow("s3:GetObject", A, { Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ],
  ],
  ["a Deny beside an Allow", [allow("s3:GetObject", A), { ...allow("s3:GetObject", A), Effect: "Deny" }]],
  ["a narrower wildcard that another does not cover", [allow("s3:Get*", A), allow("s3:GetObject*", "arn:aws:s3:::a*")]],
])("accepts %s", async (_name, statements) => {
  expect(await said(...statements)).toEqual([]);
});
