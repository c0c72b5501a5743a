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
  what: "Every principal of another account gets the role, for whomever it works.",
  why: "A company that works for several customers can be made to use the role of one for another, unless each sends its own external id (the confused deputy); and whom that account lets in is out of sight.",
  fix: "Name the role that is to assume it, or require sts:ExternalId, or aws:PrincipalArn, with StringEquals.",
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
        const known = isKnown(role.account) ? "" : ", unless that is the role's own";
        const message = `${placed(one)} lets in every principal of the account ${account} that its administrators permit, ${how}${known}.`;
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
  // With no more than the account's leave: whatever else a condition asks for restricts whom it lets in.
  if (letsIn({})) return "without an external id";
  return letsIn({ "sts:ExternalId": "another-customer" }) ? "with any external id" : undefined;
}
