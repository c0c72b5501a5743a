import { parseOperator } from "../../../policy/condition";
import { contextOf } from "../../../policy/context";
import { compilePolicy } from "../../../policy/policy";
import type { Requester } from "../../../policy/requester";
import type { Statement } from "../../../policy/statement";
import { asPartial, known, rawText } from "../../../text";
import { momentFor } from "./moments";

/** An account that no Terraform names. */
export const ADVERSARY_ACCOUNT = "999999999999";

/** Somewhere on the Internet. */
export const ADVERSARY_ADDRESS = "198.51.100.7";

/** In their own account, outsiders may do everything. */
export const EVERYTHING = compilePolicy("administrator", [
  {
    effect: "Allow",
    actions: { not: false, patterns: [asPartial("*")] },
    resources: { not: false, patterns: [asPartial("*")] },
    conditions: [],
  },
]);

/** A role in another account, with a name that the statement's conditions accept. */
export function outsiderTo(statement: Statement): Requester {
  const [pattern] = statement.conditions
    .filter(({ key, operator }) => known(key)?.toLowerCase() === "aws:principalarn" && !operator.includes("Not"))
    .flatMap(({ values }) => values);
  const name = /:role\/([\w+=,.@/*?-]+)$/.exec(rawText(pattern ?? ""))?.[1]?.replaceAll(/[*?]/g, "x") ?? "mallory";
  return { kind: "role", arn: `arn:aws:iam::${ADVERSARY_ACCOUNT}:role/${name}`, session: "mallory" };
}

/** How strangers differ, and what a statement may have overlooked. */
export interface AdversaryTraits {
  /** Whether they send the external id that the policy reveals. */
  readonly externalId: boolean;
  /** Whether their account belongs to an organization. */
  readonly organized: boolean;
  /** Keys of the network that they come from. @default somewhere on the Internet */
  readonly place?: Readonly<Record<string, string>>;
}

/** What they can claim about themselves and their request, with the statement's own values. */
export function outsidersContext(statement: Statement, { externalId, organized, place }: AdversaryTraits) {
  const keys: Record<string, string> = {
    ...(organized && {
      "aws:PrincipalOrgID": "o-another0000",
      "aws:PrincipalOrgPaths": "o-another0000/r-ab12/ou-ab12-11111111/",
    }),
    "aws:SourceIp": ADVERSARY_ADDRESS,
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
    "aws:MultiFactorAuthPresent": "true",
    "aws:MultiFactorAuthAge": "1",
    "sts:RoleSessionName": "mallory",
    ...momentFor(statement),
    ...place,
  };
  for (const { operator, ...condition } of statement.conditions) {
    const key = rawText(condition.key);
    const [value] = condition.values.map((one) => known(one));
    const positive = !parseOperator(operator)?.name.includes("Not");
    if (value === undefined || !positive) continue;
    const chosen = CHOSEN.test(key) || (externalId && /^sts:externalid$/i.test(key));
    if (chosen) keys[key] = value.replaceAll(/[*?]/g, "x");
  }
  return contextOf(keys);
}

/** Tags of one's own principal, and what the sender puts into the request. */
const CHOSEN =
  /^(aws:((principaltag|requesttag)\/|(requestedregion|useragent|referer)$)|sts:(rolesessionname|sourceidentity|durationseconds)$)/i;
