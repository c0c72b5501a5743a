import type { CatalogueAction } from "../../catalogue/catalogue";
import type { CatalogueRule, Severity } from "../../rule";
import { perObject } from "../../support/memo";
import { actionsOf, isEveryAction } from "./support/action-pattern";
import { isNarrowed } from "./support/narrowing";
import { grantingStatements } from "./support/policy-places";
import { listed } from "./support/quoted";
import type { ResourcePattern } from "./support/resource-pattern";
import { significance } from "./support/significance";

export const wideResource: CatalogueRule = {
  id: "wide-resource",
  area: "permission",
  severity: "warning",
  what: "An action that can be limited to single resources is granted on all of them.",
  why: "Anyone with this permission reaches other owners' resources, and resources that are created later.",
  fix: "Name the resources that are needed, or limit the statement with a condition on them.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
  *check(model, { catalogue }) {
    for (const place of grantingStatements(model)) {
      const { document, statement } = place;
      const resources = place.resources.filter(isWild);
      if (resources.length === 0 || statement.actions.not || isNarrowed(statement)) continue;
      const actions = statement.actions.patterns
        .filter((pattern) => !isEveryAction(pattern))
        .flatMap((pattern) => significant(actionsOf(catalogue, pattern)));
      if (actions.length === 0) continue;
      for (const resource of resources) {
        const wide = widest(resource, actions);
        if (!wide) continue;
        const { severity, reach, names } = wide;
        yield {
          at: document,
          message: `${place.name} grants ${listed(names)} on ${reach} (${resource.text}).`,
          severity,
        };
      }
    }
  },
};

interface Wide {
  readonly severity: Severity;
  /** What the resource reaches, in words. */
  readonly reach: string;
  readonly names: readonly string[];
}

/** A wildcard over read actions stands for hundreds that do not matter. */
const significant = perObject((actions: readonly CatalogueAction[]) =>
  actions.filter((action) => significance(action) !== "none"),
);

function widest(resource: ResourcePattern, actions: readonly CatalogueAction[]): Wide | undefined {
  const of = (test: (action: CatalogueAction) => boolean, weight: string) =>
    actions.filter((action) => significance(action) === weight && test(action)).map(({ name }) => name);
  const everywhere = isEverywhere(resource);
  const reach = everywhere ? "every resource" : "every resource in its region and account";
  if (isWhole(resource)) {
    const reached = ({ resources }: CatalogueAction) =>
      resources.length === 0 || resources.some((arn) => resource.mayMatch(arn));
    const high = of(reached, "high");
    if (high.length > 0) return { severity: everywhere ? "warning" : "info", reach, names: high };
    const low = of(reached, "low");
    return low.length > 0 ? { severity: "info", reach, names: low } : undefined;
  }
  const every = of(({ resources }) => resources.some((arn) => resource.matchesEveryName(arn)), "high");
  if (every.length > 0) return { severity: "info", reach: "every resource of its kind", names: every };
  if (resource.fields?.region !== "*") return undefined;
  const anywhere = of(({ resources }) => resources.some((arn) => resource.mayMatch(arn)), "high");
  return anywhere.length > 0 ? { severity: "info", reach: "that name in every region", names: anywhere } : undefined;
}

const isWild = ({ fields }: ResourcePattern): boolean =>
  !fields || /[*?]/.test(fields.resource) || fields.region === "*";

/** The whole service: `*`, `arn:aws:s3:::*`, `arn:aws:sqs:*:*:*`. */
const isWhole = ({ everything, text, fields }: ResourcePattern): boolean =>
  everything ||
  /^arn:[^:]*(:[^:]*)?\*$/.test(text) ||
  (fields !== undefined && /^[*?/:]*\*[*?/:]*$/.test(fields.resource));

/** Not limited to a region or account. */
const isEverywhere = ({ fields }: ResourcePattern): boolean =>
  fields === undefined || [fields.region, fields.account].every((field) => /^\**$/.test(field));
