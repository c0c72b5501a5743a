import { actionMismatch as rule } from "./action-mismatch";
import { AUDIENCE, assumedBy, GITHUB_PROVIDER, messagesOf, roleWith, trusting } from "./support/testing";

it.each<[string, Record<string, string>, string[]]>([
  [
    "reports a provider that is allowed AssumeRole",
    roleWith(trusting({ StringEquals: AUDIENCE }, { Action: "sts:AssumeRole" })),
    ["but it can only call sts:AssumeRoleWithWebIdentity"],
  ],
  [
    "reports an account that is allowed AssumeRoleWithWebIdentity",
    roleWith(assumedBy({ AWS: "123456789012" }, undefined, "sts:AssumeRoleWithWebIdentity")),
    ["error: The trust policy of aws_iam_role.ci, statement 0, allows"],
  ],
  [
    "reports a SAML provider that is allowed AssumeRoleWithWebIdentity",
    roleWith(
      assumedBy(
        { Federated: "arn:aws:iam::123456789012:saml-provider/corp" },
        undefined,
        "sts:AssumeRoleWithWebIdentity",
      ),
    ),
    ["sts:AssumeRoleWithSAML"],
  ],
  [
    "does not guess of what kind an unknown provider is",
    {
      "main.tf": `variable "provider" {}
 resource "aws_iam_role" "ci" { assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { Federated = var.provider }, Action = "sts:AssumeRoleWithSAML" }] }) }`,
    },
    [],
  ],
  [
    "warns where only one of several is left out",
    roleWith(assumedBy({ AWS: "123456789012", Federated: GITHUB_PROVIDER })),
    ["warning: The trust policy of aws_iam_role.ci, statement 0, allows Federated"],
  ],
  [
    "accepts both actions for both",
    roleWith(
      assumedBy({ AWS: "123456789012", Federated: GITHUB_PROVIDER }, undefined, [
        "sts:AssumeRole",
        "sts:AssumeRoleWithWebIdentity",
      ]),
    ),
    [],
  ],
  ["accepts wildcards", roleWith(trusting({ StringEquals: AUDIENCE }, { Action: "sts:Assume*" })), []],
  [
    "ignores a statement for tags alone",
    roleWith(trusting({ StringEquals: AUDIENCE }, { Action: "sts:TagSession" })),
    [],
  ],
])("%s", async (_, files, expected) =>
  expect(await messagesOf(rule, files)).toEqual(expected.map((text) => expect.stringContaining(text))),
);
