import { judged } from "../../support/testing";
import { deadGrant } from "./dead-grant";
import { allow, roleWith } from "./support/testing";

const DATA = "arn:aws:s3:::data/*";
const deny = (action: string, resource: string, rest = {}) => ({
  Effect: "Deny",
  Action: action,
  Resource: resource,
  ...rest,
});
const said = (...statements: object[]) => judged(deadGrant, roleWith(statements));

it("finds a statement that a Deny takes away completely", async () => {
  expect(await said(allow(["s3:GetObject", "s3:PutObject"], DATA), deny("s3:*", "*"))).toEqual([
    "info aws_iam_role_policy.p: Statement 0 grants role r nothing: a Deny or the permissions boundary takes all of it away.",
  ]);
});

it("finds a statement that the permissions boundary does not allow", async () => {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [allow("sqs:*", "*")] });
  const text = JSON.parse(roleWith([allow("s3:GetObject", DATA)], { aws_iam_policy: { b: { name: "b", policy } } }));
  text.resource.aws_iam_role.r.permissions_boundary = "${aws_iam_policy.b.arn}";
  expect(await judged(deadGrant, JSON.stringify(text))).toHaveLength(1);
});

it.each([
  ["a Deny of a part", [allow("s3:GetObject", DATA), deny("s3:GetObject", "arn:aws:s3:::data/private/*")]],
  [
    "a Deny with a condition",
    [allow("s3:GetObject", DATA), deny("s3:*", "*", { Condition: { Bool: { "aws:SecureTransport": "false" } } })],
  ],
  ["a Deny of one of two actions", [allow(["s3:GetObject", "s3:PutObject"], DATA), deny("s3:PutObject", "*")]],
  ["no Deny", [allow("s3:GetObject", DATA)]],
])("accepts %s", async (_name, statements) => {
  expect(await said(...statements)).toEqual([]);
});
