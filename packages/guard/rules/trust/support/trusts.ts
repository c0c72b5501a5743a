import { POLICY_CHARACTERS } from "@openhands-aws/facts/iam-limits";
import type { AccessModel, Identity, PolicyDocument } from "../../../model";
import { shown } from "../../../policy/context";
import { compilePolicy, type Policy } from "../../../policy/policy";
import type { Principal, Statement } from "../../../policy/statement";
import { once, perObject } from "../../../support/memo";
import { asPartial, isKnown, known, type PartialText, partialText, rawText, UNKNOWN } from "../../../text";
import { withSomeNames } from "./some-names";

/** The trust policy of one role. */
export interface Trust {
  readonly role: Identity;
  readonly document: PolicyDocument;
  readonly policy: Policy;
  /** Characters without white space, as AWS counts them. */
  readonly length: number;
  /** Those that allow something; none for a policy that is far too long, which AWS rejects and another rule reports. */
  readonly allows: readonly TrustStatement[];
  readonly denies: readonly { readonly statement: Statement; readonly label: string }[];
}

export interface TrustStatement {
  readonly trust: Trust;
  readonly statement: Statement;
  /** `statement "Sid"`, `statement 0`. */
  readonly label: string;
  /** The statement as if it were the only one that allows anything. */
  readonly alone: Policy;
}

/** Characters. A trust policy can have at most 8,192: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const LONGEST_TRUST = POLICY_CHARACTERS.trust.most;

/** Of every role that is declared. */
export const trustsOf = perObject((model: AccessModel): readonly Trust[] =>
  model.identities.flatMap((role) => (role.trust ? [trustOf(role, role.trust)] : [])),
);

export const allowStatements = (model: AccessModel): readonly TrustStatement[] =>
  trustsOf(model).flatMap(({ allows }) => allows);

function trustOf(role: Identity, document: PolicyDocument): Trust {
  const label = `trust policy of ${role.address}`;
  const length = JSON.stringify(document.document ?? null).replaceAll(/\s/g, "").length;
  const statements = document.statements.map((one) => withSomeNames(withLikelyProvider(withNamedCluster(one))));
  const labelled = (length > 2 * LONGEST_TRUST ? [] : statements).map((statement, index) => ({
    statement,
    label: statement.sid === undefined ? `statement ${index}` : `statement ${shown(statement.sid)}`,
  }));
  const denies = labelled.filter(({ statement }) => statement.effect === "Deny");
  const allows: TrustStatement[] = [];
  // Policies are compiled when a rule first asks them: of thousands of roles most are told by their text alone.
  const policy = once(() => compilePolicy(label, statements));
  const trust: Trust = {
    role,
    document,
    length,
    allows,
    denies,
    get policy() {
      return policy();
    },
  };
  for (const one of labelled) {
    if (one.statement.effect === "Deny") continue;
    const alone = once(() => compilePolicy(label, [one.statement, ...denies.map(({ statement }) => statement)]));
    allows.push({
      trust,
      ...one,
      get alone() {
        return alone();
      },
    });
  }
  return trust;
}

const OIDC = ":oidc-provider/";

const NEW_CLUSTER = new RegExp(`\\boidc\\.eks\\.[^/]*/id/${UNKNOWN}`, "g");

/** The issuer of a cluster that does not exist yet gets a name, so that its provider and the keys of its claims agree. */
function withNamedCluster(statement: Statement): Statement {
  const { principals, conditions } = statement;
  const named = (text: PartialText): PartialText =>
    asPartial(rawText(text).replace(NEW_CLUSTER, (issuer) => issuer.replaceAll(UNKNOWN, "to-be-known")));
  if (!principals?.members.some(({ id }) => id !== named(id))) return statement;
  return {
    ...statement,
    principals: { ...principals, members: principals.members.map((one) => ({ ...one, id: named(one.id) })) },
    conditions: conditions.map((one) => ({ ...one, key: named(one.key) })),
  };
}

/** A provider that is not known counts as the one whose claims the statement tests. */
function withLikelyProvider(statement: Statement): Statement {
  const { principals, conditions } = statement;
  const [issuer, ...others] = new Set(
    conditions.flatMap(({ key }) => /^([^:]+\.[^:]+):(?:sub|aud)$/.exec(known(key) ?? "")?.[1] ?? []),
  );
  if (!principals || issuer === undefined || others.length > 0) return statement;
  const member = (principal: Principal): Principal =>
    principal.type === "Federated" && isUnnamed(principal.id)
      ? { ...principal, id: partialText`arn:aws:iam::${UNKNOWN}${OIDC}${issuer}` }
      : principal;
  return { ...statement, principals: { ...principals, members: principals.members.map(member) } };
}

/** Whether a statement trusts an OIDC or SAML provider that is not known. */
export const trustsUnnamedProvider = ({ principals }: Statement): boolean =>
  principals?.members.some(({ type, id }) => type === "Federated" && isUnnamed(id)) === true;

const isUnnamed = (id: PartialText): boolean => !isKnown(rawText(id).replace(/^.*:(?:oidc|saml)-provider\//s, ""));

/** Issuers, without `https://`, of the OIDC providers that a statement names. */
export function issuersOf({ principals }: Statement): string[] {
  if (!principals || principals.not) return [];
  return principals.members.flatMap(({ type, ...member }) => {
    const id = rawText(member.id);
    if (type !== "Federated" || id === "*") return [];
    const at = id.indexOf(OIDC);
    const issuer = at < 0 ? id : id.slice(at + OIDC.length);
    return isKnown(issuer) && !/saml-provider\//.test(id) && issuer !== "" ? [issuer] : [];
  });
}
