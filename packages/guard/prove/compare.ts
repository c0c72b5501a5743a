import { type ActionCatalogue, lookUp } from "../catalogue/catalogue";
import { textMatcher } from "../policy/wildcard";
import { decide, type Holder } from "../rules/permission/support/holder";
import { fitsAny, resourcePattern } from "../rules/permission/support/resource-pattern";
import { type AnyText, asPartial, rawText, UNKNOWN } from "../text";
import type { DeclaredNeed, MissingNeed, Permission } from "./proof";

/** Adds to each permission the reasons of the needs that it meets. */
export const withReasons = (
  permissions: readonly Permission[],
  needs: readonly DeclaredNeed[],
): readonly Permission[] =>
  // Of many principals nothing is declared, and they may have millions of permissions.
  needs.length === 0
    ? permissions
    : permissions.map((permission) => {
        const met = needs.filter((need) => isMeant(permission, need));
        return { ...permission, why: [...new Set(met.map(({ why }) => why))].sort() };
      });

/** Whether a need covers the whole permission: its resource, and no fewer conditions. */
const isMeant = ({ action, resource, when }: Permission, need: DeclaredNeed): boolean =>
  need.action.toLowerCase() === action.toLowerCase() &&
  matchesAll(need.resource, resource) &&
  (need.when ?? []).every((condition) => when.includes(condition));

/** Needs that are not permitted, or only under conditions that they do not name. */
export function missing(
  holder: Holder,
  permissions: readonly Permission[],
  needs: readonly DeclaredNeed[],
  catalogue: ActionCatalogue,
): MissingNeed[] {
  return needs.flatMap((need): MissingNeed[] => {
    if (permissions.some((permission) => meets(permission, need))) return [];
    const action = lookUp(catalogue, need.action);
    if (!action || !fitsAny(resourcePattern(need.resource), [action])) return [{ ...need, outcome: "void" }];
    const resource = asPartial(rawText(need.resource).replace(/\$\{[^}]*\}|[*?]/g, UNKNOWN));
    const outcome = decide(holder, { action: need.action.toLowerCase(), resource });
    if (outcome === "allowed") return [];
    return [{ ...need, outcome: outcome === "denied" ? outcome : "conditional" }];
  });
}

const meets = ({ action, resource, when }: Permission, need: DeclaredNeed): boolean =>
  need.action.toLowerCase() === action.toLowerCase() &&
  matchesAll(resource, need.resource) &&
  when.every((condition) => (need.when ?? []).includes(condition));

/** Whether one pattern matches everything that the other matches. */
const matchesAll = (wide: AnyText, narrow: AnyText): boolean =>
  wide === narrow || textMatcher(wide, true)(narrow) === true;
