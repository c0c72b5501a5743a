import type { Grant } from "./statement";

/** Characters: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const MOST_SESSION_POLICY_CHARACTERS = 2048;

/**
 * The grants of a role as the policy of a session: short, because AWS limits its length. A session may do what both its
 * policy and the role's own policies allow, so conditions and multiple regions are left to the role's policies; the
 * session's policy excludes what the role is granted in addition.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
export function sessionGrants(grants: readonly Grant[]): Grant[] {
  const merged = new Map<string, Grant>();
  for (const { why, actions, resources } of grants) {
    const key = actions.join();
    const present = merged.get(key)?.resources ?? [];
    merged.set(key, { why, actions, resources: inAnyRegion([...present, ...resources]) });
  }
  return [...merged.values()];
}

/** ARNs that differ only in their region become one, with any region. */
function inAnyRegion(arns: readonly string[]): string[] {
  const alike = new Map<string, Set<string>>();
  for (const arn of arns) {
    const pattern = arn.replace(/^(arn:[^:]*:[^:]*:)[^:]*:/, "$1*:");
    alike.set(pattern, (alike.get(pattern) ?? new Set()).add(arn));
  }
  return [...alike].map(([pattern, same]) => (same.size === 1 ? ([...same][0] as string) : pattern));
}
