import type { AccessModel } from "../model";
import { readable } from "../text";
import { type AwsPrincipal, identityOf } from "../whocan/principal";
import { reach } from "../whocan/reach";

/** A role that can be assumed with someone's credentials. */
export interface ChainedRole {
  readonly arn: string;
  readonly name: string;
  /** How many sessions it takes: 1 directly. */
  readonly steps: number;
  /** Whether some policy is not known, so that it can only not be excluded. */
  readonly unsure: boolean;
}

/** Every role of the model that the principal can reach, directly or by chain: the nearest first. */
export function chainOf(model: AccessModel, principal: AwsPrincipal): ChainedRole[] {
  const self = identityOf(model, principal);
  return Array.from(reach(model, { kind: "principal", principal }), ([role, { outcome, through }]) => ({
    role,
    outcome,
    steps: through.length + 1,
  }))
    .filter(({ role, outcome }) => role !== self && outcome !== "denied")
    .map(({ role, outcome, steps }) => {
      return { arn: readable(role.arn), name: readable(role.name), steps, unsure: outcome === "unknown" };
    })
    .sort((one, other) => one.steps - other.steps || (one.arn < other.arn ? -1 : 1));
}
