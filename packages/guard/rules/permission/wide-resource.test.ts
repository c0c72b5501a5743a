import { judged } from "../../support/testing";
import { allow, policyOf, roleWith } from "./support/testing";
import { wideResource } from "./wide-resource";

const severities = async (...statements: object[]) =>
  (await judged(wideResource, policyOf(...statements))).map((said) => said.split(" ")[0]);

it("names the actions and the resource", async () => {
  expect(
    await judged(wideResource, policyOf(allow(["s3:GetObject", "s3:ListAllMyBuckets"], "*", { Sid: "Read" }))),
  ).toEqual(['warning aws_iam_policy.p: Statement "Read" grants s3:GetObject on every resource (*).']);
});

it.each([
  ["s3:PutObject", "*"],
  ["s3:PutObject", "arn:aws:s3:::*"],
  ["s3:GetObject", "arn:aws:s3:::*/*"],
  ["s3:Get*", "*"],
  ["dynamodb:PutItem", "arn:aws:dynamodb:*:*:*"],
  ["kms:Decrypt", "*"],
  ["secretsmanager:GetSecretValue", "*"],
  ["ec2:TerminateInstances", "*"],
  ["lambda:InvokeFunction", "*"],
  ["ecr:PutImage", "*"],
  ["sqs:SendMessage", "arn:aws:*"],
])("reports %s on %s as a warning", async (action, resource) => {
  expect(await severities(allow(action, resource))).toEqual(["warning"]);
});

it.each([
  ["sqs:SendMessage", "arn:aws:sqs:us-east-1:123456789012:*"],
  ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/*"],
  ["route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/*"],
  ["dynamodb:PutItem", "arn:aws:dynamodb:*:123456789012:table/orders"],
  ["logs:CreateLogGroup", "*"],
  ["ec2:CreateNetworkInterface", "*"],
  ["ecr:CreateRepository", "*"],
])("reports %s on %s as info", async (action, resource) => {
  expect(await severities(allow(action, resource))).toEqual(["info"]);
});

it.each([
  ["ec2:Describe*", "*"],
  ["ecr:GetAuthorizationToken", "*"],
  ["s3:ListAllMyBuckets", "*"],
  ["sts:GetCallerIdentity", "*"],
  ["xray:PutTraceSegments", "*"],
  ["ecr:BatchGetImage", "*"],
  ["s3:PutObject", "arn:aws:s3:::data/*"],
  ["iam:PassRole", "*"],
  ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1:123456789012:table/app-*"],
])("accepts %s on %s", async (action, resource) => {
  expect(await severities(allow(action, resource))).toEqual([]);
});

it("accepts a condition on the resource, but not one on the caller", async () => {
  const on = (key: string) => allow("kms:Decrypt", "*", { Condition: { StringEquals: { [key]: "x" } } });
  expect(await severities(on("kms:ViaService"))).toEqual([]);
  expect(await severities(on("aws:ResourceTag/Team"))).toEqual([]);
  expect(await severities(on("aws:PrincipalOrgID"))).toEqual(["warning"]);
  expect(await severities(on("AWS:SourceIp"))).toEqual(["warning"]);
});

it("does not treat a permissions boundary as a grant", async () => {
  const boundary = {
    name: "b",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: allow("s3:PutObject", "*") }),
  };
  const text = roleWith([allow("s3:PutObject", "arn:aws:s3:::data/*")], { aws_iam_policy: { b: boundary } });
  const bounded = JSON.parse(text);
  bounded.resource.aws_iam_role.r.permissions_boundary = "${aws_iam_policy.b.arn}";
  expect(await judged(wideResource, JSON.stringify(bounded))).toEqual([]);
  expect(await judged(wideResource, text)).toHaveLength(1);
});

it("does not treat the policy of a key as a grant on every key", async () => {
  const policy = {
    Version: "2012-10-17",
    Statement: { ...allow("kms:Decrypt", "*"), Principal: { AWS: "123456789012" } },
  };
  const text = JSON.stringify({ resource: { aws_kms_key: { k: { policy: JSON.stringify(policy) } } } });
  expect(await judged(wideResource, text)).toEqual([]);
});
