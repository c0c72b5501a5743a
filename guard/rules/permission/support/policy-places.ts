import type { AccessModel, PolicyDocument } from "../../../../access/model";
import type { Statement } from "../../../../access/policy/statement";

/** A policy that grants or denies permissions, where it stands. */
export interface PolicyPlace {
  readonly document: PolicyDocument;
  /** `resource`: it stands at a bucket, key, ... and names principals. */
  readonly kind: "identity" | "resource";
  /** Only set as a permissions boundary, where it limits and grants nothing. */
  readonly boundary: boolean;
}

const places = new WeakMap<AccessModel, readonly PolicyPlace[]>();

/** Every policy of a model but the trust policies, each once. */
export function policyPlaces(model: AccessModel): readonly PolicyPlace[] {
  const before = places.get(model);
  if (before) return before;
  const found = find(model);
  places.set(model, found);
  return found;
}

function find({ identities, policies, resourcePolicies }: AccessModel): PolicyPlace[] {
  const grants = identities.flatMap((identity) => identity.grants);
  const attached = new Set(grants.map((grant) => (grant.kind === "managed" ? grant.policy : undefined)));
  const limiting = new Set(identities.map(({ boundary }) => boundary?.policy));
  const inline = new Set(grants.flatMap((grant) => (grant.kind === "inline" ? [grant.document] : [])));
  return [
    ...policies.map((policy): PolicyPlace => {
      const boundary = limiting.has(policy) && !attached.has(policy);
      return { document: policy.document, kind: "identity", boundary };
    }),
    ...Array.from(inline, (document): PolicyPlace => ({ document, kind: "identity", boundary: false })),
    ...resourcePolicies.map(({ document }): PolicyPlace => ({ document, kind: "resource", boundary: false })),
  ];
}

/** A statement with how messages call it. */
export interface PlacedStatement {
  readonly document: PolicyDocument;
  readonly statement: Statement;
  /** `Statement "ReadObjects"`, `Statement 0 of inline_policy[1].policy`. */
  readonly name: string;
}

const MAIN_ARGUMENTS = ["policy", "policy_document", "principal"];

export const placed = (document: PolicyDocument): PlacedStatement[] =>
  document.statements.map((statement, index) => {
    const label = statement.sid ? JSON.stringify(statement.sid) : String(index);
    const argument = MAIN_ARGUMENTS.includes(document.argument) ? "" : ` of ${document.argument}`;
    return { document, statement, name: `Statement ${label}${argument}` };
  });

/** Allow statements that give an identity permissions: neither resource policies nor boundaries. */
export const grantingStatements = (model: AccessModel): PlacedStatement[] =>
  policyPlaces(model)
    .filter(({ kind, boundary }) => kind === "identity" && !boundary)
    .flatMap(({ document }) => placed(document))
    .filter(({ statement }) => statement.effect === "Allow");

/** Statements of every policy. */
export const allStatements = (model: AccessModel): PlacedStatement[] =>
  policyPlaces(model).flatMap(({ document }) => placed(document));
