import type { ActionCatalogue, CatalogueAction } from "../catalogue/catalogue";
import { decide, type Holder } from "../rules/permission/support/holder";
import { type PlacedStatement, placedStatements } from "../rules/permission/support/placed-statement";
import { fitsAny } from "../rules/permission/support/resource-pattern";
import { type AnyText, asPartial, NOTHING_KNOWN, type PartialText, partialText, rawText, UNKNOWN } from "../text";
import type { ProofEffort } from "./effort";
import type { Permission } from "./proof";

/** Every action in the catalogue that a holder may use, on which resource, and by which statement. */
export function permitted(holder: Holder, catalogue: ActionCatalogue, effort: ProofEffort): Permission[] {
  const found = new Map<string, Permission>();
  const statements = holder.documents.flatMap(placedStatements);
  const denials = statements.filter(({ statement }) => statement.effect === "Deny");
  for (const place of statements) {
    if (place.statement.effect === "Deny") continue;
    for (const action of matched(place, catalogue)) {
      effort.spend(place.resources.length);
      for (const resource of resourcesFor(place, action)) {
        effort.spend(statements.length);
        const when = conditionsOf(holder, place, action, resource, denials);
        if (!when) continue;
        const { name } = action;
        const key = [name, rawText(resource), ...when].join("\n");
        const by = [...(found.get(key)?.by ?? []), labelOf(place)];
        found.set(key, { action: name, resource, when, by, why: [] });
      }
    }
  }
  return [...found.values()].sort(
    (a, b) =>
      compare(a.action, b.action) ||
      compare(rawText(a.resource), rawText(b.resource)) ||
      compare(a.when.join(), b.when.join()),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const labelOf = ({ document, name }: PlacedStatement): string =>
  `${document.address} ${name.replace(/^Statement /, "")}`;

function matched({ actions }: PlacedStatement, catalogue: ActionCatalogue): CatalogueAction[] {
  const services = actions.services ?? catalogue.actions.keys();
  return [...services].flatMap((service) =>
    [...(catalogue.actions.get(service)?.values() ?? [])].filter(
      ({ name }) => actions.matches(name.toLowerCase()) === true,
    ),
  );
}

function resourcesFor({ statement, resources }: PlacedStatement, action: CatalogueAction): PartialText[] {
  if (statement.resources?.not) return [partialText`${ALL_BUT}${statement.resources.patterns.map(rawText).join(", ")}`];
  return [...new Set(resources.filter((resource) => fitsAny(resource, [action])).map(({ text }) => asPartial(text)))];
}

const ALL_BUT = "all but ";

/** The conditions under which the statement grants the action; `undefined` where it does not grant it. */
function conditionsOf(
  holder: Holder,
  { statement }: PlacedStatement,
  { name }: CatalogueAction,
  resource: PartialText,
  denials: readonly PlacedStatement[],
): string[] | undefined {
  const action = name.toLowerCase();
  const outcome = decide(holder, { action, resource: anyOf(resource) });
  if (outcome === "denied") return undefined;
  const when = statement.conditions.map(conditionWords);
  // Another statement may allow it always, this one only under its conditions.
  if (outcome === "allowed") return when;
  const unless = denials.filter(({ actions }) => actions.matches(action) !== false).map(labelOf);
  const limit = holder.boundary ? ["if the permissions boundary allows it"] : [];
  return [...when, ...unless.map((label) => `unless denied by ${label}`), ...limit];
}

/** A resource about which only the pattern is known. */
const anyOf = (pattern: PartialText): PartialText =>
  rawText(pattern).startsWith(ALL_BUT)
    ? NOTHING_KNOWN
    : asPartial(rawText(pattern).replace(/\$\{[^}]*\}|[*?]/g, UNKNOWN));

/** `StringEquals aws:ResourceTag/app = openhands` */
export const conditionWords = ({ operator, key, values }: ConditionTexts): string =>
  `${operator} ${rawText(key)} = ${values.map(rawText).join(" | ")}`;

interface ConditionTexts {
  readonly operator: string;
  readonly key: AnyText;
  readonly values: readonly AnyText[];
}
