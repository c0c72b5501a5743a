import { type Grant, type Identity, type PolicyDocument, type PolicyReference, permissionsOf } from "../model";
import { compilePolicy, type Policy } from "../policy/policy";
import type { Policies } from "../policy/request";
import { perObject } from "../support/memo";
import { UNKNOWN } from "../text";

export type IdentityPolicies = Pick<Policies, "identity" | "boundary">;

/** What limits and permits an identity; where that is not all known, with a policy that may permit anything. */
export const policiesOf = perObject((identity: Identity): IdentityPolicies => {
  const { name, declared, boundary } = identity;
  return {
    identity: [
      ...permissionsOf(identity).flatMap(policiesOfGrant),
      ...(declared ? [] : [anything(`policies that ${name} has elsewhere`)]),
    ],
    ...(boundary && { boundary: limit(boundary) }),
  };
});

export const documentOf = (grant: Grant): PolicyDocument | undefined =>
  grant.kind === "inline" ? grant.document : grant.policy?.document;

function policiesOfGrant(grant: Grant): readonly Policy[] {
  const document = documentOf(grant);
  if (document) return compiled(document);
  return grant.kind === "managed" ? [policyOfAws(grant.arn) ?? anything(grant.arn)] : [];
}

/** The policy and, where it is not fully known, what else it may allow. */
export const compiled = perObject(({ address, statements, complete }: PolicyDocument): readonly Policy[] => {
  const policies = [compilePolicy(address, statements)];
  if (!complete) policies.push(anything(`the unknown part of ${address}`));
  return policies;
});

/** A boundary is one policy: an unknown one may permit anything. */
function limit({ arn, policy }: PolicyReference): Policy {
  if (!policy) return policyOfAws(arn) ?? anything(arn);
  const [known, unknown] = compiled(policy.document);
  return unknown ?? known ?? anything(arn);
}

/** The one policy of AWS that says all in its name. */
function policyOfAws(arn: string): Policy | undefined {
  return /^arn:[^:]*:iam::aws:policy\/AdministratorAccess$/.test(arn) ? allowing(arn, "*") : undefined;
}

const anything = (label: string): Policy => allowing(label, UNKNOWN);

/** Of who is not in the model. */
export const UNKNOWN_POLICIES: IdentityPolicies = { identity: [anything("policies that are not declared here")] };

function allowing(label: string, pattern: string): Policy {
  const patterns = { not: false, patterns: [pattern] };
  return compilePolicy(label, [{ effect: "Allow", actions: patterns, resources: patterns, conditions: [] }]);
}
