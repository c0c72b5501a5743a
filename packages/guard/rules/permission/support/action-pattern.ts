import { type ActionCatalogue, type CatalogueAction, lookUp } from "../../../catalogue/catalogue";
import { textMatcher } from "../../../policy/wildcard";
import { perObject, perText } from "../../../support/memo";
import { type AnyText, isKnown, rawText } from "../../../text";

export const hasWildcard = (text: AnyText): boolean => /[*?]/.test(rawText(text));

/** Whether a pattern matches every action there is. */
export const isEveryAction = (pattern: AnyText): boolean => /^(\*+|\*+:\*+)$/.test(rawText(pattern));

/**
 * The actions that a pattern matches, as far as the catalogue holds them: of one whose service is a wildcard too, those
 * of the services that were loaded. None for one that is not known.
 */
export const actionsOf = (catalogue: ActionCatalogue, pattern: AnyText): readonly CatalogueAction[] =>
  isKnown(pattern) ? expansionsOf(catalogue)(rawText(pattern)) : [];

const expansionsOf = perObject((catalogue: ActionCatalogue) =>
  perText((pattern: string): readonly CatalogueAction[] =>
    hasWildcard(pattern)
      ? expand(catalogue, pattern.toLowerCase())
      : [lookUp(catalogue, pattern)].filter((action) => action !== undefined),
  ),
);

function expand({ actions }: ActionCatalogue, pattern: string): readonly CatalogueAction[] {
  const [service = ""] = pattern.split(":", 1);
  const services = hasWildcard(service) ? [...actions.values()] : [actions.get(service)];
  const matches = textMatcher(pattern, true);
  return services.flatMap((one) =>
    [...(one?.values() ?? [])].filter(({ name }) => matches(name.toLowerCase()) === true),
  );
}
