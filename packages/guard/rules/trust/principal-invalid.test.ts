import { principalInvalid as rule } from "./principal-invalid";
import { assumedBy, GITHUB, GITHUB_PROVIDER, messagesOf, roleWith, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a wildcard in an ARN",
    roleWith(assumedBy({ AWS: "arn:aws:iam::123456789012:role/*" })),
    ["a principal's ARN cannot contain wildcards, but a condition on aws:PrincipalArn can"],
  ],
  [
    "reports a service under AWS",
    roleWith(assumedBy({ AWS: "lambda.amazonaws.com" })),
    ["a service belongs under Service"],
  ],
  [
    "reports a provider under AWS",
    roleWith(assumedBy({ AWS: GITHUB_PROVIDER })),
    ["an identity provider belongs under Federated"],
  ],
  [
    "reports a group",
    roleWith(assumedBy({ AWS: "arn:aws:iam::123456789012:group/admins" })),
    ["group is not a kind of principal"],
  ],
  [
    "reports a name that is not an ARN",
    roleWith(assumedBy({ AWS: "role/ci" })),
    ["it is neither an account nor the ARN"],
  ],
  [
    "reports a service without its domain",
    roleWith(assumedBy({ Service: "lambda" })),
    ["a service is written NAME.amazonaws.com"],
  ],
  ["reports every service", roleWith(assumedBy({ Service: "*" })), ["a service is written NAME.amazonaws.com"]],
  [
    "reports an issuer that is not an ARN",
    roleWith(assumedBy({ Federated: GITHUB })),
    ["it is not the ARN of an OIDC or SAML provider"],
  ],
  [
    "reports https:// in an ARN",
    roleWith(assumedBy({ Federated: `arn:aws:iam::123456789012:oidc-provider/https://${GITHUB}` })),
    ["without https://"],
  ],
  [
    "accepts a slash at the end of an issuer that has one",
    roleWith(
      assumedBy(
        { Federated: "arn:aws:iam::123456789012:oidc-provider/sts.windows.net/11111111-2222-3333-4444-555555555555/" },
        undefined,
        "sts:AssumeRoleWithWebIdentity",
      ),
    ),
    [],
  ],
  [
    "reports a slash at the end",
    roleWith(assumedBy({ Federated: `${GITHUB_PROVIDER}/` })),
    ["does not end with a slash"],
  ],
  [
    "accepts everything that AWS takes",
    roleWith(
      assumedBy({
        AWS: [
          "123456789012",
          "arn:aws:iam::123456789012:root",
          "arn:aws-us-gov:iam::123456789012:role/path/ci",
          "arn:aws:iam::123456789012:user/u",
          "arn:aws:sts::123456789012:assumed-role/ci/session",
          "AROAEXAMPLEEXAMPLE12",
        ],
        Service: ["ec2.amazonaws.com", "logs.eu-west-1.amazonaws.com", "ec2.amazonaws.com.cn"],
        Federated: [GITHUB_PROVIDER, "arn:aws:iam::123456789012:saml-provider/corp", "cognito-identity.amazonaws.com"],
      }),
    ),
    [],
  ],
  [
    "accepts what is only known after apply",
    {
      "main.tf": `
      data "aws_caller_identity" "me" {}
      data "aws_partition" "this" {}
      resource "aws_iam_role" "first" {
        name_prefix        = "first"
        assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = "arn:\${data.aws_partition.this.partition}:iam::\${data.aws_caller_identity.me.account_id}:root" }, Action = "sts:AssumeRole" }] })
      }
      resource "aws_iam_role" "second" {
        assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = aws_iam_role.first.arn }, Action = "sts:AssumeRole" }] })
      }`,
    },
    [],
  ],
  ["ignores trust in everyone", roleWith(assumedBy("*"), trusting({})), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
