import { GITHUB_ISSUER, STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import type { Json } from "../../model";
import { asText, isText, listAt } from "../../support/json";
import { asPartial, isKnown, type PartialText, partialText, rawText } from "../../text";

export type Arguments = Readonly<Record<string, Json>>;

/** Who can assume the role that a module makes: whose token, and with which claims. */
export interface ModuleTrust {
  /** Without `https://`. */
  readonly issuer: PartialText;
  /** Operators with the values of the claim `sub`. */
  readonly subjects: Readonly<Record<string, readonly Json[]>>;
  readonly audiences: readonly Json[];
}

/** A module that people use for roles, and what its arguments mean. */
export interface KnownModule {
  readonly source: RegExp;
  /** @returns undefined if the arguments do not say it */
  trust(given: Arguments): ModuleTrust | undefined;
  /** ARNs of the managed policies that it attaches. */
  policies(given: Arguments): readonly Json[];
}

const AWS_IAM = "terraform-aws-modules/(?:iam/aws|terraform-aws-iam)";

/** In the registry, or a git repository. */
const from = (path: string): RegExp =>
  new RegExp(`(?:^|[/:])${path.replace("//", "(?:\\.git)?//")}(?:\\.git)?(?:$|[?/])`);

/** @param audiences @default that of the AWS action */
const github = (subjects: ModuleTrust["subjects"], audiences: readonly Json[] = []): ModuleTrust => ({
  issuer: asPartial(GITHUB_ISSUER),
  subjects,
  audiences: audiences.length > 0 ? audiences : [asPartial(STS_AUDIENCE)],
});

/** `octo-org/app:*` with `repo:` before it, once. */
const ofRepository = (subject: Json): PartialText =>
  asPartial(`repo:${rawText(asText(subject)).replace(/^repo:/, "")}`);

const anyRun = (repository: Json): PartialText => partialText`repo:${asText(repository)}:*`;

/** `octo-org/app`, or a part of a subject such as `octo-org/app:pull_request`. */
const anyRunUnlessSaid = (repository: Json): PartialText =>
  hasContext(repository) ? ofRepository(repository) : anyRun(repository);

const hasContext = (repository: Json): boolean => rawText(asText(repository)).includes(":");

const members = (value: Json | undefined): readonly Json[] =>
  typeof value === "object" && value !== null ? Object.values(value) : listAt(value);

const filled = (lists: ModuleTrust["subjects"]): ModuleTrust["subjects"] =>
  Object.fromEntries(Object.entries(lists).filter(([, { length }]) => length > 0));

export const KNOWN_MODULES: readonly KnownModule[] = [
  {
    // 5.x: https://registry.terraform.io/modules/terraform-aws-modules/iam/aws/5.60.0/submodules/iam-github-oidc-role
    source: from(`${AWS_IAM}//modules/iam-github-oidc-role`),
    trust: ({ subjects, audience }) => github({ StringLike: listAt(subjects).map(ofRepository) }, listAt(audience)),
    policies: ({ policies }) => members(policies),
  },
  {
    // 6.x: https://registry.terraform.io/modules/terraform-aws-modules/iam/aws/6.2.1/submodules/iam-role
    source: from(`${AWS_IAM}//modules/iam-role`),
    trust: (given) =>
      given.enable_github_oidc === true && given.github_provider === undefined
        ? github(
            filled({
              StringEquals: listAt(given.oidc_subjects).map(ofRepository),
              StringLike: listAt(given.oidc_wildcard_subjects).map(ofRepository),
            }),
            listAt(given.oidc_audiences),
          )
        : undefined,
    policies: ({ policies }) => members(policies),
  },
  {
    // 5.x: https://registry.terraform.io/modules/terraform-aws-modules/iam/aws/5.60.0/submodules/iam-assumable-role-with-oidc
    source: from(`${AWS_IAM}//modules/iam-assumable-role-with-oidc`),
    trust: ({ provider_url: url, ...given }) =>
      isText(url)
        ? {
            issuer: asPartial(rawText(url).replace(/^https:\/\//, "")),
            subjects: filled({
              StringEquals: listAt(given.oidc_fully_qualified_subjects),
              StringLike: listAt(given.oidc_subjects_with_wildcards),
            }),
            audiences: listAt(given.oidc_fully_qualified_audiences),
          }
        : undefined,
    policies: ({ role_policy_arns }) => listAt(role_policy_arns),
  },
  {
    // 1.x: https://registry.terraform.io/modules/unfunco/oidc-github/aws/1.8.0
    // 3.x: https://registry.terraform.io/modules/unfunco/oidc-github/aws/3.0.1
    source: from("unfunco/(?:oidc-github/aws|terraform-aws-oidc-github)"),
    trust: ({ github_repositories: repositories, github_subjects: subjects, ...given }) => {
      if (given.enterprise_slug !== undefined) return undefined;
      const suffix = asText(given.default_subject ?? asPartial("ref:refs/heads/main"));
      const named = listAt(subjects).map((one) => (hasContext(one) ? one : partialText`${asText(one)}:${suffix}`));
      return github({ StringLike: [...listAt(repositories).map(anyRunUnlessSaid), ...named.map(ofRepository)] });
    },
    policies: ({ attach_admin_policy, iam_role_policy_arns }) => [
      ...(attach_admin_policy === true ? [asPartial("arn:aws:iam::aws:policy/AdministratorAccess")] : []),
      ...listAt(iam_role_policy_arns),
    ],
  },
  {
    // 0.8: https://registry.terraform.io/modules/philips-labs/github-oidc/aws/0.8.1
    source: from("philips-labs/(?:github-oidc/aws|terraform-aws-github-oidc)"),
    trust: ({ repo, conditions, default_conditions: chosen = ["allow_main"] as unknown as Json, ...given }) => {
      // Further conditions add to the subjects that are accepted.
      if (!isText(repo) || conditions !== undefined) return undefined;
      const branch = asText(given.repo_mainline_branch ?? asPartial("main"));
      const environments = listAt(given.github_environments ?? asPartial("production"));
      const subjects: Readonly<Record<string, readonly PartialText[]>> = {
        allow_main: [partialText`repo:${repo}:ref:refs/heads/${branch}`],
        allow_environment: environments.map((one) => partialText`repo:${repo}:environment:${asText(one)}`),
        allow_all: [anyRun(repo)],
      };
      const names = listAt(chosen).map((one) => rawText(asText(one)));
      if (!names.every(isKnown)) return undefined;
      return github({ StringLike: names.flatMap((name) => subjects[name] ?? []) });
    },
    policies: ({ role_policy_arns }) => listAt(role_policy_arns),
  },
  {
    // 2.x: https://registry.terraform.io/modules/terraform-module/github-oidc-provider/aws/2.2.1
    source: from("terraform-module/(?:github-oidc-provider/aws|terraform-aws-github-oidc-provider)"),
    trust: ({ repositories, create_oidc_role: hasRole }) =>
      hasRole === false
        ? undefined
        : { ...github({ StringLike: listAt(repositories).map(anyRunUnlessSaid) }), audiences: [] },
    policies: ({ oidc_role_attach_policies }) => listAt(oidc_role_attach_policies),
  },
  {
    // 3.x and 4.x: https://github.com/ministryofjustice/modernisation-platform-github-oidc-role
    source: from("ministryofjustice/modernisation-platform-github-oidc-role"),
    trust: ({ github_repositories: repositories, subject_claim: claim = asPartial("*") }) =>
      github({ StringLike: listAt(repositories).map((one) => partialText`repo:${asText(one)}:${asText(claim)}`) }),
    policies: ({ policy_arns }) => listAt(policy_arns),
  },
  {
    // 3.x and 4.x: https://github.com/ministryofjustice/modernisation-platform-github-oidc-provider
    source: from("ministryofjustice/modernisation-platform-github-oidc-provider"),
    trust: ({ github_repositories: repositories }) => github({ StringLike: listAt(repositories).map(ofRepository) }),
    policies: ({ additional_managed_policies }) => listAt(additional_managed_policies),
  },
  {
    // 10.x and 11.x: https://github.com/cds-snc/terraform-modules/tree/main/gh_oidc_role
    source: from("cds-snc/terraform-modules//gh_oidc_role"),
    trust: ({ roles, org_name: owner = asPartial("cds-snc") }) => {
      const subjects = members(roles).map((role) => {
        const { repo_name: repository, claim, claims } = role as Arguments;
        return claims === undefined && isText(repository) && isText(claim)
          ? partialText`repo:${asText(owner)}/${repository}:${claim}`
          : undefined;
      });
      return subjects.every((one) => one !== undefined)
        ? { ...github({ StringLike: subjects }), audiences: [] }
        : undefined;
    },
    policies: () => [],
  },
  {
    // Components 1.x: https://github.com/cloudposse-terraform-components/aws-github-oidc-role
    source: from("cloudposse(?:-terraform-components)?/[\\w.-]*github-oidc-role[\\w.-]*(?:/aws)?"),
    trust: ({ trusted_github_repos: repositories, trusted_github_org: owner }) => {
      const full = listAt(repositories).map((one) =>
        rawText(asText(one)).includes("/") || owner === undefined ? one : partialText`${asText(owner)}/${asText(one)}`,
      );
      // What follows a colon means a branch or a subject, by the component's version.
      return full.some(hasContext) ? undefined : github({ StringLike: full.map(anyRun) });
    },
    policies: ({ iam_policies }) => listAt(iam_policies),
  },
];
