import { type Grant, type Identity, type PolicyDocument, type PolicyReference, permissionsOf } from "../model";
import { compilePolicy, type Policy } from "../policy/policy";
import type { Policies } from "../policy/request";
import { UNKNOWN } from "../text";

export type IdentityPolicies = Pick<Policies, "identity" | "boundary">;

const KNOWN = new WeakMap<Identity, IdentityPolicies>();

/** What an identity is allowed, and what limits it; if not all of it is known, with a policy that may allow anything. */
export function policiesOf(identity: Identity): IdentityPolicies {
  const before = KNOWN.get(identity);
  if (before) return before;
  const { name, declared, boundary } = identity;
  const policies: IdentityPolicies = {
    identity: [
      ...permissionsOf(identity).flatMap(policiesOfGrant),
      ...(declared ? [] : [anything(`the policies that ${name} has elsewhere`)]),
    ],
    ...(boundary && { boundary: limit(boundary) }),
  };
  KNOWN.set(identity, policies);
  return policies;
}

export const documentOf = (grant: Grant): PolicyDocument | undefined =>
  grant.kind === "inline" ? grant.document : grant.policy?.document;

function policiesOfGrant(grant: Grant): Policy[] {
  const document = documentOf(grant);
  if (document) return compiled(document);
  return grant.kind === "managed" ? [policyOfAws(grant.arn) ?? anything(grant.arn)] : [];
}

const COMPILED = new WeakMap<PolicyDocument, Policy[]>();

/** The policy and, if it is not fully known, what else it may allow. */
export function compiled(document: PolicyDocument): Policy[] {
  const before = COMPILED.get(document);
  if (before) return before;
  const { address, statements, complete } = document;
  const policies = [compilePolicy(address, statements)];
  if (!complete) policies.push(anything(`the unknown part of ${address}`));
  COMPILED.set(document, policies);
  return policies;
}

/** A boundary is a single policy: an unknown one may allow anything. */
function limit({ arn, policy }: PolicyReference): Policy {
  if (!policy) return policyOfAws(arn) ?? anything(arn);
  const [known, unknown] = compiled(policy.document);
  return unknown ?? known ?? anything(arn);
}

/** The one AWS managed policy whose name says everything. */
function policyOfAws(arn: string): Policy | undefined {
  return /^arn:[^:]*:iam::aws:policy\/AdministratorAccess$/.test(arn) ? allowing(arn, "*") : undefined;
}

const anything = (label: string): Policy => allowing(label, UNKNOWN);

/** Policies of a principal that is not in the model. */
export const UNKNOWN_POLICIES: IdentityPolicies = { identity: [anything("policies that are not in the input")] };

function allowing(label: string, pattern: string): Policy {
  const patterns = { not: false, patterns: [pattern] };
  return compilePolicy(label, [{ effect: "Allow", actions: patterns, resources: patterns, conditions: [] }]);
}
