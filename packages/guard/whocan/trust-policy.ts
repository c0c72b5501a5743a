import type { Identity } from "../model";
import { compilePolicy, type Policy } from "../policy/policy";

const COMPILED = new WeakMap<Identity, Policy>();

/** The trust policy of a declared role, ready to be evaluated. */
export function trustPolicy(role: Identity): Policy | undefined {
  if (!role.trust) return undefined;
  const policy = COMPILED.get(role) ?? compilePolicy(`trust policy of ${role.address}`, role.trust.statements);
  COMPILED.set(role, policy);
  return policy;
}
