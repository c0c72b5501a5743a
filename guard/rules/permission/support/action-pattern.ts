import { matcher, wildcardCodes } from "../../../../access/policy/wildcard";
import { isKnown } from "../../../../access/text";
import { type ActionCatalogue, type CatalogueAction, lookUp } from "../../../catalogue/catalogue";

export const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** Whether a pattern matches every action there is. */
export const isEveryAction = (pattern: string): boolean => /^(\*+|\*+:\*+)$/.test(pattern);

const expansions = new WeakMap<ActionCatalogue, Map<string, readonly CatalogueAction[]>>();

/**
 * The actions that a pattern matches, as far as the catalogue holds them: of one whose service is a wildcard too, those
 * of the services that were loaded. None for one that is not known.
 */
export function actionsOf(catalogue: ActionCatalogue, pattern: string): readonly CatalogueAction[] {
  if (!isKnown(pattern)) return [];
  if (!hasWildcard(pattern)) return [lookUp(catalogue, pattern)].filter((action) => action !== undefined);
  const cache = expansions.get(catalogue) ?? new Map<string, readonly CatalogueAction[]>();
  expansions.set(catalogue, cache);
  const folded = pattern.toLowerCase();
  const before = cache.get(folded);
  if (before) return before;
  const found = expand(catalogue, folded);
  cache.set(folded, found);
  return found;
}

function expand({ actions }: ActionCatalogue, pattern: string): readonly CatalogueAction[] {
  const [service = ""] = pattern.split(":", 1);
  const services = hasWildcard(service) ? [...actions.values()] : [actions.get(service)];
  const matches = matcher(wildcardCodes(pattern));
  return services.flatMap((one) =>
    [...(one?.values() ?? [])].filter(({ name }) => matches(name.toLowerCase()) === true),
  );
}
