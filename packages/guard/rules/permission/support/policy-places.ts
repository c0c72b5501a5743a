import type { AccessModel, PolicyDocument } from "../../../model";
import { perObject } from "../../../support/memo";
import { type PlacedStatement, placedStatements } from "./placed-statement";

/** A policy that grants or denies permissions, and what it is attached to. */
export interface PolicyPlace {
  readonly document: PolicyDocument;
  /** `resource`: it is attached to a bucket, key, ... and names principals. */
  readonly kind: "identity" | "resource";
  /** Used only as a permissions boundary, which limits and grants nothing. */
  readonly boundary: boolean;
}

/** Every policy of a model except the trust policies, each once. */
export const policyPlaces = perObject(find);

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

/** Allow statements that give an identity permissions: neither resource policies nor boundaries. */
export const grantingStatements = perObject((model: AccessModel): readonly PlacedStatement[] =>
  policyPlaces(model)
    .filter(({ kind, boundary }) => kind === "identity" && !boundary)
    .flatMap(({ document }) => placedStatements(document))
    .filter(({ statement }) => statement.effect === "Allow"),
);

/** Statements of every policy. */
export const allStatements = perObject((model: AccessModel): readonly PlacedStatement[] =>
  policyPlaces(model).flatMap(({ document }) => placedStatements(document)),
);
