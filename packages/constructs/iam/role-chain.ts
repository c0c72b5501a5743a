import type { Grant, Trust } from "./statement";

/**
 * A role or user that assumes a role: the trust of the one and the grant of the other, which must match.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export interface RoleChain {
  /** ARN of the role or user that calls. */
  readonly from: string;
  /** ARN of the role that is assumed. */
  readonly to: string;
  /** Session tags need sts:TagSession on both sides: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
  readonly tagSession: boolean;
  /** Pattern of the session's name, which the caller chooses. @default any */
  readonly sessionNames?: string;
  /** The need, as one sentence. */
  readonly why: string;
}

const actions = ({ tagSession }: RoleChain) =>
  tagSession ? (["sts:AssumeRole", "sts:TagSession"] as const) : (["sts:AssumeRole"] as const);

/** For the role that is assumed. */
export const chainTrust = (chain: RoleChain): Trust => ({
  actions: actions(chain),
  principal: { type: "AWS", arns: [chain.from] },
  ...(chain.sessionNames && {
    conditions: [{ operator: "StringLike", key: "sts:RoleSessionName", values: [chain.sessionNames] }],
  }),
});

/** For the role or user that calls. */
export const chainGrant = (chain: RoleChain): Grant => ({
  sid: "AssumeChainedRole",
  why: chain.why,
  actions: actions(chain),
  resources: [chain.to],
});
