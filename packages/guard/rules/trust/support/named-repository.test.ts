import { judged } from "../../../support/testing";
import { TRUST_RULES } from "..";

const role = (subjects: string, operator = "StringLike") => `
variable "x" {}
variable "y" {}
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
    Condition = {
      StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
      ${operator} = { "token.actions.githubusercontent.com:sub" = ${subjects} }
    }
  }] })
}`;

const found = async (...given: Parameters<typeof role>) =>
  (await judged(TRUST_RULES, role(...given))).filter((text) => !text.startsWith("info "));

it.each<[string, string, RegExp]>([
  ["any run of a repository", '"repo:${var.x}:*"', /github-any-run: .* accepts runs of <unknown>\/<unknown> that/],
  [
    "any run of an owner's repository",
    '"repo:${var.x}/app:*"',
    /github-any-run: .* accepts runs of <unknown>\/app that/,
  ],
  ["any run of a repository of an owner", '"repo:octo-org/${var.x}:*"', /github-any-run: .* octo-org\/<unknown> that/],
  ["any branch", '"repo:${var.x}/${var.y}:ref:refs/heads/*"', /github-any-run: .*any branch/],
  ["all repositories of an owner", '"repo:${var.x}/*"', /github-other-repository: /],
  ["one wide subject in a list", '[var.x, "repo:octo-org/app:*"]', /github-any-run: /],
])("reports %s, whatever the variables are", async (_, subjects, expected) => {
  const all = await found(subjects);
  expect(all).toContainEqual(expect.stringMatching(expected));
  // What is not known is still said.
  expect(all).toContainEqual(expect.stringContaining("unknown-trust: "));
  expect(all.join()).not.toContain("to-be-known");
});

it("reports a wildcard that StringEquals compares literally", async () => {
  expect(await found('"repo:${var.x}/${var.y}:*"', "StringEquals")).toContainEqual(
    expect.stringContaining("claim-never-matches: "),
  );
});

it.each([
  ["one branch of a repository", '"repo:${var.x}:ref:refs/heads/main"'],
  ["a run that is not known", '"repo:octo-org/app:${var.x}"'],
  ["a repository and a run in one variable", '"repo:${var.x}"'],
  ["a list that is not known", "var.x"],
])("only says that it is not known: %s", async (_, subjects) => {
  expect(await found(subjects)).toEqual([expect.stringContaining("unknown-trust: ")]);
});
