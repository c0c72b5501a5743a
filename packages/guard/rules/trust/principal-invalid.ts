import type { AccessModel } from "../../model";
import { shown } from "../../policy/context";
import type { Principal } from "../../policy/statement";
import type { Rule, Violation } from "../../rule";
import { isKnown, rawText, UNKNOWN } from "../../text";
import { placed } from "./support/describe";
import { allowStatements } from "./support/trusts";

export const principalInvalid: Rule = {
  id: "principal-invalid",
  area: "trust",
  severity: "error",
  what: "A principal is not one that AWS accepts.",
  why: "AWS rejects the policy (Invalid principal in policy), or nobody ever matches the principal.",
  fix: "Write an account id, the full ARN (without wildcards) of a user, role, OIDC provider or SAML provider, or a service's name.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const one of allowStatements(model))
      for (const member of one.statement.principals?.members ?? []) {
        const problem = problemOf(member);
        if (problem === undefined) continue;
        const message = `${placed(one)} names the principal ${member.type} ${shown(member.id)}: ${problem}.`;
        yield { at: one.trust.role, message };
      }
  },
};

/** An unknown part can be any account, path or name, but not another kind of principal. */
function problemOf({ type, ...member }: Principal): string | undefined {
  const id = rawText(member.id);
  if (!isKnown(id) && !/^arn:[^:]*:iam::/.test(id)) return undefined;
  switch (type) {
    case "AWS":
      return aws(id.replaceAll(UNKNOWN, "0"));
    case "Federated":
      return federated(id.replaceAll(UNKNOWN, "0"));
    case "Service":
      return service(id);
    default:
      return undefined;
  }
}

const ACCOUNT = String.raw`\d*`;

function aws(id: string): string | undefined {
  if (id === "*" || /^\d{12}$/.test(id) || /^A[A-Z0-9]{15,}$/.test(id)) return undefined;
  if (/\.amazonaws\.com/.test(id)) return "a service belongs under Service";
  if (/:(oidc|saml)-provider\//.test(id)) return "an identity provider belongs under Federated";
  if (/[*?]/.test(id)) return "a principal's ARN cannot contain wildcards, but a condition on aws:PrincipalArn can";
  if (/:iam:.*:(group|instance-profile|policy)\//.test(id))
    return `${/:(group|instance-profile|policy)\//.exec(id)?.[1]} is not a kind of principal`;
  const known = new RegExp(
    `^arn:[^:]+:(iam::${ACCOUNT}:(root|(user|role)/.+|0.*)|sts::${ACCOUNT}:(assumed-role/[^/]+/[^/]+|federated-user/.+))$`,
  );
  return known.test(id) ? undefined : "it is neither an account nor the ARN of a user, a role or a session";
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity */
const BUILT_IN = ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];

/** Other issuers, such as those of Auth0 and Azure, may end with a slash. */
const WITHOUT_SLASH =
  /oidc-provider\/(?:token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|oidc\.eks\..*)\/$/;

function federated(id: string): string | undefined {
  if (id === "*" || BUILT_IN.includes(id)) return undefined;
  if (/oidc-provider\/https?:/.test(id)) return "the ARN of an OIDC provider contains its URL without https://";
  if (/oidc-provider\/.*[*?]/.test(id)) return "a principal's ARN cannot contain wildcards";
  if (WITHOUT_SLASH.test(id)) return "the issuer's URL, and so the ARN of its provider, does not end with a slash";
  if (/^arn:[^:]+:iam::\d*:((oidc|saml)-provider\/.+|0.*)$/.test(id)) return undefined;
  return "it is not the ARN of an OIDC or SAML provider";
}

const service = (id: string): string | undefined =>
  /^[\w-]+(\.[\w-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|amazonaws\.eu|aws\.internal)$/.test(id)
    ? undefined
    : "a service is written NAME.amazonaws.com";
