import { readTerraform } from "../../../../access/read";
import type { Rule } from "../../../rule";

/** For tests: what rules say of Terraform text, each as `error aws_iam_role.ci rule-id`, in order. */
export async function said(rules: readonly Rule[], files: Readonly<Record<string, string>>): Promise<string[]> {
  const model = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));
  return rules
    .flatMap((rule) =>
      [...rule.check(model)].map(({ at, severity = rule.severity }) => `${severity} ${at.address} ${rule.id}`),
    )
    .sort();
}

/** For tests: the messages of one rule. */
export async function messagesOf(rule: Rule, files: Readonly<Record<string, string>>): Promise<string[]> {
  const model = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));
  return [...rule.check(model)].map(({ message, severity = rule.severity }) => `${severity}: ${message}`);
}

export const GITHUB = "token.actions.githubusercontent.com";
export const GITHUB_PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${GITHUB}`;
export const AUDIENCE = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };

/** A statement that trusts GitHub under a condition. */
export const trusting = (Condition: object, changes: object = {}): object => ({
  Effect: "Allow",
  Principal: { Federated: GITHUB_PROVIDER },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition,
  ...changes,
});

/** Terraform with the role `aws_iam_role.ci`. */
export const roleWith = (...statements: readonly object[]): Record<string, string> => ({
  "main.tf.json": JSON.stringify({
    resource: {
      aws_iam_role: {
        ci: { name: "ci", assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
      },
    },
  }),
});

/** A role that trusts GitHub for an audience and these subjects. */
export const subjectRole = (subjects: string | readonly string[], operator = "StringLike"): Record<string, string> =>
  roleWith(
    trusting(
      operator === "StringEquals"
        ? { StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: subjects } }
        : { StringEquals: AUDIENCE, [operator]: { [`${GITHUB}:sub`]: subjects } },
    ),
  );
