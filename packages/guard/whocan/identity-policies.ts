import { type AttachedPolicy, type Identity, type PolicyDocument, type PolicyReference, permissionsOf } from "../model";
import { compilePolicy, type Policy } from "../policy/policy";
import type { Policies } from "../policy/request";
import { perObject } from "../support/memo";
import { asPartial, matchesPattern, NOTHING_KNOWN, type PartialText, readable } from "../text";

export type IdentityPolicies = Pick<Policies, "identity" | "boundary">;

/** What an identity is allowed, and what limits it; if not all of it is known, with a policy that may allow anything. */
export const policiesOf = perObject((identity: Identity): IdentityPolicies => {
  const { declared, boundary, givenTo = [] } = identity;
  const name = readable(identity.name);
  return {
    identity: [
      ...permissionsOf(identity).flatMap(policiesOfGrant),
      ...(declared ? [] : [anything(`the policies that ${name} has elsewhere`)]),
      ...givenTo.map(({ address }) => anything(`the policies that ${address} may attach to ${name}`)),
    ],
    ...(boundary && { boundary: limit(boundary) }),
  };
});

export const documentOf = (grant: AttachedPolicy): PolicyDocument | undefined =>
  grant.kind === "inline" ? grant.document : grant.policy?.document;

function policiesOfGrant(grant: AttachedPolicy): readonly Policy[] {
  const document = documentOf(grant);
  if (document) return compiled(document);
  return grant.kind === "managed" ? [policyOfAws(grant.arn) ?? anything(readable(grant.arn))] : [];
}

/** The policy and, if it is not fully known, what else it may allow. */
export const compiled = perObject(({ address, statements, complete }: PolicyDocument): readonly Policy[] => {
  const policies = [compilePolicy(address, statements)];
  if (!complete) policies.push(anything(`the unknown part of ${address}`));
  return policies;
});

/** A boundary is a single policy: an unknown one may allow anything. */
function limit({ arn, policy }: PolicyReference): Policy {
  if (!policy) return policyOfAws(arn) ?? anything(readable(arn));
  const [sure, unknown] = compiled(policy.document);
  return unknown ?? sure ?? anything(readable(arn));
}

/** The one AWS managed policy whose name says everything. */
function policyOfAws(arn: PartialText): Policy | undefined {
  const isAdministrator = matchesPattern(arn, /^arn:[^:]*:iam::aws:policy\/AdministratorAccess$/) === true;
  return isAdministrator ? allowing(readable(arn), asPartial("*")) : undefined;
}

const anything = (label: string): Policy => allowing(label, NOTHING_KNOWN);

/** Policies of a principal that is not in the model. */
export const UNKNOWN_POLICIES: IdentityPolicies = { identity: [anything("policies that are not in the input")] };

function allowing(label: string, pattern: PartialText): Policy {
  const patterns = { not: false, patterns: [pattern] };
  return compilePolicy(label, [{ effect: "Allow", actions: patterns, resources: patterns, conditions: [] }]);
}
