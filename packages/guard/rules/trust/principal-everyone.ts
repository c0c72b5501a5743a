import { GITHUB_ISSUER, STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import type { AccessModel } from "../../model";
import { assumeRole } from "../../policy/assume-role";
import type { Statement } from "../../policy/statement";
import type { Rule, Violation } from "../../rule";
import { known } from "../../text";
import { ask } from "./support/ask";
import { placed } from "./support/describe";
import { ADVERSARY_ACCOUNT, EVERYTHING, outsidersContext, outsiderTo } from "./support/outsider";
import { placeFor } from "./support/places";
import { allowStatements, type TrustStatement } from "./support/trusts";

export const principalEveryone: Rule = {
  id: "principal-everyone",
  area: "trust",
  severity: "error",
  what: "Principals in any AWS account can assume the role.",
  why: 'Principal "*" means everyone with an AWS account; only conditions keep strangers out, and an external id is not a secret.',
  fix: "Name the principals by ARN, or require aws:PrincipalOrgID with StringEquals.",
  source:
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model)) {
      if (!isOpen(one.statement)) continue;
      const at = one.trust.role;
      const who = `a role in an unrelated account (${ADVERSARY_ACCOUNT})`;
      const place = placeFor(one.statement);
      const keys = Object.keys(place);
      if (letsIn(one, false)) yield { at, message: `${placed(one)} accepts ${who}.` };
      else if (letsIn(one, true)) {
        const message = `${placed(one)} accepts ${who} that sends the external id, which this policy reveals.`;
        yield { at, message, severity: "warning" };
      } else if (keys.length > 0 && letsIn(one, true, place)) {
        yield {
          at,
          message: `${placed(one)} accepts ${who}; the only restriction is ${keys.join(" and ")}.`,
          severity: "warning",
        };
      } else if (takesAnyToken(one)) {
        yield { at, message: `${placed(one)} accepts anyone with a token from any identity provider of the account.` };
      }
    }
  },
};

const isOpen = ({ principals }: Statement): boolean =>
  principals !== undefined && (principals.not || principals.members.some(({ id }) => known(id) === "*"));

function letsIn({ statement, trust, alone }: TrustStatement, externalId: boolean, place = {}): boolean {
  const decisions = [true, false].map((organized) =>
    assumeRole({
      requester: outsiderTo(statement),
      role: { arn: trust.role.arn, trust: alone },
      context: outsidersContext(statement, { externalId, organized, place }),
      policies: { identity: [EVERYTHING] },
    }),
  );
  return decisions.some(({ outcome }) => outcome === "allowed");
}

function takesAnyToken(one: TrustStatement): boolean {
  const issuer = GITHUB_ISSUER;
  const claims = { sub: "repo:another-owner/another-repository:ref:refs/heads/main", aud: STS_AUDIENCE };
  return ask(one, { issuer, claims }).outcome === "allowed";
}
