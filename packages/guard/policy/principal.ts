import { type AnyText, isKnown, NOTHING_KNOWN, type PartialText, partialText, rawText, UNKNOWN } from "../text";
import { arnComponents, arnMatcher, sameAccount, sameArn } from "./arn";
import { type Requester, requesterAccount } from "./requester";
import type { Principal, Principals, Statement } from "./statement";
import { not, or, type Ternary } from "./ternary";
import { literalCodes, sameText } from "./wildcard";

/**
 * How a Principal element names the requester. It decides which other policies still limit what is granted.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export interface Naming {
  /** Its user, its session, or everyone. */
  readonly direct: Ternary;
  /** The role behind its session (or the user behind a federated session). */
  readonly role: Ternary;
  /** The account it belongs to, which delegates to the account's own policies. */
  readonly account: Ternary;
}

const NONE: Naming = { direct: false, role: false, account: false };
const DIRECTLY: Naming = { ...NONE, direct: true };
const directly = (direct: Ternary): Naming => (direct === true ? DIRECTLY : direct ? { ...NONE, direct } : NONE);
const either = (left: Naming, right: Naming): Naming =>
  left === NONE
    ? right
    : {
        direct: or(left.direct, right.direct),
        role: or(left.role, right.role),
        account: or(left.account, right.account),
      };

export const isNamed = ({ direct, role, account }: Naming): Ternary => or(direct, or(role, account));

/** @param bounded whether the requester has a permissions boundary */
export function naming(
  principals: Principals,
  effect: Statement["effect"],
  requester: Requester,
  bounded: boolean,
): Naming {
  let listed = NONE;
  for (const member of principals.members) listed = either(listed, named(member, requester));
  if (!principals.not) return listed;
  return directly(effect === "Deny" ? excludedFromDeny(listed, requester, bounded) : not(isNamed(listed)));
}

/**
 * Whether `"Effect": "Deny"` with NotPrincipal applies. An exception needs its account (and its role) listed too;
 * otherwise AWS says only that the request might be denied. With a permissions boundary it always is.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function excludedFromDeny({ direct, role, account }: Naming, requester: Requester, bounded: boolean): Ternary {
  if (bounded) return true;
  const belongs = requesterAccount(requester) !== undefined && requester.kind !== "account";
  if (!belongs) return not(or(direct, account));
  const levels = requester.kind === "user" ? [account, direct] : [account, role, or(role, direct)];
  if (levels.every((listed) => listed === true)) return false;
  return levels.every((listed) => listed === false) ? true : "unknown";
}

function named({ type, id }: Principal, requester: Requester): Naming {
  if (type === "*") return directly(true);
  switch (type) {
    case "AWS":
      return namedByAws(id, requester);
    case "Federated":
      return directly(namedAsFederated(id, requester));
    case "Service":
      return directly(requester.kind === "service" ? or(sameText(id, "*"), sameText(id, requester.name)) : false);
    case "CanonicalUser":
      // Another name for an account, which does not reveal the account's id.
      return requesterAccount(requester) === undefined ? NONE : { ...NONE, account: "unknown" };
  }
}

function namedByAws(id: PartialText, requester: Requester): Naming {
  const everyone = sameText(id, "*");
  const account = requesterAccount(requester);
  if (everyone === true || account === undefined) return directly(everyone);

  const written = rawText(id);
  const accountId = /^\d{12}$/.test(written) ? written : /^arn:[^:]*:iam::([^:]*):root$/.exec(written)?.[1];
  if (accountId !== undefined) return { ...NONE, account: sameAccount(accountId, account) };
  // Where the whole text is unknown it may be an account as well, but being named directly grants the most.
  switch (requester.kind) {
    case "user":
      return directly(or(everyone, or(sameArn(id, requester.arn), sameId(id, "AIDA", requester.id))));
    case "role":
      return {
        direct: or(everyone, sameText(id, sessionArn(requester.arn, requester.session))),
        role: or(sameArn(id, requester.arn), sameId(id, "AROA", requester.id)),
        account: false,
      };
    case "federated-user":
      return { direct: or(everyone, sameArn(id, requester.arn)), role: sameArn(id, requester.user), account: false };
    default:
      return { direct: everyone, role: false, account: isKnown(id) ? false : sameRoot(id, account) };
  }
}

/** Whether an id that is not fully known may be the account's. */
function sameRoot(id: PartialText, account: PartialText): Ternary {
  const root = partialText`arn:${UNKNOWN}:iam::${account}:root`;
  const isArn = arnComponents(id).length === arnComponents(root).length;
  return or(sameText(id, account), isArn ? arnMatcher(literalCodes(root))(id) : sameText(id, root));
}

/** A unique id appears where AWS could no longer resolve an ARN, or where someone wrote it. */
function sameId(id: PartialText, prefix: string, known: AnyText | undefined): Ternary {
  if (isKnown(id) && !rawText(id).startsWith(prefix)) return false;
  return sameText(id, known ?? prefix + UNKNOWN);
}

function sessionArn(roleArn: AnyText, session: AnyText = NOTHING_KNOWN): PartialText {
  const [arn = "", partition = "", , , account = "", resource = ""] = arnComponents(roleArn);
  const name = rawText(resource).slice(rawText(resource).lastIndexOf("/") + 1);
  return partialText`${arn}:${partition}:sts::${account}:assumed-role/${name}/${session}`;
}

const OIDC = ":oidc-provider/";

function namedAsFederated(id: PartialText, requester: Requester): Ternary {
  if (requester.kind !== "web-identity" && requester.kind !== "saml") return false;
  const everyone = sameText(id, "*");
  if (requester.kind === "saml") return or(everyone, sameText(id, requester.provider));
  const { issuer } = requester;
  const at = rawText(id).indexOf(OIDC);
  if (at >= 0) return sameText(rawText(id).slice(at + OIDC.length), issuer);
  // Without an ARN: one of AWS's built-in providers, such as accounts.google.com.
  return or(everyone, or(sameText(id, issuer), sameText(id, partialText`arn:${UNKNOWN}${OIDC}${issuer}`)));
}
