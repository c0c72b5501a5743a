import type { Condition, Grant } from "./statement";

/**
 * The grants, for calls from these addresses only.
 * @param ranges as in `203.0.113.0/24`; none: from everywhere
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
 */
export function fromAddresses(grants: readonly Grant[], ranges: readonly string[]): Grant[] {
  if (ranges.length === 0) return [...grants];
  const from: Condition = { operator: "IpAddress", key: "aws:SourceIp", values: ranges };
  return grants.map((grant) => ({ ...grant, conditions: [...(grant.conditions ?? []), from] }));
}
