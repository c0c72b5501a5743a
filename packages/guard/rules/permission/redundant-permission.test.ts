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
    "Statement 1 grants nothing that statement 0 does not grant",
  ],
  [
    "a narrower one",
    [allow("s3:GetObject", "arn:aws:s3:::a/b/*"), allow("s3:Get*", A)],
    "Statement 0 grants nothing that statement 1 does not grant",
  ],
  [
    "one with a condition beside one without",
    [allow("s3:GetObject", A, TLS), allow("S3:getobject", A)],
    "Statement 0 grants nothing that statement 1 does not grant",
  ],
  ["an action twice", [allow(["s3:GetObject", "s3:getobject"], A)], "Statement 0 names s3:getobject twice"],
  ["an action beside its wildcard", [allow(["s3:Get*", "s3:GetObject"], A)], "Statement 0 names s3:getobject twice"],
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
