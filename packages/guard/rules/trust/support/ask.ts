import { bearer, type Token } from "../../../claims/token";
import { assumeRole } from "../../../policy/assume-role";
import { contextOf, joined } from "../../../policy/context";
import type { Decision } from "../../../policy/request";
import type { Statement } from "../../../policy/statement";
import { known, rawText } from "../../../text";
import { momentFor } from "./moments";
import { ADVERSARY_ADDRESS } from "./outsider";
import type { TrustStatement } from "./trusts";

/**
 * What one statement of a trust policy decides for the bearer of a token who sends what the statement requires.
 * @param chosen further condition keys that do not follow from the token
 */
export function ask(
  { trust, alone, statement }: Pick<TrustStatement, "trust" | "alone" | "statement">,
  token: Token,
  chosen: Parameters<typeof contextOf>[0] = {},
): Decision {
  const { requester, context } = bearer(token);
  const keys = contextOf({ ...askedFor(statement), ...chosen });
  return assumeRole({ requester, role: { arn: trust.role.arn, trust: alone }, context: joined(keys, context) });
}

/** The sender of a request names the session, and chooses the region and the client. */
const ASKED = /^(sts:(rolesessionname|durationseconds)|aws:(requestedregion|useragent|securetransport))$/i;

function askedFor(statement: Statement): Record<string, string> {
  const { conditions } = statement;
  const keys: Record<string, string> = { "aws:SourceIp": ADVERSARY_ADDRESS, ...momentFor(statement) };
  for (const { operator, ...condition } of conditions) {
    const key = rawText(condition.key);
    const [value] = condition.values.map((one) => known(one));
    if (value !== undefined && ASKED.test(key) && !operator.includes("Not")) keys[key] = value.replaceAll(/[*?]/g, "x");
  }
  return keys;
}
