import { type Account, oidcProviderArn } from "../iam/arn";
import type { Condition, Trust } from "../iam/statement";

export interface GithubTrust {
  /** The account that the OIDC provider is in. */
  readonly account: Account;
  /** Issuer without https://, as in `token.actions.githubusercontent.com`. */
  readonly issuer: string;
  /** As in `sts.amazonaws.com`. */
  readonly audience: string;
  /** Subjects, or patterns of them with `*`. */
  readonly subjects: readonly string[];
  /**
   * Values of `job_workflow_ref`, or patterns of them with `*`: the files that the job may be in. AWS knows the claim of
   * GitHub's own issuers only. @default any file
   */
  readonly workflowRefs?: readonly string[];
}

/**
 * Lets workflows assume the role if their token has the audience and one of the subjects. Both keys are always present:
 * without `aud`, a token for another service would be accepted; without `sub`, a token from any repository.
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 */
export function githubTrust({ account, issuer, audience, subjects, workflowRefs = [] }: GithubTrust): Trust {
  return {
    actions: ["sts:AssumeRoleWithWebIdentity"],
    principal: { type: "Federated", arns: [oidcProviderArn(account, issuer)] },
    conditions: [
      { operator: "StringEquals", key: `${issuer}:aud`, values: [audience] },
      oneOf(`${issuer}:sub`, subjects),
      ...(workflowRefs.length > 0 ? [oneOf(`${issuer}:job_workflow_ref`, workflowRefs)] : []),
    ],
  };
}

/** StringEquals takes * literally; StringLike compares a value without * like StringEquals. */
const oneOf = (key: string, values: readonly string[]): Condition => ({
  operator: values.some((value) => value.includes("*")) ? "StringLike" : "StringEquals",
  key,
  values,
});
