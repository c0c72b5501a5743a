import { audienceMissing as rule } from "./audience-missing";
import { AUDIENCE, CLUSTER, GITHUB, messagesOf, roleWith, servedBy, trusting } from "./support/testing";

const SUBJECT = { [`${GITHUB}:sub`]: "repo:octo-org/app:ref:refs/heads/main" };

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a trust policy without an audience",
    roleWith(trusting({ StringEquals: SUBJECT })),
    [
      "warning: The trust policy of aws_iam_role.ci, statement 0, accepts tokens from token.actions.githubusercontent.com whatever their audience",
    ],
  ],
  [
    "reports an audience that matches any text",
    roleWith(trusting({ StringEquals: SUBJECT, StringLike: { [`${GITHUB}:aud`]: "*" } })),
    ["whatever their audience (aud) is."],
  ],
  [
    "reports it beside a subject that is not known",
    {
      "main.tf": `
      variable "repository" {}
      resource "aws_iam_role" "ci" {
        name = "ci"
        assume_role_policy = jsonencode({ Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRoleWithWebIdentity"
          Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/${GITHUB}" }
          Condition = { StringLike = { "${GITHUB}:sub" = "repo:\${var.repository}:ref:refs/heads/main" } }
        }] })
      }`,
    },
    ["whatever their audience (aud) is."],
  ],
  [
    "accepts an audience that is not known",
    {
      "main.tf": `
      data "aws_iam_openid_connect_provider" "github" { url = "https://${GITHUB}" }
      resource "aws_iam_role" "ci" {
        name = "ci"
        assume_role_policy = jsonencode({ Statement = [{
          Effect    = "Allow"
          Action    = "sts:AssumeRoleWithWebIdentity"
          Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/${GITHUB}" }
          Condition = {
            StringEquals = {
              "${GITHUB}:aud" = data.aws_iam_openid_connect_provider.github.client_id_list
              "${GITHUB}:sub" = "repo:octo-org/app:ref:refs/heads/main"
            }
          }
        }] })
      }`,
    },
    [],
  ],
  [
    "reports it for pods",
    roleWith(servedBy({ StringEquals: { [`${CLUSTER}:sub`]: "system:serviceaccount:a:b" } })),
    ["whatever their audience (aud) is."],
  ],
  ["accepts an audience in full", roleWith(trusting({ StringEquals: { ...SUBJECT, ...AUDIENCE } })), []],
  [
    "accepts a pattern that another service's address does not fit",
    roleWith(trusting({ StringEquals: SUBJECT, StringLike: { [`${GITHUB}:aud`]: "sts.*" } })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
