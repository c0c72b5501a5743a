import type { IamAction } from "../.gen/iam-actions";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export type ConditionOperator = "StringEquals" | "StringLike" | "ArnEquals" | "ArnLike" | "Bool" | "IpAddress";

export interface Condition {
  /** How the values are compared with the request's. */
  readonly operator: ConditionOperator;
  /** Condition key, as in `token.actions.githubusercontent.com:sub`. */
  readonly key: string;
  /** Any one of them satisfies the condition. */
  readonly values: readonly string[];
}

interface Allow {
  /** Letters and digits only; shows in the policy. @default none */
  readonly sid?: string;
  /** As AWS spells them; a misspelt one does not compile. */
  readonly actions: readonly IamAction[];
  /** All must hold. @default none */
  readonly conditions?: readonly Condition[];
}

/** One need, and the permission that meets it. */
export interface Grant extends Allow {
  /** The need, as one sentence. */
  readonly why: string;
  /** ARNs; patterns where the need is a pattern. */
  readonly resources: readonly string[];
}

/** Who may assume a role, and when. */
export interface Trust extends Allow {
  /** `AWS`: ARNs of roles, users or accounts; `Federated`: ARNs of OIDC providers; `Service`: names of AWS services. */
  readonly principal: { readonly type: "AWS" | "Federated" | "Service"; readonly arns: readonly string[] };
}

/** Who may do what with a resource, or must not; one statement of the resource's own policy. */
export interface ResourceStatement extends Omit<Allow, "actions"> {
  /** As AWS spells them; a statement that denies may name all of a service's: `s3:*`. */
  readonly actions: readonly (IamAction | `${string}:*`)[];
  /** @default "Allow" */
  readonly effect?: "Deny";
  /** `*`: everyone, also without an account of AWS. */
  readonly principal: Trust["principal"] | "*";
  /** ARNs, or patterns of them. */
  readonly resources: readonly string[];
}

/**
 * The statement as IAM counts it against its size limits.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function toPolicyJson(statements: readonly (Grant | Trust)[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      ...(statement.sid && { Sid: statement.sid }),
      Effect: "Allow",
      ...("principal" in statement && { Principal: { [statement.principal.type]: single(statement.principal.arns) } }),
      Action: single(statement.actions),
      ...("resources" in statement && { Resource: single(statement.resources) }),
      ...(statement.conditions && {
        Condition: conditionBlock(statement.conditions),
      }),
    })),
  });
}

const single = (values: readonly string[]) => (values.length === 1 ? values[0] : values);

function conditionBlock(conditions: readonly Condition[]) {
  const block: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values } of conditions) block[operator] = { ...block[operator], [key]: single(values) };
  return block;
}

/** IAM rejects a policy in which two statements have the same Sid: the second `ReadObjects` becomes `ReadObjects2`. */
export function withUniqueSids(grants: readonly Grant[]): Grant[] {
  const times = new Map<string, number>();
  return grants.map((grant) => {
    if (!grant.sid) return grant;
    const count = (times.get(grant.sid) ?? 0) + 1;
    times.set(grant.sid, count);
    return count === 1 ? grant : { ...grant, sid: `${grant.sid}${count}` };
  });
}
