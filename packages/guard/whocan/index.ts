import { type AccessModel, type Identity, whenOf } from "../model";
import { addTo } from "../support/add-to";
import { readable } from "../text";
import { grantsAction } from "./action-query";
import { permissionsInWords } from "./permissions";
import { identityOf } from "./principal";
import { type ActionQuery, type RoleAnswer, type Situation, verdict } from "./question";
import { type Reached, reach } from "./reach";

export { issuerHint } from "./issuers";
export { parsePrincipal } from "./principal";
export type { ActionQuery, RoleAnswer, Situation, Verdict } from "./question";

/**
 * Which roles someone can assume, what they could do with each, and why: the roles that they can assume first, then by
 * address. A principal that is a user is answered for like a role that it already has.
 */
export function whoCan(model: AccessModel, situation: Situation, wish?: ActionQuery): RoleAnswer[] {
  const best = new Map<string, RoleAnswer[]>();
  for (const [role, found] of answers(model, situation, wish)) addTo(best, placeOf(role), found);
  for (const alternative of model.alternatives)
    for (const [role, found] of answers(alternative.model, situation, wish)) {
      if (best.get(placeOf(role))?.some((known) => rank(known) <= rank(found))) continue;
      const because = [...found.because, `this holds ${readable(whenOf(alternative, role.root))}`];
      best.set(placeOf(role), [{ ...found, because }]);
    }
  return [...best.values()]
    .flat()
    .sort(
      (a, b) => Number(a.decision !== "allowed") - Number(b.decision !== "allowed") || compare(a.address, b.address),
    );
}

const placeOf = ({ root, address }: Identity): string => `${root}\n${address}`;

/** The answer of the reading that grants most is the one that counts. */
const rank = ({ decision, wish }: RoleAnswer): number =>
  decision === "denied" ? 2 : wish?.decision === "denied" ? 1 : 0;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function answers(model: AccessModel, situation: Situation, wish?: ActionQuery): [Identity, RoleAnswer][] {
  const found = Array.from(reach(model, situation), ([role, reached]): [Identity, RoleAnswer] => [
    role,
    answer(model, role, reached, wish),
  ]);
  const self = situation.kind === "principal" ? identityOf(model, situation.principal) : undefined;
  return self?.kind === "user" ? [...found, [self, answer(model, self, ITSELF, wish)]] : found;
}

const ITSELF: Reached = { outcome: "allowed", because: ["allowed: this is the principal itself"], through: [] };

function answer(
  model: AccessModel,
  role: Identity,
  { outcome, because, through }: Reached,
  wish?: ActionQuery,
): RoleAnswer {
  const path = through.length > 0 ? [`through ${chain([...through, role])}`] : [];
  const { decision, because: reasons } = verdict(outcome, because);
  const isIn = decision === "allowed";
  const granted = isIn && wish ? grantsAction(model, role, wish) : undefined;
  return {
    address: readable(role.address),
    name: readable(role.name),
    decision,
    because: [...shortened(reasons), ...path].map(readable),
    permissions: isIn ? permissionsInWords(role).map(readable) : [],
    ...(granted && { wish: verdict(granted.outcome, granted.because) }),
  };
}

/** A stranger can write chains of thousands of roles, of which each repeats the ones before it. */
const MOST = 20;

const shortened = (reasons: readonly string[]): string[] =>
  reasons.length > MOST
    ? [...reasons.slice(0, MOST), `${reasons.length - MOST} more reasons, for the roles in between`]
    : [...reasons];

function chain(roles: readonly Identity[]): string {
  const names = roles.map(({ name }) => readable(name));
  const between = names.length - MOST;
  const shown = between > 0 ? [...names.slice(0, MOST - 1), `${between} more`, ...names.slice(-1)] : names;
  return shown.join(" -> ");
}
