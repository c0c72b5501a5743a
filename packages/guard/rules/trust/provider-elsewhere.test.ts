import { providerElsewhere as rule } from "./provider-elsewhere";
import { AUDIENCE, messagesOf, roleWith, trusting } from "./support/testing";

const inAccount = (account?: string): Record<string, string> => ({
  ...roleWith(trusting({ StringEquals: AUDIENCE })),
  "provider.tf": account ? `provider "aws" { allowed_account_ids = ["${account}"] }` : "",
});

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports another account's provider",
    inAccount("444455556666"),
    [
      "error: The trust policy of aws_iam_role.ci, statement 0, trusts arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com, but the role is in the account 444455556666.",
    ],
  ],
  [
    "shows an unknown part of the provider as <unknown>",
    {
      "main.tf": `
      variable "issuer" {}
      provider "aws" { allowed_account_ids = ["444455556666"] }
      resource "aws_iam_role" "ci" {
        assume_role_policy = jsonencode({ Statement = [{
          Effect    = "Allow"
          Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/\${var.issuer}" }
          Action    = "sts:AssumeRoleWithWebIdentity"
        }] })
      }`,
    },
    ["trusts arn:aws:iam::123456789012:oidc-provider/<unknown>, but"],
  ],
  ["accepts a provider in the role's account", inAccount("123456789012"), []],
  ["passes where the account is not known", inAccount(), []],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
