import { addTo } from "../../support/add-to";
import { folded } from "../../support/folded";
import { perText } from "../../support/memo";
import type { Evaluation } from "../expression/evaluation";
import type { Value } from "../expression/value";
import type { Body } from "../source/module-source";
import { callsIn, expressionOf, type PlanExpression, planList, planMember, planObject, planText } from "./plan-parts";
import type { PlannedResource, PlanReferences } from "./planned-resource";

/**
 * Arguments that are written as a single reference, or as a list of references. A plan says what an expression refers to
 * but not what it does with it, so the values of other arguments cannot be known.
 */
const SINGLES = new Set([
  "bucket",
  "group",
  "key_id",
  "permissions_boundary",
  "policy_arn",
  "queue_url",
  "repository",
  "role",
  "role_arn",
  "secret_arn",
  "user",
]);
const LISTS = new Set(["groups", "identifiers", "managed_policy_arns", "policy_arns", "roles", "users"]);
/** A JSON document that is used as a whole. */
const DOCUMENT = /^data\..*\.(?:json|minified_json)$/;

export const isListArgument = (argument: string): boolean => LISTS.has(argument);

/** The references of a plan's configuration. */
export class PlanConfiguration implements PlanReferences {
  private readonly resources = new Map<string, PlannedResource[]>();

  constructor(
    readonly evaluation: Evaluation,
    private readonly plan: Body,
  ) {}

  add(resource: PlannedResource): void {
    const path = `${resource.props.module}\n${resource.props.path}`;
    addTo(this.resources, path, resource);
  }

  single(from: PlannedResource, argument: string, expression: PlanExpression): Value {
    const { constant, references } = expression;
    if (constant !== undefined) return constant as Value;
    const [only] = withoutOwnKey(references);
    if (only !== undefined && withoutOwnKey(references).length === 1 && (SINGLES.has(argument) || DOCUMENT.test(only)))
      return this.follow(from, from.props.module, only, argument);
    return this.notTold(argument, references);
  }

  elements(from: PlannedResource, argument: string, { references }: PlanExpression, count?: number): readonly Value[] {
    if (!LISTS.has(argument)) return Array.from({ length: count ?? 1 }, () => this.notTold(argument, references));
    const values = references.flatMap((reference) => this.follow(from, from.props.module, reference, argument));
    // There may be constants among them, which a plan does not list.
    return values.length === count ? values : [...values, this.notTold(argument, references)];
  }

  private notTold(argument: string, references: readonly string[]): Value {
    for (const reference of references) this.evaluation.refer(reference);
    const made =
      references.length > 0 ? `is built from ${folded(references)} in a way that a plan does not show` : "is unknown";
    return this.evaluation.unknown(`${argument} ${made}`);
  }

  /** @param module that the reference is in */
  private follow(from: PlannedResource, module: string, reference: string, argument: string): Value {
    return this.evaluation.step(() => this.target(from, module, reference, argument));
  }

  private target(from: PlannedResource, module: string, reference: string, argument: string): Value {
    const [, first = "", second = "", rest = ""] = /^(\w[\w-]*)\.([\w-]+)(.*)$/s.exec(reference) ?? [];
    if (first === "var") return this.variable(from, module, second, argument);
    if (first === "module") return this.output(from, module, reference, argument);
    if (first === "each" && second === "value" && from.props.forEach?.references.length === 1)
      return this.instance(from, module, `${from.props.forEach.references[0]}${rest}`, argument);
    return this.instance(from, module, reference, argument);
  }

  private instance(from: PlannedResource, module: string, reference: string, argument: string): Value {
    const found = /^((?:data\.)?[\w-]+\.[\w-]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?(?:\.([\w-]+))?$/.exec(reference);
    const [, path = "", key, attribute = attributeFor(argument)] = found ?? [];
    const instances = this.resources.get(`${module}\n${path}`) ?? [];
    const wanted = key === undefined ? from.props.key : (JSON.parse(key) as string | number);
    const instance =
      instances.find(({ props }) => props.key === wanted) ??
      (instances.length === 1 && key === undefined ? instances[0] : undefined);
    if (!instance) return this.evaluation.unknown(`${reference} is not in the plan`);
    this.evaluation.refer(`${instance.address}.${attribute}`);
    return instance.value(attribute);
  }

  private variable(from: PlannedResource, module: string, name: string, argument: string): Value {
    if (module === "") {
      const value = planMember(planObject(this.plan, "variables", name), "value");
      return value === undefined
        ? this.evaluation.unknown(`variable ${name} has no value in the plan`)
        : (value as Value);
    }
    const calls = callsIn(module);
    const call = planObject(this.moduleOf(calls.slice(0, -1)), "module_calls", calls.at(-1) ?? "");
    const outer = module.replace(/(?:^|\.)module\.[^.[]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?$/, "");
    return this.expression(
      from,
      outer,
      planMember(planObject(call, "expressions"), name),
      argument,
      `variable ${name}`,
    );
  }

  private output(from: PlannedResource, module: string, reference: string, argument: string): Value {
    const [, step = "", output = ""] =
      /^(module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?)\.([\w-]+)/.exec(reference) ?? [];
    const inner = module ? `${module}.${step}` : step;
    const written = planMember(planObject(this.moduleOf(callsIn(inner)), "outputs", output), "expression");
    return this.expression(from, inner, written, argument, reference);
  }

  private expression(from: PlannedResource, module: string, written: unknown, argument: string, label: string): Value {
    const { constant, references } = expressionOf(written) ?? { references: [] };
    if (constant !== undefined) return constant as Value;
    const [only] = references;
    if (only !== undefined && references.length === 1) return this.follow(from, module, only, argument);
    return this.evaluation.unknown(`the plan does not say how ${label} is built`);
  }

  /** Configuration of a module. */
  private moduleOf(calls: readonly string[]): Body {
    return calls.reduce((module, call) => planObject(module, "module_calls", call, "module"), this.root);
  }

  private get root(): Body {
    return planObject(this.plan, "configuration", "root_module");
  }

  /** Configuration of a resource, by its address. */
  resourceOf(module: string, path: string): Body | undefined {
    return this.configured(callsIn(module).join(".")).get(path);
  }

  private readonly configured = perText((calls: string): ReadonlyMap<string, Body> => {
    const module = this.moduleOf(calls === "" ? [] : calls.split("."));
    return new Map(planList(module, "resources").map((one) => [planText(one, "address"), one as Body]));
  });
}

/**
 * For `data.aws_iam_policy_document.trust[each.key].json` a plan lists the document and the key: the value is that
 * instance, and the attribute that such an argument needs.
 */
function withoutOwnKey(references: readonly string[]): readonly string[] {
  const [only, ...others] = references.filter((reference) => reference !== "each.key" && reference !== "count.index");
  if (only === undefined || others.length > 0 || references.length !== 2) return references;
  return [/^data\.aws_iam_policy_document\.[\w-]+$/.test(only) ? `${only}.json` : only];
}

/** A reference to a whole resource has no attribute; the argument says which one it needs. */
const attributeFor = (argument: string): string =>
  /_arns?$|boundary|identifiers/.test(argument)
    ? "arn"
    : argument === "key_id" || argument === "queue_url"
      ? "id"
      : "name";
