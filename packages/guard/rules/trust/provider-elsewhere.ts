import type { AccessModel } from "../../model";
import { shown } from "../../policy/context";
import type { Rule, Violation } from "../../rule";
import { isKnown, known, readable } from "../../text";
import { placed } from "./support/describe";
import { allowStatements } from "./support/trusts";

export const providerElsewhere: Rule = {
  id: "provider-elsewhere",
  area: "trust",
  severity: "error",
  what: "The identity provider belongs to another account.",
  why: "A role can trust only providers in its own account: AWS rejects the token, and nobody can assume the role.",
  fix: "Create the provider in the role's account and name that one.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model)) {
      const { role } = one.trust;
      if (!isKnown(role.account)) continue;
      for (const { type, ...member } of one.statement.principals?.members ?? []) {
        const id = readable(member.id);
        const account = type === "Federated" ? /^arn:[^:]*:iam::(\d{12}):/.exec(id)?.[1] : undefined;
        if (account === undefined || account === known(role.account)) continue;
        yield {
          at: role,
          message: `${placed(one)} trusts ${shown(id).slice(1, -1)}, but the role is in the account ${readable(role.account)}.`,
        };
      }
    }
  },
};
