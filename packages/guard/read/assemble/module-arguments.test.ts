import { PERMISSION_RULES } from "../../rules/permission";
import { TRUST_RULES } from "../../rules/trust";
import { judged } from "../../support/testing";

const found = async (source: string, given: string): Promise<string[]> => {
  const all = await judged([...TRUST_RULES, ...PERMISSION_RULES], `module "m" {\n source = "${source}"\n${given}\n}`);
  return all
    .map((text) => text.replace(/^(\w+) (\S+): ([\w-]+): .*$/s, "$1 $3 $2"))
    .filter((text) => !/github-subject-form|unknown-permission/.test(text));
};

const document = (statement: string) => `jsonencode({ Version = "2012-10-17", Statement = [{ ${statement} }] })`;
const trust = (subject: string) =>
  document(`
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
    Condition = {
      StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
      StringLike   = { "token.actions.githubusercontent.com:sub" = "${subject}" }
    }`);

const IAM = "terraform-aws-modules/iam/aws//modules";
const ADMINISTRATOR = `"arn:aws:iam::aws:policy/AdministratorAccess"`;

it.each<[string, string, string, string[]]>([
  [
    "a trust policy",
    "octo-org/m/aws",
    `assume_role_policy = ${trust("repo:*")}`,
    ["error github-other-owner module.m"],
  ],
  ["a good trust policy", "octo-org/m/aws", `assume_role_policy = ${trust("repo:a/b:environment:c")}`, []],
  [
    "a trust policy deep inside",
    "octo-org/m/aws",
    `roles = { a = { trust = ${trust("repo:a/b:*")} } }`,
    ["warning github-any-run module.m"],
  ],
  [
    "a policy",
    "octo-org/m/aws",
    `policies = [${document('Effect = "Allow", Action = "*", Resource = "*"')}]`,
    ["error wildcard-action module.m"],
  ],
  [
    "subjects",
    `${IAM}/iam-github-oidc-role`,
    `subjects = ["octo-org/app:*"]\n policies = { a = ${ADMINISTRATOR} }`,
    ["error broad-managed-policy module.m", "warning github-any-run module.m"],
  ],
  ["subjects with repo:", `${IAM}/iam-github-oidc-role`, `subjects = ["repo:octo-org/app:environment:a"]`, []],
  [
    "subjects of a git repository",
    "git::https://github.com/terraform-aws-modules/terraform-aws-iam.git//modules/iam-github-oidc-role?ref=v5.60.0",
    `subjects = ["octo*"]`,
    ["error github-other-owner module.m"],
  ],
  ["what is off", `${IAM}/iam-github-oidc-role`, `create = false\n subjects = ["octo*"]`, []],
  [
    "wildcard subjects",
    `${IAM}/iam-role`,
    `enable_github_oidc = true\n oidc_wildcard_subjects = ["octo-org/*"]`,
    ["warning github-any-run module.m", "warning github-other-repository module.m"],
  ],
  [
    "a wildcard that is compared literally",
    `${IAM}/iam-role`,
    `enable_github_oidc = true\n oidc_subjects = ["octo-org/app:*"]`,
    ["error claim-never-matches module.m"],
  ],
  [
    "no subject at all",
    `${IAM}/iam-assumable-role-with-oidc`,
    `provider_url = "https://token.actions.githubusercontent.com"\n oidc_fully_qualified_audiences = ["sts.amazonaws.com"]`,
    ["error github-other-owner module.m"],
  ],
  [
    "repositories and an administrator",
    "unfunco/oidc-github/aws",
    `github_repositories = ["octo-org/app"]\n attach_admin_policy = true`,
    ["error broad-managed-policy module.m", "warning github-any-run module.m"],
  ],
  [
    "a repository's branch",
    "unfunco/oidc-github/aws",
    `github_repositories = ["octo-org/app:ref:refs/heads/main"]`,
    [],
  ],
  [
    "subjects, of which one is every run",
    "unfunco/oidc-github/aws",
    `github_subjects = ["octo-org/app", "octo-org/site:*"]`,
    ["warning github-any-run module.m"],
  ],
  ["subjects of the default branch", "unfunco/oidc-github/aws", `github_subjects = ["octo-org/app"]`, []],
  [
    "a default subject of every run",
    "unfunco/oidc-github/aws",
    `github_subjects = ["octo-org/app"]\n default_subject = "*"`,
    ["warning github-any-run module.m"],
  ],
  [
    "repositories of a module that asks for no audience",
    "terraform-module/github-oidc-provider/aws",
    `repositories = ["octo-org/app:pull_request"]`,
    ["info github-pull-request module.m", "warning audience-missing module.m"],
  ],
  [
    "every run of repositories",
    "github.com/ministryofjustice/modernisation-platform-github-oidc-role?ref=v4.0.0",
    `github_repositories = ["octo-org/app"]`,
    ["warning github-any-run module.m"],
  ],
  [
    "a claim of repositories",
    "github.com/ministryofjustice/modernisation-platform-github-oidc-role?ref=v4.0.0",
    `github_repositories = ["octo-org/app"]\n subject_claim = "environment:production"`,
    [],
  ],
  [
    "repositories with their claims",
    "github.com/ministryofjustice/modernisation-platform-github-oidc-provider?ref=v4.0.0",
    `github_repositories = ["octo-org/app:environment:production", "octo-org/*"]`,
    ["warning github-any-run module.m", "warning github-other-repository module.m"],
  ],
  [
    "roles, each of a repository",
    "github.com/cds-snc/terraform-modules//gh_oidc_role?ref=v11.3.5",
    `roles = [{ name = "a", repo_name = "a", claim = "environment:b" }, { name = "b", repo_name = "b", claim = "*" }]`,
    ["warning audience-missing module.m", "warning github-any-run module.m"],
  ],
  ["the default branch", "philips-labs/github-oidc/aws", `repo = "octo-org/app"`, []],
  [
    "every run",
    "philips-labs/github-oidc/aws",
    `repo = "octo-org/app"\n default_conditions = ["allow_all"]`,
    ["warning github-any-run module.m"],
  ],
  [
    "an owner's repositories",
    "cloudposse-terraform-components/aws-github-oidc-role/aws",
    `trusted_github_org = "octo-org"\n trusted_github_repos = ["*"]`,
    ["warning github-any-run module.m", "warning github-other-repository module.m"],
  ],
])("checks in the arguments of a module that was not read: %s", async (_, source, given, expected) =>
  expect((await found(source, given)).sort()).toEqual(expected),
);
