import type { Token } from "../../../claims/token";
import { shown } from "../../../policy/context";
import type { Condition } from "../../../policy/statement";
import type { AnyText } from "../../../text";
import type { Trust } from "./trusts";

/** How a message about one statement begins. */
export const placed = ({ trust, label }: { readonly trust: Pick<Trust, "role">; readonly label: string }): string =>
  `The trust policy of ${trust.role.address}, ${label},`;

export const conditionText = ({ operator, key, values }: Condition): string =>
  `${operator} ${shown(key).slice(1, -1)} ${listed(values)}`;

const MOST_SHOWN = 3;

export function listed(values: readonly AnyText[]): string {
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
