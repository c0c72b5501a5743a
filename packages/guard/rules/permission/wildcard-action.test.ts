import { judged } from "../../support/testing";
import { allow, policyOf } from "./support/testing";
import { wildcardAction } from "./wildcard-action";

const said = (...statements: object[]) => judged(wildcardAction, policyOf(...statements));
const MFA = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

it.each([
  ["everything", allow("*", "*"), "error", "every action on every resource"],
  ["everything in another spelling", allow(["s3:GetObject", "*:*"], ["*"]), "error", "every action on every resource"],
  ["everything under a condition", allow("*", "*", MFA), "warning", "every action on *, under a condition"],
  ["every action on a bucket", allow("*", "arn:aws:s3:::data/*"), "warning", "every action on arn:aws:s3:::data/*"],
])("finds %s", async (_name, statement, severity, what) => {
  expect(await said(statement)).toEqual([`${severity} aws_iam_policy.p: Statement 0 grants ${what}.`]);
});

it.each([
  ["s3:*", "warning"],
  ["iam:*", "warning"],
  ["s3:Put*", "warning"],
  ["sqs:*", "warning"],
  ["dynamodb:*Item", "info"],
  ["ssmmessages:*", "info"],
])("weighs %s by the worst that it grants", async (action, severity) => {
  expect((await said(allow(action, "arn:aws:x:::y"))).map((text) => text.split(" ")[0])).toEqual([severity]);
});

it.each(["s3:Get*", "ec2:Describe*", "s3:List*", "s3:GetObject"])("accepts %s", async (action) => {
  expect(await said(allow(action, "*"))).toEqual([]);
});

it("names the actions that a wildcard grants besides reading", async () => {
  expect(await said(allow("ecr:Batch*Image", "*"))).toEqual([
    "info aws_iam_policy.p: Statement 0 grants ecr:Batch*Image: 3 actions, 2 of which write (ecr:BatchImportUpstreamImage, ecr:BatchDeleteImage).",
  ]);
});

it("accepts a Deny of everything", async () => {
  expect(await said({ Effect: "Deny", Action: "*", Resource: "*" })).toEqual([]);
});
