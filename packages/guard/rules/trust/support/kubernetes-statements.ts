import { kubernetesToken } from "../../../claims/kubernetes-token";
import type { Token } from "../../../claims/token";
import type { AccessModel } from "../../../model";
import { perObject } from "../../../support/memo";
import { isGithub } from "./github-statements";
import { type Expression, type Language, languageOf, literal, sequence } from "./language";
import { type Restriction, restrictionsOf, wantedValues } from "./restrictions";
import { sharedIssuer } from "./shared-issuers";
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
      return namesServiceAccount(restrictions) || isCluster(model, issuer) ? [{ one, issuer, restrictions }] : [];
    }),
  );

/** Whether a subject that the statement requires can only be a service account's. */
const namesServiceAccount = (restrictions: readonly Restriction[]): boolean =>
  wantedValues(restrictions, "sub").some(([value]) => {
    const [begin = ""] = value.split(/[*?]/, 1);
    return (
      value.startsWith("system:") || value.includes("serviceaccount") || (begin !== "" && PREFIX.startsWith(begin))
    );
  });

/** Whether the issuer is a cluster's: some statement of the model says so, if its name does not. */
export const isCluster = (model: AccessModel, issuer: string): boolean =>
  (isHosted(issuer) && !sharedIssuer(issuer)) || clustersOf(model).has(issuer);

/** Whether the issuer belongs to a vendor. */
export const isHosted = (issuer: string): boolean => isEks(issuer) || HOSTED.test(issuer);

const clustersOf = perObject(
  (model: AccessModel): ReadonlySet<string> =>
    new Set(
      allowStatements(model).flatMap(({ statement }) =>
        issuersOf(statement).filter(
          (issuer) =>
            !isGithub(issuer) && !sharedIssuer(issuer) && namesServiceAccount(restrictionsOf(statement, issuer)),
        ),
      ),
    ),
);

/** Clusters that Google, Azure and Red Hat host. */
const HOSTED =
  /^(container\.googleapis\.com\/v1\/projects\/|[a-z0-9]+\.oic\.prod-aks\.azure\.com\/|rh-oidc\.s3\.|oidc\.op1\.openshiftapps\.com\/)/;

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
