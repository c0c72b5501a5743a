import { kubernetesToken } from "../../../claims/kubernetes-token";
import type { Token } from "../../../claims/token";
import type { AccessModel } from "../../../model";
import { type Expression, type Language, languageOf, literal, sequence } from "./language";
import { type Restriction, restrictionsOf, wantedValues } from "./restrictions";
import { allowStatements, issuersOf, type TrustStatement } from "./trusts";

/** A statement that accepts pods by the tokens of their service accounts. */
export interface ServiceAccountStatement {
  readonly one: TrustStatement;
  readonly issuer: string;
  readonly restrictions: readonly Restriction[];
}

const PREFIX = "system:serviceaccount:";

export const serviceAccountStatements = (model: AccessModel): ServiceAccountStatement[] =>
  allowStatements(model).flatMap((one) =>
    issuersOf(one.statement).flatMap((issuer) => {
      const restrictions = restrictionsOf(one.statement, issuer);
      const named = wantedValues(restrictions, "sub").some(([value]) => value.startsWith(PREFIX.slice(0, 7)));
      return named || isEks(issuer) ? [{ one, issuer, restrictions }] : [];
    }),
  );

/** @see https://docs.aws.amazon.com/eks/latest/userguide/enable-iam-roles-for-service-accounts.html */
export const isEks = (issuer: string): boolean =>
  /^oidc(\.|-)eks\.[a-z0-9-]+\.(amazonaws\.com|api\.aws|on\.aws)/.test(issuer);

const label = (open: boolean, sample: string): Expression => ({
  kind: "run",
  accepts: (unit) => unit === 45 || unit === 46 || (unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122),
  sample,
  more: "-x",
  open,
});

const subjects = (namespace: boolean, name: boolean): Language =>
  languageOf(
    sequence(literal(PREFIX), label(namespace, "another-namespace"), literal(":"), label(name, "another-account")),
  );

/** Subjects of service accounts: all of them; those whose namespace, or whose name, is left to a wildcard. */
export const SERVICE_ACCOUNTS = subjects(false, false);
export const OTHER_NAMESPACES = subjects(true, false);
export const OTHER_NAMES = subjects(false, true);

/** The token of the service account with this subject. */
export function serviceAccountToken(issuer: string, subject: string, audience?: string): Token {
  const [namespace = "", name = ""] = subject.slice(PREFIX.length).split(":");
  return kubernetesToken({ issuer, namespace, name, audience });
}
