import type { Identity } from "../model";
import { compilePolicy, type Policy } from "../policy/policy";
import { perObject } from "../support/memo";

/** The trust policy of a declared role, ready to be evaluated. */
export const trustPolicy = perObject(
  ({ trust, address }: Identity): Policy | undefined =>
    trust && compilePolicy(`trust policy of ${address}`, trust.statements),
);
