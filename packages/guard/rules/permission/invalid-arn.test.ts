import { judged } from "../../support/testing";
import { invalidArn } from "./invalid-arn";
import { allow, policyOf } from "./support/testing";

const said = async (resource: string) => {
  const [found, ...others] = await judged(invalidArn, policyOf(allow("s3:GetObject", resource)));
  expect(others).toEqual([]);
  return found?.replace(/^(\w+) aws_iam_policy.p: Statement 0 names ".*?": /, "$1 ");
};

it.each([
  ["data/*", 'error it is neither an ARN nor "*".'],
  ["arn:aws:s3::data", "error it has 5 fields instead of 6; AWS reads it as arn:aws:s3::data:*."],
  ["arn:aws:s3:data", "error it has 4 fields instead of 6; AWS reads it as arn:aws:s3:data:*:*."],
  ["arn:aws:s3", "error it has 3 fields instead of 6; AWS reads it as arn:aws:s3:*:*:*."],
  ["*:*", 'error it is neither an ARN nor "*".'],
  ["arn:aws:s3:::", "error it names no resource."],
  ["arn:aws:s3:::data /*", "error it contains white space."],
  ["arn:aws:s3:::data/* ", "error it contains white space."],
  ["arn:amazon:s3:::data", 'error "amazon" is not an AWS partition.'],
  ["arn::s3:::data", "error it names no partition."],
  ["arn:aws::::data", "error it names no service."],
  ["arn:aws:sqs:us-esat-1:123456789012:q", 'warning "us-esat-1" is not a region of aws.'],
  ["arn:aws:sqs:useast1:123456789012:q", 'error "useast1" is not a region of aws.'],
  ["arn:aws:sqs:us-east-1a:123456789012:q", 'error "us-east-1a" is not a region of aws.'],
  ["arn:aws:sqs:cn-north-1:123456789012:q", "error cn-north-1 is a region of the partition aws-cn, not of aws."],
  ["arn:aws:sqs:us-east-1:12345678901:q", 'error "12345678901" is not an account id, which has 12 digits.'],
  ["arn:aws:sqs:us-east-1:ACCOUNT_ID:q", 'error "ACCOUNT_ID" is not an account id, which has 12 digits.'],
  ["arn:aws:iam:us-east-1:123456789012:role/r", "error resources of iam have no region."],
  ["arn:aws:s3::123456789012:data/*", "error the ARN of a bucket or object has no region and no account."],
  ["arn:aws:s3:us-east-1::data", "error the ARN of a bucket or object has no region and no account."],
  ["arn:aws:ssm:us-east-1:123456789012:parameter//app/key", "error it contains a double slash, so it matches nothing."],
  ["arn:aws:s3:::data//*", "warning it contains a double slash."],
])("finds what is wrong with %s", async (resource, expected) => {
  expect(await said(resource)).toBe(expected);
});

it.each([
  ...[
    "*",
    "arn:aws:s3:::data",
    "arn:aws:s3:::data/my files/*",
    "arn:aws:s3*",
    "arn:*:s3:::data",
    "arn:aws-cn:s3:::data",
  ],
  ...["arn:aws:s3:us-east-1:123456789012:accesspoint/a", "arn:aws:s3::123456789012:accesspoint/a.mrap"],
  ...["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::*:role/r", "arn:aws:bedrock:*::foundation-model/m"],
  ...["arn:aws:sqs:us-*-1:123456789012:q", "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q", "arn:aws:logs:*:*:*"],
  ...["arn:aws:iam::123456789012:user/$${aws:username}", "arn:aws:s3:::$${aws:PrincipalAccount}-data/*"],
  ...["arn:aws:apigateway:us-east-1::/restapis/*", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:*"],
])("accepts %s", async (resource) => {
  expect(await said(resource)).toBeUndefined();
});

it("reports nothing about unknown parts", async () => {
  const hcl = `
    data "aws_caller_identity" "me" {}
    data "aws_region" "here" {}
    resource "aws_s3_bucket" "b" {}
    resource "aws_iam_policy" "p" {
      policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = [
        aws_s3_bucket.b.arn, "\${aws_s3_bucket.b.arn}/*",
        "arn:aws:sqs:\${data.aws_region.here.name}:\${data.aws_caller_identity.me.account_id}:q",
      ] }] })
    }`;
  expect(await judged(invalidArn, hcl)).toEqual([]);
});

it("finds the double slash of a parameter whose name begins with one", async () => {
  const hcl = `
    resource "aws_ssm_parameter" "key" {
      name  = "/app/key"
      type  = "SecureString"
      value = "x"
    }
    resource "aws_iam_policy" "p" {
      policy = jsonencode({ Version = "2012-10-17", Statement = [{
        Effect = "Allow", Action = "ssm:GetParameter"
        Resource = "arn:aws:ssm:us-east-1:123456789012:parameter/\${aws_ssm_parameter.key.name}"
      }] })
    }`;
  expect(await judged(invalidArn, hcl)).toEqual([
    'error aws_iam_policy.p: Statement 0 names "arn:aws:ssm:us-east-1:123456789012:parameter//app/key": it contains a double slash, so it matches nothing.',
  ]);
});
