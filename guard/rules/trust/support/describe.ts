import type { Token } from "../../../../access/claims/token";
import { shown } from "../../../../access/policy/context";
import type { Condition } from "../../../../access/policy/statement";
import type { TrustStatement } from "./trusts";

/** `aws_iam_role.ci: statement 0`, as every message of this area begins. */
export const placed = ({ trust, label }: TrustStatement): string =>
  `The trust policy of ${trust.role.address}, ${label},`;

export const conditionText = ({ operator, key, values }: Condition): string =>
  `${operator} ${shown(key).slice(1, -1)} ${listed(values)}`;

const MOST_SHOWN = 4;

export function listed(values: readonly string[]): string {
  const some = values.slice(0, MOST_SHOWN).map(shown);
  if (values.length > MOST_SHOWN) some.push(`and ${values.length - MOST_SHOWN} more`);
  return some.length === 1 ? (some[0] ?? "") : `[${some.join(", ")}]`;
}

/** The claims by which a reviewer recognizes a token. */
export function tokenText({ claims }: Token, names: readonly string[] = []): string {
  return ["sub", ...names]
    .filter((name) => claims[name] !== undefined)
    .map((name) => `${name} ${shown(claims[name] ?? "")}`)
    .join(", ");
}
