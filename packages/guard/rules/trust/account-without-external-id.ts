import type { AccessModel } from "../../model";
import { assumeRole } from "../../policy/assume-role";
import { contextOf } from "../../policy/context";
import type { Principal } from "../../policy/statement";
import type { Rule, Violation } from "../../rule";
import { isKnown, rawText } from "../../text";
import { placed } from "./support/describe";
import { allowStatements, type TrustStatement } from "./support/trusts";

export const accountWithoutExternalId: Rule = {
  id: "account-without-external-id",
  area: "trust",
  severity: "warning",
  what: "Any principal in another account can assume the role, on anyone's behalf.",
  why: "A company that works for several customers can be made to use one customer's role for another, unless each has its own external id (the confused deputy problem). Who can use that account is not visible here either.",
  fix: "Name the role that should assume this one, or require sts:ExternalId or aws:PrincipalArn with StringEquals.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
  *check(model: AccessModel): Generator<Violation> {
    const own = ownAccounts(model);
    for (const one of allowStatements(model))
      for (const member of one.statement.principals?.members ?? []) {
        const account = accountNamed(member);
        const { role } = one.trust;
        if (account === undefined || account === rawText(role.account) || own.has(`${role.root}\n${account}`)) continue;
        const how = waysIn(one, account);
        if (how === undefined) continue;
        const known = isKnown(role.account) ? "" : ", unless that is the role's own account";
        const message = `${placed(one)} accepts any principal that the administrators of account ${account} permit, ${how}${known}.`;
        yield { at: role, message };
      }
  },
};

function accountNamed({ type, id }: Principal): string | undefined {
  if (type !== "AWS") return undefined;
  const text = rawText(id);
  return /^\d{12}$/.test(text) ? text : /^arn:[^:]*:iam::(\d{12}):root$/.exec(text)?.[1];
}

/** Accounts in which the roles must be, because an identity provider serves only its own account. */
const ownAccounts = (model: AccessModel): ReadonlySet<string> =>
  new Set(
    allowStatements(model).flatMap(({ statement, trust }) =>
      (statement.principals?.members ?? []).flatMap(({ type, id }) => {
        const account = type === "Federated" ? /^arn:[^:]*:iam::(\d{12}):/.exec(rawText(id))?.[1] : undefined;
        return account === undefined ? [] : [`${trust.role.root}\n${account}`];
      }),
    ),
  );

function waysIn({ trust, alone }: TrustStatement, account: string): string | undefined {
  const requester = { kind: "account" as const, account };
  const role = { arn: trust.role.arn, trust: alone };
  const letsIn = (keys: Record<string, string>) =>
    assumeRole({ requester, role, context: contextOf(keys) }).outcome === "allowed";
  // With the account's permission only: any other key that a condition requires restricts who is accepted.
  if (letsIn({})) return "without an external id";
  return letsIn({ "sts:ExternalId": "another-customer" }) ? "with any external id" : undefined;
}
