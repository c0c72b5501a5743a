import { githubAnyRun } from "./github-any-run";
import { githubOtherOwner } from "./github-other-owner";
import { githubOtherRepository } from "./github-other-repository";
import { AUDIENCE, GITHUB, GITHUB_PROVIDER, said, trusting } from "./support/testing";
import { unknownTrust } from "./unknown-trust";

const RULES = [githubAnyRun, githubOtherOwner, githubOtherRepository, unknownTrust];

const DECLARED = `variable "more" {}
variable "repos" {
  type = set(string)
}
locals {
  wide = concat(["repo:octo-org/*"], var.more)
}
`;

/** A role whose subjects are an expression, in each of the forms in which it is written. */
const FORMS: Readonly<Record<string, (subjects: string) => Record<string, string>>> = {
  "jsonencode in HCL": (subjects) => ({
    "main.tf": `${DECLARED}
resource "aws_iam_role" "ci" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "${GITHUB_PROVIDER}" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = { "${GITHUB}:aud" = "sts.amazonaws.com" }
        StringLike   = { "${GITHUB}:sub" = ${subjects} }
      }
    }]
  })
}`,
  }),
  "a data source in HCL": (subjects) => ({
    "main.tf": `${DECLARED}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["${GITHUB_PROVIDER}"]
    }
    condition {
      test     = "StringEquals"
      variable = "${GITHUB}:aud"
      values   = ["sts.amazonaws.com"]
    }
    condition {
      test     = "StringLike"
      variable = "${GITHUB}:sub"
      values   = ${subjects}
    }
  }
}
data "aws_iam_policy_document" "whole" {
  source_policy_documents = [data.aws_iam_policy_document.trust.json]
}
resource "aws_iam_role" "ci" {
  assume_role_policy = data.aws_iam_policy_document.whole.json
}`,
  }),
  "jsonencode in JSON": (subjects) => ({
    "declared.tf": DECLARED,
    "main.tf.json": JSON.stringify({
      locals: { condition: { StringEquals: AUDIENCE, StringLike: { [`${GITHUB}:sub`]: `\${${subjects}}` } } },
      resource: {
        aws_iam_role: {
          ci: {
            assume_role_policy: `\${jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = "${GITHUB_PROVIDER}" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = local.condition }] })}`,
          },
        },
      },
    }),
  }),
};

const ANY_RUN = "warning aws_iam_role.ci github-any-run";
const OTHERS = "warning aws_iam_role.ci github-other-repository";
const UNKNOWN_REST = "warning aws_iam_role.ci unknown-trust";

describe.each(Object.entries(FORMS))("%s", (_, role) => {
  it.each<[string, string[]]>([
    ['concat(["repo:octo-org/*"], var.more)', [ANY_RUN, OTHERS, UNKNOWN_REST]],
    ["local.wide", [ANY_RUN, OTHERS, UNKNOWN_REST]],
    ['concat(var.more, ["repo:octo-org/*"])', [ANY_RUN, OTHERS, UNKNOWN_REST]],
    ['["repo:octo-org/*", var.more]', [ANY_RUN, OTHERS, UNKNOWN_REST]],
    ['concat(["repo:*"], var.more)', ["error aws_iam_role.ci github-other-owner", UNKNOWN_REST]],
    ['[for r in var.repos : "repo:octo-org/${r}:*"]', [ANY_RUN, UNKNOWN_REST]],
    ['[for r in var.repos : "repo:octo-org/${r}:*" if r != "site"]', [ANY_RUN, UNKNOWN_REST]],
    ['[for r in concat(["app"], var.more) : "repo:octo-org/${r}:*"]', [ANY_RUN, UNKNOWN_REST]],
    ['formatlist("repo:octo-org/%s:*", var.repos)', [ANY_RUN, UNKNOWN_REST]],
    ['distinct(concat(["repo:octo-org/app:*"], var.more))', [ANY_RUN, UNKNOWN_REST]],
    ['flatten([["repo:octo-org/app:*"], var.more])', [ANY_RUN, UNKNOWN_REST]],
    ['sort(toset(concat(["repo:octo-org/app:*"], var.more)))', [ANY_RUN, UNKNOWN_REST]],
    ['compact(concat(["repo:octo-org/app:*", ""], var.more))', [ANY_RUN, UNKNOWN_REST]],
    ['setunion(["repo:octo-org/app:*"], var.repos)', [ANY_RUN, UNKNOWN_REST]],
    // Nothing that is seen is wide.
    ['concat(["repo:octo-org/app:environment:production"], var.more)', [UNKNOWN_REST]],
    ['[for r in var.repos : "repo:octo-org/${r}:environment:production"]', [UNKNOWN_REST]],
    // Nothing is surely there.
    ['[for r in var.repos : "repo:octo-org/*"]', [UNKNOWN_REST]],
    ['coalescelist(var.more, ["repo:octo-org/*"])', [UNKNOWN_REST]],
    [
      'try(concat(["repo:octo-org/*"], var.more.subjects), ["repo:octo-org/app:environment:production"])',
      [UNKNOWN_REST],
    ],
    ['slice(concat(["repo:octo-org/*"], var.more), 1, 2)', [UNKNOWN_REST]],
  ])("judges what is seen of %s", async (subjects, expected) => {
    expect(await said(RULES, role(subjects))).toEqual(expected);
  });
});

it("judges a statement beside others that are not known", async () => {
  const open = JSON.stringify(
    trusting({ StringEquals: AUDIENCE, StringLike: { [`${GITHUB}:sub`]: "repo:octo-org/app:*" } }),
  );
  const text = `${DECLARED}
resource "aws_iam_role" "ci" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = concat([jsondecode(${JSON.stringify(open)})], var.more) })
}`;
  expect(await said(RULES, { "main.tf": text })).toEqual([ANY_RUN, UNKNOWN_REST]);
});

it.each(["set(string)", "list(string)", "any"])(
  "judges what is seen of an argument of a module, of type %s",
  async (type) => {
    const role = Object.values(FORMS["a data source in HCL"]?.("var.subjects") ?? {}).join("");
    const files = {
      "main.tf": `variable "more" {}
module "ci" {
  source   = "./ci"
  subjects = concat(["repo:octo-org/app:*"], var.more)
}`,
      "ci/main.tf": `variable "subjects" {\n  type = ${type}\n}\n${role}`,
    };
    const address = (line: string) => line.replace("aws_iam_role", "module.ci.aws_iam_role");
    expect(await said(RULES, files)).toEqual([ANY_RUN, UNKNOWN_REST].map(address));
  },
);
