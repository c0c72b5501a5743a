import { partitionOf } from "@openhands-aws/facts/partitions";
import type { NamedValue, PlannedChange, Resolved } from "../../model";
import { perText } from "../../support/memo";
import { NOTHING_KNOWN, UNKNOWN } from "../../text";
import { located } from "../assemble/build";
import { type Surroundings, surroundings } from "../configuration/provider";
import { type Contents, noContents } from "../contents";
import { Evaluation } from "../expression/evaluation";
import { objectOf, type Value } from "../expression/value";
import type { Body } from "../source/module-source";
import { expressionOf, planList, planMember, planObject, planText } from "./plan-parts";
import { PlanConfiguration } from "./plan-references";
import { PlannedResource } from "./planned-resource";

/** Whether it is what `terraform show -json` prints for a plan. */
export const isPlan = (value: unknown): value is Body =>
  planText(value, "format_version") !== "" && planMember(value, "planned_values") !== undefined;

/**
 * What will exist after the plan is applied.
 * @param size of its text in characters
 */
export function readPlan(file: string, plan: Body, size: number): Contents {
  const evaluation = new Evaluation();
  evaluation.allow(size);
  const configuration = new PlanConfiguration(evaluation, plan);
  const unknownOf = new Map<string, unknown>();
  for (const change of planList(plan, "resource_changes"))
    unknownOf.set(planText(change, "address"), planMember(planObject(change, "change"), "after_unknown"));
  const places = new Places(plan);
  const resources = new Map<string, PlannedResource>();
  const add = (module: string, raw: unknown): void => {
    const address = planText(raw, "address");
    if (resources.has(address)) return;
    const path = pathOf(raw);
    const configured = configuration.resourceOf(module, path);
    const key = planMember(raw, "index");
    const resource = new PlannedResource(
      {
        address,
        module,
        mode: planText(raw, "mode") === "data" ? "data" : "managed",
        type: planText(raw, "type"),
        path,
        file,
        ...(typeof key === "string" || typeof key === "number" ? { key } : {}),
        values: { ...planObject(raw, "values"), ...provisionersOf(configured) },
        unknown: unknownOf.get(address),
        expressions: configured && planObject(configured, "expressions"),
        forEach: expressionOf(planMember(configured, "for_each_expression")),
        surroundings: places.of(planText(configured, "provider_config_key")),
      },
      configuration,
    );
    resources.set(address, resource);
    configuration.add(resource);
  };
  walk(planObject(plan, "planned_values", "root_module"), add);
  // Data sources that were read during planning are only here.
  walk(planObject(plan, "prior_state", "values", "root_module"), (module, raw) => {
    if (planText(raw, "mode") === "data") add(module, raw);
  });
  return {
    ...noContents(),
    resources: [...resources.values()],
    outputs: outputs(file, plan),
    variables: variables(file, plan),
    providers: providers(file, plan),
    changes: changes(file, plan),
  };
}

const changes = (file: string, plan: Body): PlannedChange[] =>
  planList(plan, "resource_changes").map((raw) => {
    const change = planObject(raw, "change");
    const value = (name: string) => (planMember(change, name) ?? null) as PlannedChange["before"];
    return located(
      { address: planText(raw, "address"), root: file, file },
      {
        type: planText(raw, "type"),
        actions: planList(change, "actions").filter((action) => typeof action === "string"),
        before: value("before"),
        after: value("after"),
      },
    );
  });

/** In the form of blocks; what a command is built from is not in a plan. */
function provisionersOf(configured: unknown): Body {
  const blocks = planList(configured, "provisioners").map((one) => {
    const settings = Object.entries(planObject(one, "expressions")).map(([name, written]) => {
      const { constant = UNKNOWN } = expressionOf(written) ?? {};
      return [name, constant];
    });
    return { [planText(one, "type")]: Object.fromEntries(settings) };
  });
  return blocks.length > 0 ? { provisioner: blocks } : {};
}

const pathOf = (raw: unknown): string =>
  `${planText(raw, "mode") === "data" ? "data." : ""}${planText(raw, "type")}.${planText(raw, "name")}`;

function walk(module: Body, visit: (module: string, resource: unknown) => void): void {
  for (const resource of planList(module, "resources")) visit(planText(module, "address"), resource);
  for (const child of planList(module, "child_modules")) walk(planObject(child), visit);
}

/** The accounts and regions of the provider configurations. */
class Places {
  private readonly caller: string | undefined;

  constructor(private readonly plan: Body) {
    const accounts = new Set<string>();
    walk(planObject(plan, "prior_state", "values", "root_module"), (_, raw) => {
      if (planText(raw, "type") === "aws_caller_identity")
        accounts.add(planText(planObject(raw, "values"), "account_id"));
    });
    // With callers in several accounts, a plan does not say which provider is in which.
    this.caller = accounts.size === 1 ? [...accounts][0] : undefined;
  }

  readonly of = perText((key: string): Surroundings => {
    const expressions = planObject(this.plan, "configuration", "provider_config", key, "expressions");
    const written = surroundings((argument) => this.value(planMember(expressions, argument)));
    const place = {
      ...written,
      account: /^\d{12}$/.test(written.account) ? written.account : (this.caller ?? written.account),
    };
    return { ...place, partition: partitionOf(place.region) };
  });

  private value(expression: unknown): Value | undefined {
    if (Array.isArray(expression)) return expression.map((block) => this.members(block));
    const { constant, references } = expressionOf(expression) ?? { references: [] };
    if (constant !== undefined) return constant as Value;
    const [, variable] = /^var\.([\w-]+)$/.exec(references[0] ?? "") ?? [];
    if (variable === undefined || references.length !== 1) return undefined;
    return planMember(planObject(this.plan, "variables", variable), "value") as Value | undefined;
  }

  private members(block: unknown): Value {
    const entries = Object.entries(planObject(block)).map(([name, value]) => [name, this.value(value) ?? null]);
    return Object.fromEntries(entries) as Value;
  }
}

/** The constants that are written in them; other values come from elsewhere. */
const providers = (file: string, plan: Body): NamedValue[] =>
  Object.entries(planObject(plan, "configuration", "provider_config")).map(([key, config]) => {
    const written = Object.entries(planObject(config, "expressions")).map(([name, expression]): [string, Value] => [
      name,
      constants(expression),
    ]);
    return named(file, `provider.${key}`, { value: objectOf(written) }, []);
  });

function constants(expression: unknown): Value {
  if (Array.isArray(expression))
    return expression.map((block) =>
      objectOf(Object.entries(planObject(block)).map(([name, inner]): [string, Value] => [name, constants(inner)])),
    );
  return (expressionOf(expression)?.constant ?? null) as Value;
}

function outputs(file: string, plan: Body): NamedValue[] {
  const planned = planObject(planMember(plan, "planned_values") ?? planMember(plan, "values"), "outputs");
  return Object.entries(planned).map(([name, output]) => {
    const { references = [] } =
      expressionOf(planMember(planObject(plan, "configuration", "root_module", "outputs", name), "expression")) ?? {};
    return named(file, `output.${name}`, output, references);
  });
}

const variables = (file: string, plan: Body): NamedValue[] =>
  Object.entries(planObject(plan, "variables")).map(([name, variable]) => {
    const declared = planObject(plan, "configuration", "root_module", "variables", name);
    return named(file, `var.${name}`, { ...planObject(variable), sensitive: declared.sensitive }, []);
  });

function named(file: string, address: string, raw: unknown, references: readonly string[]): NamedValue {
  const value = planMember(raw, "value") as Resolved["value"] | undefined;
  const unknown =
    references.length > 0 ? { value: NOTHING_KNOWN, whys: ["it is known only after apply"], references } : undefined;
  const resolved = value === undefined ? unknown : { value, whys: [], references };
  return located({ address, root: file, file }, { sensitive: planMember(raw, "sensitive") === true, value: resolved });
}
