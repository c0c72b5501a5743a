import { type Account, oidcProviderArn } from "../iam/arn";
import type { Trust } from "../iam/statement";

export interface GithubTrust {
  /** The account that the OIDC provider is in. */
  readonly account: Account;
  /** Issuer without https://, as in `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** As in `sts.amazonaws.com`. */
  readonly audience: string;
  /** Subjects, or patterns of them with `*`. */
  readonly subjects: readonly string[];
}

/**
 * Lets workflows assume the role if their token has the audience and one of the subjects. Both keys are always present:
 * without `aud`, a token for another service would be accepted; without `sub`, a token from any repository.
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export function githubTrust({ account, issuer, audience, subjects }: GithubTrust): Trust {
  const patterned = subjects.some((subject) => subject.includes("*"));
  return {
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principal: { type: "Federated", arns: [oidcProviderArn(account, issuer)] },
    conditions: [
      { operator: "StringEquals", key: `${issuer}:aud`, values: [audience] },
      // StringEquals takes * literally; StringLike compares a subject without * like StringEquals.
      { operator: patterned ? "StringLike" : "StringEquals", key: `${issuer}:sub`, values: subjects },
    ],
  };
}
