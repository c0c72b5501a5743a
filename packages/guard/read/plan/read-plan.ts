import { partitionOf } from "@openhands-aws/facts/partitions";
import type { NamedValue, Resolved } from "../../model";
import { UNKNOWN } from "../../text";
import { located } from "../assemble/build";
import type { Contents } from "../assemble/model";
import { type Surroundings, surroundings } from "../configuration/provider";
import { Evaluation } from "../expression/evaluation";
import { objectOf, type Value } from "../expression/value";
import type { Body } from "../source/module-source";
import { expressionOf, listAt, memberAt, objectAt, textAt } from "./plan-parts";
import { PlanConfiguration } from "./plan-references";
import { PlannedResource } from "./planned-resource";

/** Whether it is what `terraform show -json` prints for a plan or a state. */
export const isPlan = (value: unknown): value is Body =>
  textAt(value, "format_version") !== "" &&
  (memberAt(value, "planned_values") ?? memberAt(value, "values")) !== undefined;

/**
 * What will exist after the plan is applied.
 * @param size of its text in characters
 */
export function readPlan(file: string, plan: Body, size: number): Contents {
  const evaluation = new Evaluation(size);
  const configuration = new PlanConfiguration(evaluation, plan);
  const unknownOf = new Map<string, unknown>();
  for (const change of listAt(plan, "resource_changes"))
    unknownOf.set(textAt(change, "address"), memberAt(objectAt(change, "change"), "after_unknown"));
  const places = new Places(plan);
  const resources = new Map<string, PlannedResource>();
  const add = (module: string, raw: unknown): void => {
    const address = textAt(raw, "address");
    if (resources.has(address)) return;
    const path = pathOf(raw);
    const configured = configuration.resourceOf(module, path);
    const key = memberAt(raw, "index");
    const resource = new PlannedResource(
      {
        address,
        module,
        mode: textAt(raw, "mode") === "data" ? "data" : "managed",
        type: textAt(raw, "type"),
        path,
        file,
        ...(typeof key === "string" || typeof key === "number" ? { key } : {}),
        values: objectAt(raw, "values"),
        unknown: unknownOf.get(address),
        expressions: configured && objectAt(configured, "expressions"),
        forEach: expressionOf(memberAt(configured, "for_each_expression")),
        surroundings: places.of(textAt(configured, "provider_config_key")),
      },
      configuration,
    );
    resources.set(address, resource);
    configuration.add(resource);
  };
  walk(objectAt(memberAt(plan, "planned_values") ?? memberAt(plan, "values"), "root_module"), add);
  // Data sources that were read during planning are only here.
  walk(objectAt(plan, "prior_state", "values", "root_module"), (module, raw) => {
    if (textAt(raw, "mode") === "data") add(module, raw);
  });
  return {
    resources: [...resources.values()],
    outputs: outputs(file, plan),
    variables: variables(file, plan),
    locals: [],
    providers: providers(file, plan),
    backends: [],
    modules: [],
    loose: [],
    unknowns: [],
  };
}

const pathOf = (raw: unknown): string =>
  `${textAt(raw, "mode") === "data" ? "data." : ""}${textAt(raw, "type")}.${textAt(raw, "name")}`;

function walk(module: Body, visit: (module: string, resource: unknown) => void): void {
  for (const resource of listAt(module, "resources")) visit(textAt(module, "address"), resource);
  for (const child of listAt(module, "child_modules")) walk(objectAt(child), visit);
}

/** The accounts and regions of the provider configurations. */
class Places {
  private readonly found = new Map<string, Surroundings>();
  private readonly caller: string | undefined;

  constructor(private readonly plan: Body) {
    const accounts = new Set<string>();
    walk(objectAt(plan, "prior_state", "values", "root_module"), (_, raw) => {
      if (textAt(raw, "type") === "aws_caller_identity") accounts.add(textAt(objectAt(raw, "values"), "account_id"));
    });
    // With callers in several accounts, a plan does not say which provider is in which.
    this.caller = accounts.size === 1 ? [...accounts][0] : undefined;
  }

  of(key: string): Surroundings {
    const kept = this.found.get(key);
    if (kept) return kept;
    const expressions = objectAt(this.plan, "configuration", "provider_config", key, "expressions");
    const written = surroundings((argument) => this.value(memberAt(expressions, argument)));
    const place = {
      ...written,
      account: /^\d{12}$/.test(written.account) ? written.account : (this.caller ?? written.account),
    };
    this.found.set(key, { ...place, partition: partitionOf(place.region) });
    return this.found.get(key) ?? place;
  }

  private value(expression: unknown): Value | undefined {
    if (Array.isArray(expression)) return expression.map((block) => this.members(block));
    const { constant, references } = expressionOf(expression) ?? { references: [] };
    if (constant !== undefined) return constant as Value;
    const [, variable] = /^var\.([\w-]+)$/.exec(references[0] ?? "") ?? [];
    if (variable === undefined || references.length !== 1) return undefined;
    return memberAt(objectAt(this.plan, "variables", variable), "value") as Value | undefined;
  }

  private members(block: unknown): Value {
    const entries = Object.entries(objectAt(block)).map(([name, value]) => [name, this.value(value) ?? null]);
    return Object.fromEntries(entries) as Value;
  }
}

/** The constants that are written in them; other values come from elsewhere. */
const providers = (file: string, plan: Body): NamedValue[] =>
  Object.entries(objectAt(plan, "configuration", "provider_config")).map(([key, config]) => {
    const written = Object.entries(objectAt(config, "expressions")).map(([name, expression]): [string, Value] => [
      name,
      constants(expression),
    ]);
    return named(file, `provider.${key}`, { value: objectOf(written) }, []);
  });

function constants(expression: unknown): Value {
  if (Array.isArray(expression))
    return expression.map((block) =>
      objectOf(Object.entries(objectAt(block)).map(([name, inner]): [string, Value] => [name, constants(inner)])),
    );
  return (expressionOf(expression)?.constant ?? null) as Value;
}

function outputs(file: string, plan: Body): NamedValue[] {
  const planned = objectAt(memberAt(plan, "planned_values") ?? memberAt(plan, "values"), "outputs");
  return Object.entries(planned).map(([name, output]) => {
    const { references = [] } =
      expressionOf(memberAt(objectAt(plan, "configuration", "root_module", "outputs", name), "expression")) ?? {};
    return named(file, `output.${name}`, output, references);
  });
}

const variables = (file: string, plan: Body): NamedValue[] =>
  Object.entries(objectAt(plan, "variables")).map(([name, variable]) => {
    const declared = objectAt(plan, "configuration", "root_module", "variables", name);
    return named(file, `var.${name}`, { ...objectAt(variable), sensitive: declared.sensitive }, []);
  });

function named(file: string, address: string, raw: unknown, references: readonly string[]): NamedValue {
  const value = memberAt(raw, "value") as Resolved["value"] | undefined;
  const unknown =
    references.length > 0 ? { value: UNKNOWN, whys: ["it is known only after apply"], references } : undefined;
  const resolved = value === undefined ? unknown : { value, whys: [], references };
  return located({ address, root: file, file }, { sensitive: memberAt(raw, "sensitive") === true, value: resolved });
}
