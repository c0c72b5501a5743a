import { judged } from "../../support/testing";
import { allow, policyOf } from "./support/testing";
import { voidAction } from "./void-action";

const MODEL = "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-sonnet-4-6";

const idle = async (action: string, resources: string | string[], effect = "Allow") =>
  (await judged(voidAction, policyOf({ ...allow(action, resources), Effect: effect }))).length > 0;

it.each([
  ["s3:ListBucket", "arn:aws:s3:::data/*"],
  ["s3:GetObject", "arn:aws:s3:::data"],
  ["s3:Put*Object", "arn:aws:s3:::data"],
  ["bedrock:ListFoundationModels", MODEL],
  ["bedrock:GetModelCustomizationJob", MODEL],
  ["ecr:GetAuthorizationToken", "arn:aws:ecr:us-east-1:123456789012:repository/app"],
  ["ssm:DescribeParameters", "arn:aws:ssm:us-east-1:123456789012:parameter/app/*"],
  ["s3:ListAllMyBuckets", "arn:aws:s3:::data"],
  ["logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f"],
  ["dynamodb:PutItem", "arn:aws:dynamodb::123456789012:table/t"],
  ["dynamodb:PutItem", "arn:aws:dynamodb:us-east-1::table/t"],
  ["iam:PassRole", "arn:aws:iam::123456789012:user/u"],
  ["kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:alias/app"],
  ["sqs:SendMessage", "arn:aws:sns:us-east-1:123456789012:topic"],
])("finds that %s has no effect on %s", async (action, resource) => {
  expect(await idle(action, resource)).toBe(true);
});

it.each([
  ["s3:ListBucket", ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]],
  ["s3:ListBucket", "arn:aws:s3:::data*"],
  ["s3:GetObject", "arn:aws:s3:::data*"],
  ["s3:GetObject", "arn:aws:s3:us-east-1:123456789012:accesspoint/a/object/*"],
  ["s3:*", "arn:aws:s3:::data"],
  ["bedrock:InvokeModel", MODEL],
  ["bedrock:InvokeModel", "arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-6"],
  ["bedrock:ListFoundationModels", "*"],
  ["logs:CreateLogStream", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:*"],
  ["logs:DescribeLogGroups", "arn:aws:logs:us-east-1:123456789012:log-group:*"],
  ["s3:ListAllMyBuckets", "arn:aws:s3:::*"],
  ["iam:ListRoles", "arn:aws:iam::123456789012:role/*"],
  ["ssm:SendCommand", "arn:aws:ssm:us-east-1::document/AWS-RunShellScript"],
  ["lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:f:*"],
  ["dynamodb:Query", "arn:aws:dynamodb:*:123456789012:table/t/index/*"],
  ["ec2:RunInstances", "arn:aws:ec2:us-east-1::image/ami-*"],
  ["iam:CreateAccessKey", "arn:aws:iam::*:user/$${aws:username}"],
  ["secretsmanager:GetSecretValue", "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-??????"],
  ["execute-api:Invoke", "arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/*"],
  ["elasticloadbalancing:AddTags", "arn:aws:elasticloadbalancing:*:*:listener/app/*/*/*"],
  ["elasticloadbalancing:DeleteTargetGroup", "arn:aws:elasticloadbalancing:*:*:targetgroup/app/*"],
  ["sts:AssumeRole", "arn:aws-cn:iam::123456789012:role/r"],
])("accepts %s on %s", async (action, resources) => {
  expect(await idle(action, resources)).toBe(false);
});

it("reports a Deny that prevents nothing as an error", async () => {
  expect(
    await judged(voidAction, policyOf({ Effect: "Deny", Action: "s3:DeleteObject", Resource: "arn:aws:s3:::data" })),
  ).toEqual([
    "error aws_iam_policy.p: Statement 0: s3:DeleteObject has no effect on arn:aws:s3:::data; it applies to arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}/object/${ObjectName}, arn:${Partition}:s3:::${BucketName}/${ObjectName}.",
  ]);
});

it("also checks the policies of resources", async () => {
  const hcl = `
    resource "aws_s3_bucket_policy" "b" {
      bucket = "data"
      policy = jsonencode({ Version = "2012-10-17", Statement = [
        { Sid = "Read", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::data" }
      ] })
    }`;
  expect(await judged(voidAction, hcl)).toEqual([
    expect.stringContaining('warning aws_s3_bucket_policy.b: Statement "Read": s3:GetObject has no effect'),
  ]);
});

it("reports nothing about a resource that is known only after apply", async () => {
  const hcl = `
    variable "arn" {}
    resource "aws_iam_policy" "p" {
      policy = jsonencode({ Version = "2012-10-17", Statement = [
        { Effect = "Allow", Action = "s3:GetObject", Resource = var.arn },
        { Effect = "Allow", Action = "s3:GetObject", Resource = "\${var.arn}/*" },
      ] })
    }`;
  expect(await judged(voidAction, hcl)).toEqual([]);
});
