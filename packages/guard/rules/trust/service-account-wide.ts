import type { AccessModel } from "../../model";
import type { Rule, Severity, Violation } from "../../rule";
import { ask } from "./support/ask";
import { placed } from "./support/describe";
import { sampleOf } from "./support/github-run";
import {
  OTHER_NAMES,
  OTHER_NAMESPACES,
  type ServiceAccountStatement,
  serviceAccountStatements,
  serviceAccountToken,
} from "./support/kubernetes-statements";
import type { Language } from "./support/language";
import { wantedValues } from "./support/restrictions";

export const serviceAccountWide: Rule = {
  id: "service-account-wide",
  area: "trust",
  severity: "error",
  what: "Pods with service accounts that the trust policy does not name can assume the role.",
  why: "Anyone who can create a matching pod or service account has the role's permissions, even in namespaces that were not meant.",
  fix: "Require StringEquals on ISSUER:sub with system:serviceaccount:NAMESPACE:NAME.",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
  *check(model: AccessModel): Generator<Violation> {
    for (const statement of serviceAccountStatements(model)) {
      const found = widest(statement);
      if (!found) continue;
      const { subject, who, severity } = found;
      const message = `${placed(statement.one)} accepts ${who}: the service account ${subject} gets a session.`;
      yield { at: statement.one.trust.role, message, severity };
    }
  },
};

interface Found {
  readonly subject: string;
  readonly who: string;
  readonly severity: Severity;
}

function widest(statement: ServiceAccountStatement): Found | undefined {
  const anyone = "system:serviceaccount:another-namespace:another-account";
  if (letsIn(statement, anyone)) return { subject: anyone, who: "every pod in the cluster", severity: "error" };
  const inOtherNamespace = fitting(statement, OTHER_NAMESPACES);
  if (inOtherNamespace !== undefined) {
    const any = wantedValues(statement.restrictions, "sub").some(([value]) => /^[^:]*(:[^:]*)?:?[*?]/.test(value));
    return { subject: inOtherNamespace, who: "pods in other namespaces", severity: any ? "error" : "warning" };
  }
  const inNamespace = fitting(statement, OTHER_NAMES);
  return inNamespace === undefined
    ? undefined
    : { subject: inNamespace, who: "every matching service account in the namespace", severity: "warning" };
}

const fitting = (statement: ServiceAccountStatement, language: Language): string | undefined =>
  wantedValues(statement.restrictions, "sub")
    .flatMap((wanted) => sampleOf(wanted, language) ?? [])
    .find((subject) => letsIn(statement, subject));

function letsIn({ one, issuer, restrictions }: ServiceAccountStatement, subject: string): boolean {
  const [audience] = wantedValues(restrictions, "aud").map((wanted) => sampleOf(wanted));
  return ask(one, serviceAccountToken(issuer, subject, audience)).outcome === "allowed";
}
