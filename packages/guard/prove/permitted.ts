import type { ActionCatalogue, CatalogueAction } from "../catalogue/catalogue";
import { serviceOf } from "../policy/action-list";
import type { Holder } from "../rules/permission/support/holder";
import { type PlacedStatement, placedStatements } from "../rules/permission/support/placed-statement";
import { fitsAny, type ResourcePattern } from "../rules/permission/support/resource-pattern";
import { addTo } from "../support/add-to";
import { perObject, perText } from "../support/memo";
import { type AnyText, asPartial, NOTHING_KNOWN, type PartialText, partialText, rawText, UNKNOWN } from "../text";
import { Decisions } from "./decisions";
import type { ProofEffort } from "./effort";
import type { Permission } from "./proof";

/** Steps for each permission, which also takes room. */
const PERMISSION = 4;

/**
 * Every action in the catalogue that a holder may use, on which resource, and by which statement.
 * @throws InputError if that takes too long
 */
export function permitted(holder: Holder, catalogue: ActionCatalogue, effort: ProofEffort): Permission[] {
  const byLimits = perText((_limits: string) => new Map<string, Permission & { readonly by: string[] }>());
  const found: Permission[] = [];
  const statements = holder.documents.flatMap(placedStatements);
  const denials = statements.filter(({ statement }) => statement.effect === "Deny");
  const decisions = new Decisions(holder, effort);
  for (const place of statements) {
    if (place.statement.effect === "Deny") continue;
    const label = labelOf(place);
    const conditions = place.statement.conditions.map(conditionWords);
    const candidates = candidatesOf(place);
    const always = perText((resource: string) => byLimits([resource, ...conditions].join("\n")));
    for (const action of matched(place, catalogue)) {
      const { name } = action;
      for (const resource of resourcesFor(candidates, action, effort)) {
        effort.spend(PERMISSION);
        const outcome = decisions.of(lowered(name), anyOf(resource));
        if (outcome === "denied") continue;
        // Another statement may allow it always, this one only under its conditions.
        const when = outcome === "allowed" ? conditions : [...conditions, ...limitsOf(holder, name, denials)];
        const text = rawText(resource);
        const alike = outcome === "allowed" ? always(text) : byLimits([text, ...when].join("\n"));
        const same = alike.get(name);
        if (same) {
          same.by.push(label);
          continue;
        }
        const permission = { action: name, resource, when, by: [label], why: NO_REASONS };
        alike.set(name, permission);
        found.push(permission);
      }
    }
  }
  return found.sort(
    (a, b) =>
      compare(a.action, b.action) ||
      compare(rawText(a.resource), rawText(b.resource)) ||
      compare(a.when.join(), b.when.join()),
  );
}

const lowered = perText((name: string) => name.toLowerCase());

const NO_REASONS: readonly string[] = [];

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

/** The resources of a statement by the service in their ARN, so that an action is compared with few of thousands. */
interface Candidates {
  readonly all: readonly ResourcePattern[];
  readonly not?: PartialText;
  readonly ofService: ReadonlyMap<string, readonly ResourcePattern[]>;
  /** Of any service. */
  readonly others: readonly ResourcePattern[];
}

const PLAIN = /^[a-z0-9-]+$/;

function candidatesOf({ statement, resources }: PlacedStatement): Candidates {
  const ofService = new Map<string, ResourcePattern[]>();
  const others: ResourcePattern[] = [];
  for (const resource of resources) {
    const service = resource.fields?.service;
    if (service === undefined || !PLAIN.test(service)) others.push(resource);
    else addTo(ofService, service, resource);
  }
  const not = statement.resources?.not
    ? partialText`${ALL_BUT}${statement.resources.patterns.map(rawText).join(", ")}`
    : undefined;
  return { all: resources, ofService, others, not };
}

function resourcesFor({ not, all, ofService, others }: Candidates, action: CatalogueAction, effort: ProofEffort) {
  if (not !== undefined) return [not];
  const services = [...servicesOf(action)];
  const possible = services.every((service) => PLAIN.test(service))
    ? [...others, ...services.flatMap((service) => ofService.get(service) ?? [])]
    : all;
  effort.spend(possible.length);
  const fitting = possible.filter((resource) => fitsAny(resource, [action]));
  return [...new Set(fitting.map(({ text }) => asPartial(text)))];
}

/** Of the action itself and of the resources that it supports. */
const servicesOf = perObject(
  ({ name, resources }: CatalogueAction) =>
    new Set([serviceOf(name), ...resources.map((arn) => arn.split(":")[2] ?? "")]),
);

const ALL_BUT = "all but ";

/** What else has to hold where it is not known whether the statement grants the action. */
function limitsOf(holder: Holder, name: string, denials: readonly PlacedStatement[]): string[] {
  const unless = denials.filter(({ actions }) => actions.matches(name.toLowerCase()) !== false).map(labelOf);
  const limit = holder.boundary ? ["if the permissions boundary allows it"] : [];
  return [...unless.map((label) => `unless denied by ${label}`), ...limit];
}

/** A resource about which only the pattern is known. */
function anyOf(pattern: PartialText): PartialText {
  const text = rawText(pattern);
  if (text.startsWith(ALL_BUT)) return NOTHING_KNOWN;
  return /[$*?]/.test(text) ? asPartial(text.replace(/\$\{[^}]*\}|[*?]/g, UNKNOWN)) : pattern;
}

/** `StringEquals aws:ResourceTag/app = openhands` */
export const conditionWords = ({ operator, key, values }: ConditionTexts): string =>
  `${operator} ${rawText(key)} = ${values.map(rawText).join(" | ")}`;

interface ConditionTexts {
  readonly operator: string;
  readonly key: AnyText;
  readonly values: readonly AnyText[];
}
