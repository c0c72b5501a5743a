import { readTerraform } from "../../../read";
import type { Rule } from "../../../rule";

/** For tests: what rules report about Terraform text, each as `error aws_iam_role.ci rule-id`, in order. */
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

/** A role that trusts GitHub for the audience of AWS and these subjects. */
export const subjectRole = (subjects: string | readonly string[], operator = "StringLike"): Record<string, string> =>
  roleWith(
    trusting(
      operator === "StringEquals"
        ? { StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: subjects } }
        : { StringEquals: AUDIENCE, [operator]: { [`${GITHUB}:sub`]: subjects } },
    ),
  );

/** A statement that trusts AWS principals or a service. */
export const assumedBy = (
  Principal: object | string,
  Condition?: object,
  Action: unknown = "sts:AssumeRole",
): object => ({
  Effect: "Allow",
  Principal,
  Action,
  ...(Condition && { Condition }),
});

export const CLUSTER = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

/** The issuer of a cluster that no service hosts. */
export const SELF_HOSTED = "oidc.example.com/openhands";

/** A statement that trusts service accounts of a cluster. */
export const servedBy = (Condition: object, issuer = CLUSTER): object =>
  trusting(Condition, { Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` } });

/** Roles `first` and `second` in one account, with the policy of the first. */
export const chain = (policy: object, trust: object, account = "123456789012", arguments_: object = {}) => ({
  "main.tf.json": JSON.stringify({
    provider: { aws: [{ region: "eu-west-1", ...(account && { allowed_account_ids: [account] }) }] },
    resource: {
      aws_iam_role: {
        first: {
          name: "first",
          assume_role_policy: JSON.stringify({ Statement: [assumedBy({ Service: "ec2.amazonaws.com" })] }),
        },
        second: { name: "second", assume_role_policy: JSON.stringify({ Statement: [trust] }), ...arguments_ },
      },
      aws_iam_role_policy: {
        first: { role: "${aws_iam_role.first.name}", policy: JSON.stringify({ Statement: [policy] }) },
      },
    },
  }),
});

/** A statement of a permission policy. */
export const allowing = (
  Action: unknown,
  Resource: unknown = "${aws_iam_role.second.arn}",
  Effect = "Allow",
): object => ({
  Effect,
  Action,
  Resource,
});
