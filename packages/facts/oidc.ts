/** What a token for AWS is issued for. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export const STS_AUDIENCE = "sts.amazonaws.com";

/** Issuer of github.com's tokens, without `https://`. @see https://docs.github.com/en/actions/concepts/security/openid-connect */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/**
 * Whether AWS turns GitHub's own claims, such as `job_workflow_ref`, into condition keys: not those of a GitHub Enterprise
 * Server, which is a provider like any other to it.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservicests.html
 */
export const hasGithubClaims = (issuer: string): boolean =>
  /^token\.actions\.(githubusercontent\.com(\/[^/]+)?|[^./]+\.ghe\.com)$/.test(issuer);
