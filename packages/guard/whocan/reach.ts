import { InputError } from "@openhands-aws/facts/program-error";
import { MAX_ROLE_STEPS } from "../bounds";
import type { AccessModel, Identity } from "../model";
import { Effort } from "../support/effort";
import { CallableRoles } from "./callable-roles";
import { type Entry, isBetter, withDoubts } from "./entry";
import { policiesOf, UNKNOWN_POLICIES } from "./identity-policies";
import { identityOf } from "./principal";
import { principalEntry } from "./principal-entry";
import type { Situation } from "./question";
import { githubEntry, serviceAccountEntry } from "./token-entry";

/** Whether a role can be assumed, and how. */
export interface Reached extends Entry {
  /** The roles that were assumed before, in order. */
  readonly through: readonly Identity[];
}

/**
 * Whether each role can be assumed: directly, or from another role that can be.
 * @throws InputError if there are too many roles that may assume too many others
 */
export function reach(model: AccessModel, situation: Situation): Map<Identity, Reached> {
  const roles = model.identities.filter(({ kind }) => kind === "role");
  const reached = new Map<Identity, Reached>();
  const direct = directEntry(model, situation);
  for (const role of roles) reached.set(role, { ...direct(role), through: [] });

  const callable = new CallableRoles(roles);
  const effort = new Effort(MAX_ROLE_STEPS);
  // A role that turns out to be certain is processed again: what it leads to is then certain as well.
  const open = roles.filter((role) => reached.get(role)?.outcome !== "denied");
  for (let from = open.shift(); from; from = open.shift()) {
    const before = reached.get(from);
    if (!before) continue;
    for (const role of callable.from(from)) {
      // No step is surer than those before it.
      if (role === from || !isBetter(before, reached.get(role)) || before.through.includes(role)) continue;
      if (!effort.spend(1))
        throw new InputError(
          `Following the roles that may assume other roles takes more than ${MAX_ROLE_STEPS} steps. Ask about fewer files at a time.`,
        );
      const step = onward(from, role, before);
      if (step.outcome === "denied" || !isBetter(step, reached.get(role))) continue;
      reached.set(role, step);
      open.push(role);
    }
  }
  return reached;
}

function onward(from: Identity, role: Identity, before: Reached): Reached {
  const entry = principalEntry(role, { kind: "role", arn: from.arn }, policiesOf(from));
  const outcome = entry.outcome === "allowed" ? before.outcome : entry.outcome;
  const through = [...before.through, from];
  return { outcome, through, because: [...(before.outcome === "unknown" ? before.because : []), ...entry.because] };
}

function directEntry(model: AccessModel, situation: Situation): (role: Identity) => Entry {
  if (situation.kind === "github") return githubEntry(model, situation.job);
  if (situation.kind === "service-account") return serviceAccountEntry(model, situation.account);
  const { principal } = situation;
  const identity = identityOf(model, principal);
  const policies = identity ? policiesOf(identity) : principal.kind === "account" ? {} : UNKNOWN_POLICIES;
  return (role) =>
    role === identity
      ? { outcome: "allowed", because: ["allowed: this is the principal itself"] }
      : withDoubts(role, principalEntry(role, principal, policies));
}
