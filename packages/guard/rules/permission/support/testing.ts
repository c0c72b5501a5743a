/** For tests: a statement that allows. */
export const allow = (
  actions: string | readonly string[],
  resources: string | readonly string[],
  rest: object = {},
) => ({
  Effect: "Allow",
  Action: actions,
  Resource: resources,
  ...rest,
});

const document = (statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

const TRUST = document([{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }]);

/** For tests: Terraform JSON of `aws_iam_role.r`, with the statements in the inline policy `aws_iam_role_policy.p`. */
export const roleWith = (statements: readonly object[], others: Readonly<Record<string, object>> = {}): string =>
  JSON.stringify({
    resource: {
      aws_iam_role: { r: { name: "r", assume_role_policy: TRUST } },
      aws_iam_role_policy: { p: { role: "${aws_iam_role.r.name}", policy: document(statements) } },
      ...others,
    },
  });

/** For tests: Terraform JSON of `aws_iam_policy.p`, which is attached to nothing. */
export const policyOf = (...statements: readonly object[]): string =>
  JSON.stringify({ resource: { aws_iam_policy: { p: { name: "p", policy: document(statements) } } } });
