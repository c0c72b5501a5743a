/** What a token for AWS is issued for. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export const STS_AUDIENCE = "sts.amazonaws.com";

/** Issuer of github.com's tokens, without `https://`. @see https://docs.github.com/en/actions/concepts/security/openid-connect */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";
