import type { AccessModel } from "../../model";
import { compileActions } from "../../policy/action-list";
import type { Principal } from "../../policy/statement";
import type { Rule, Violation } from "../../rule";
import { isKnown, known, rawText } from "../../text";
import { listed, placed } from "./support/describe";
import { allowStatements, type TrustStatement } from "./support/trusts";

export const actionMismatch: Rule = {
  id: "action-mismatch",
  area: "trust",
  severity: "error",
  what: "A principal is allowed an action that this kind of principal cannot call.",
  why: "Tokens are exchanged with sts:AssumeRoleWithWebIdentity and SAML assertions with sts:AssumeRoleWithSAML; AWS principals and services call sts:AssumeRole. With any other action, nobody can assume the role.",
  fix: "Give each kind of principal its own statement, with the action that it can call.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model)) {
      const unserved = unservedBy(one);
      const [first] = unserved;
      if (!first) continue;
      const { actions } = one.statement;
      const all = unserved.length === one.statement.principals?.members.length;
      const message = `${placed(one)} allows ${first.type} ${listed([first.id])} to call ${actions.not ? "all but " : ""}${listed(actions.patterns)}, but it can only call ${actionOf(first)}.`;
      yield { at: one.trust.role, message, ...(!all && { severity: "warning" as const }) };
    }
  },
};

function unservedBy({ statement }: TrustStatement): Principal[] {
  const { matches } = compileActions(statement.actions);
  const { principals } = statement;
  // A statement that only allows tagging accompanies another one.
  if (!principals || principals.not || !ASSUME.some((action) => matches(action) !== false)) return [];
  return principals.members.filter(
    (member) =>
      member.type !== "*" &&
      known(member.id) !== "*" &&
      !isOfUnknownKind(member) &&
      matches(actionOf(member).toLowerCase()) === false,
  );
}

const ASSUME = ["sts:assumerole", "sts:assumerolewithwebidentity", "sts:assumerolewithsaml"];

/** A provider that may issue tokens or assertions: it is not known which. */
const isOfUnknownKind = ({ type, id }: Principal): boolean =>
  type === "Federated" && !isKnown(id) && !/:(?:saml|oidc)-provider\//.test(rawText(id));

function actionOf({ type, id }: Principal): string {
  if (type !== "Federated") return "sts:AssumeRole";
  return rawText(id).includes(":saml-provider/") ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity";
}
