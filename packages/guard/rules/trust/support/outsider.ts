import { parseOperator } from "../../../policy/condition";
import { contextOf } from "../../../policy/context";
import { compilePolicy } from "../../../policy/policy";
import type { Requester } from "../../../policy/requester";
import type { Statement } from "../../../policy/statement";
import { asPartial, known, rawText } from "../../../text";
import { momentFor } from "./moments";

/** An account that nobody's Terraform knows. */
export const ADVERSARY_ACCOUNT = "999999999999";

/** Somewhere in the Internet. */
export const ADVERSARY_ADDRESS = "198.51.100.7";

/** In his own account he may do everything. */
export const EVERYTHING = compilePolicy("administrator", [
  {
    effect: "Allow",
    actions: { not: false, patterns: [asPartial("*")] },
    resources: { not: false, patterns: [asPartial("*")] },
    conditions: [],
  },
]);

/** A role of another account, named as the statement's conditions would have it. */
export function outsiderTo(statement: Statement): Requester {
  const [pattern] = statement.conditions
    .filter(({ key, operator }) => known(key)?.toLowerCase() === "aws:principalarn" && !operator.includes("Not"))
    .flatMap(({ values }) => values);
  const name = /:role\/([\w+=,.@/*?-]+)$/.exec(rawText(pattern ?? ""))?.[1]?.replaceAll(/[*?]/g, "x") ?? "mallory";
  return { kind: "role", arn: `arn:aws:iam::${ADVERSARY_ACCOUNT}:role/${name}`, session: "mallory" };
}

/** What strangers differ in, and what a statement may have forgotten. */
export interface AdversaryTraits {
  /** Whether he sends the external id that the policy tells. */
  readonly externalId: boolean;
  /** Whether his account belongs to an organization. */
  readonly organized: boolean;
  /** Keys of the network that he comes from. @default somewhere in the Internet */
  readonly place?: Readonly<Record<string, string>>;
}

/** What he can say of himself and of his request, in the statement's own words. */
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

/** Tags of one's own principal, and what is said in the request. */
const CHOSEN =
  /^(aws:((principaltag|requesttag)\/|(requestedregion|useragent|referer)$)|sts:(rolesessionname|sourceidentity|durationseconds)$)/i;
