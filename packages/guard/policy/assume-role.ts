import type { AnyText } from "../text";
import type { Context } from "./context";
import { evaluate } from "./evaluate";
import type { Policy } from "./policy";
import type { Decision, Policies } from "./request";
import type { Requester } from "./requester";

/** A request for a session of a role. */
export interface RoleRequest {
  readonly requester: Requester;
  readonly role: {
    readonly arn: AnyText;
    readonly trust: Policy;
  };
  readonly context: Context;
  /** Of the requester, which needs permission from its own account (or must be named directly in the same account). */
  readonly policies?: Pick<Policies, "identity" | "boundary" | "session">;
  /** Whether the session is tagged, which both sides must allow as well. @default false */
  readonly tagged?: boolean;
}

/**
 * Whether a requester gets a session of a role. For a token, the trust policy alone decides; for an AWS principal, and
 * so for each step of a role chain, both sides do.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 */
export function assumeRole({ requester, role, context, policies = {}, tagged = false }: RoleRequest): Decision {
  const ask = (action: string) =>
    evaluate(
      { requester, action, resource: role.arn, context },
      { ...policies, resource: [role.trust], resourceMustAllow: true },
    );
  const session = ask(ACTIONS[requester.kind] ?? "sts:AssumeRole");
  if (!tagged) return session;
  const decisions = [session, ask("sts:TagSession")];
  const outcome = OUTCOMES.find((one) => decisions.some((decision) => decision.outcome === one)) ?? "allowed";
  const decisive = decisions.filter((decision) => decision.outcome === outcome);
  return {
    outcome,
    explicit: decisive.some(({ explicit }) => explicit),
    because: decisive.flatMap(({ because }) => because),
  };
}

/** Which outcome prevails where two actions must be allowed. */
const OUTCOMES: readonly Decision["outcome"][] = ["denied", "unknown", "allowed"];

const ACTIONS: Partial<Record<Requester["kind"], string>> = {
  "web-identity": "sts:AssumeRoleWithWebIdentity",
  saml: "sts:AssumeRoleWithSAML",
};
