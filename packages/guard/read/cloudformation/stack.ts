import { dnsSuffixOf } from "@openhands-aws/facts/partitions";
import type { Json, Location, Resolved } from "../../model";
import { isKnown, UNKNOWN } from "../../text";
import { located } from "../assemble/build";
import { computed } from "../configuration/computed";
import type { Surroundings } from "../configuration/provider";
import type { Evaluation, Traced } from "../expression/evaluation";
import type { Value } from "../expression/value";
import { isObject, type JsonObject } from "../kubernetes/json-of";
import { NO_VALUE } from "./branches";
import type { CloudResource } from "./cloud-resource";
import { type Assumed, Conditions, NOTHING_ASSUMED } from "./conditions";
import { resolveValue, type StackNames } from "./intrinsics";
import type { Template } from "./template";
import { twinAttribute, twinOf } from "./types";

export interface StackProps {
  readonly template: Template;
  /** Of the stack; the resources are declared at its lines. */
  readonly at: Location;
  /** Before the logical ids in addresses: `aws_cloudformation_stack.roles.`; empty for a file of its own. */
  readonly prefix: string;
  readonly surroundings: Surroundings;
  readonly evaluation: Evaluation;
  /** Of the stack, with UNKNOWN in it. */
  readonly name: string;
  /** Values that the stack gives to parameters. @default none */
  readonly parameters?: ReadonlyMap<string, Resolved>;
  /** Where unknown parts of the template come from. @default nowhere: all of it is known */
  readonly unknown?: Pick<Resolved, "whys" | "references">;
}

/** What the names in one template mean once it is deployed, and its resources. */
export class Stack implements StackNames {
  readonly evaluation: Evaluation;
  private readonly values = new Map<string, Traced | "under way">();
  private readonly conditions: Conditions;
  private assumed: Assumed = NOTHING_ASSUMED;
  /** Whether the default of a parameter counts. */
  private byDefault = true;

  constructor(private readonly props: StackProps) {
    this.evaluation = props.evaluation;
    this.conditions = new Conditions(this.section("Conditions"), props.evaluation, (raw, byDefault) =>
      this.where(NOTHING_ASSUMED, byDefault, () => resolveValue(raw, this)),
    );
  }

  /** Those that are deployed, as far as that is decided. Entries that are not resources, such as a loop, are left out. */
  get resources(): CloudResource[] {
    return this.all(({ Condition: name }) => name === undefined || this.conditions.outcome(String(name)) !== false);
  }

  /** Those whose condition does not hold. */
  get notDeployed(): CloudResource[] {
    return this.all(({ Condition: name }) => name !== undefined && this.conditions.outcome(String(name)) === false);
  }

  private all(isWanted: (body: JsonObject) => boolean): CloudResource[] {
    return Object.entries(this.section("Resources"))
      .filter(
        ([id, body]) => !id.startsWith("Fn::") && isObject(body) && typeof body.Type === "string" && isWanted(body),
      )
      .map(([id, body]) => this.resource(id, body as JsonObject));
  }

  ref(name: string): Value {
    const { surroundings, name: stack } = this.props;
    const { account, region, partition } = surroundings;
    switch (name) {
      case "AWS::NoValue":
        return NO_VALUE;
      case "AWS::AccountId":
        return account;
      case "AWS::Region":
        return region;
      case "AWS::Partition":
        return partition;
      case "AWS::URLSuffix":
        return dnsSuffixOf(partition);
      case "AWS::StackName":
        return stack;
      case "AWS::StackId":
        return `arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/${UNKNOWN}`;
    }
    if (Object.hasOwn(this.section("Parameters"), name)) return this.parameter(name);
    return this.attribute(name, "Ref");
  }

  /** @param attribute as for `Fn::GetAtt`, or `Ref` */
  attribute(id: string, attribute: string): Value {
    const body = this.member("Resources", id);
    const label = `${this.props.prefix}${id}`;
    if (!isObject(body)) return this.evaluation.unknown(`${label} is not declared in the template`);
    const type = String(body.Type);
    const twin = twinOf(type);
    const name = attribute === "Ref" ? "id" : twin && twinAttribute(twin, attribute);
    this.evaluation.refer(`${label}.${name ?? attribute}`);
    return this.once(`attribute ${id} ${attribute}`, `${label}.${attribute}`, () => {
      const written = (argument: string): Value | undefined => {
        if (argument.endsWith("_prefix")) return `${this.props.name}-${id}-`;
        const own = Object.entries(twin?.arguments ?? {}).find(([, other]) => other === argument)?.[0];
        const value = own === undefined ? undefined : this.property(id, own);
        return value === null ? undefined : value;
      };
      const found =
        twin && name !== undefined
          ? (computed(
              { type: twin.type, mode: "managed", surroundings: this.props.surroundings, argument: written },
              name,
            ) ?? written(name))
          : undefined;
      return found ?? this.evaluation.unknown(`${label}.${attribute} is known only after apply`);
    });
  }

  mapping(map: string, first: string, second: string): Value {
    const found = this.member("Mappings", map);
    const values = isObject(found) ? found : {};
    const rows = isKnown(first) ? [values[first]] : Object.values(values);
    const cells = rows.map((row) =>
      isObject(row) && isKnown(second) && Object.hasOwn(row, second) ? row[second] : undefined,
    );
    const [cell, ...others] = new Set(cells.map((one) => JSON.stringify(one)));
    if (cell !== undefined && others.length === 0) return JSON.parse(cell) as Value;
    // A name or a number that AWS gives, such as an account of its own, is not a wildcard.
    const isPlain = cells.length > 0 && cells.every((one) => one !== undefined && !/[*?]/.test(JSON.stringify(one)));
    const when = isPlain ? "is known only after apply" : "is decided when the stack is deployed";
    return this.evaluation.unknown(`the entry of the mapping ${map} ${when}`);
  }

  condition(name: string): boolean | undefined {
    return this.conditions.outcome(name, this.assumed);
  }

  isUnusual(name: string, outcome: boolean): boolean {
    return this.conditions.isUnusual(name, outcome);
  }

  assuming<T>(outcomes: Iterable<readonly [string, boolean]>, evaluate: () => T): T {
    return this.where(new Map([...this.assumed, ...outcomes]), this.byDefault, evaluate);
  }

  private where<T>(assumed: Assumed, byDefault: boolean, evaluate: () => T): T {
    const before = [this.assumed, this.byDefault] as const;
    [this.assumed, this.byDefault] = [assumed, byDefault];
    try {
      return evaluate();
    } finally {
      [this.assumed, this.byDefault] = before;
    }
  }

  private parameter(name: string): Value {
    const label = `Parameters.${name}`;
    const given = this.props.parameters?.get(name);
    this.evaluation.refer(`${this.props.prefix}${label}`);
    const declared = this.member("Parameters", name);
    const { Default: fallback, Type: type } = isObject(declared) ? declared : {};
    const isList = /List/.test(String(type));
    if (/^AWS::SSM::Parameter::(?:Value|Name)/.test(String(type)) && !/::Name$/.test(String(type)))
      return this.evaluation.unknown(`the parameter ${name} is read from Parameter Store when the stack is deployed`);
    if (given) {
      for (const why of given.whys) this.evaluation.unknown(why);
      for (const reference of given.references) this.evaluation.refer(reference);
      return isList ? listed(given.value as unknown as Value) : (given.value as unknown as Value);
    }
    if (!this.byDefault) return UNKNOWN;
    if (this.conditions.changedBy(this.assumed).has(name))
      return this.evaluation.unknown(`the parameter ${name} has another value where it is used`);
    if (fallback === undefined) return this.evaluation.unknown(`the parameter ${name} has no default`);
    const value = fallback as unknown as Value;
    return isList ? listed(value) : value;
  }

  private resource(id: string, body: JsonObject): CloudResource {
    const { at, prefix, surroundings, template, name } = this.props;
    const properties = this.propertiesOf(body);
    const stack = this;
    return {
      at: located(
        {
          ...{ address: `${prefix}${id}`, root: at.root, file: at.file },
          get line() {
            return prefix === "" ? template.lineOf(id) : at.line;
          },
        },
        {},
      ),
      type: String(body.Type),
      surroundings,
      namePrefix: `${name}-${id}-`,
      propertyNames: Object.keys(properties),
      property(name: string): Resolved | undefined {
        const resolved = stack.evaluation.resolved(() => stack.property(id, name) ?? null);
        return resolved.value === null ? undefined : stack.withUnknown(resolved);
      },
    };
  }

  private property(id: string, name: string): Value | undefined {
    const body = this.member("Resources", id);
    const properties = isObject(body) ? this.propertiesOf(body) : {};
    const written = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (written === undefined) return undefined;
    const value = this.once(`property ${id} ${name}`, `${name} of ${id}`, () => {
      const { Condition: condition } = body as JsonObject;
      const name = condition === undefined ? undefined : String(condition);
      const isOpen = name !== undefined && this.conditions.outcome(name) === undefined;
      const resolved = this.where(isOpen ? new Map([[name, true]]) : NOTHING_ASSUMED, true, () =>
        resolveValue(written, this),
      );
      return resolved === NO_VALUE ? null : resolved;
    });
    return value ?? undefined;
  }

  private propertiesOf({ Properties: properties }: JsonObject): JsonObject {
    return isObject(properties) ? properties : {};
  }

  private withUnknown(resolved: Resolved): Resolved {
    const { unknown } = this.props;
    if (!unknown || isKnown(JSON.stringify(resolved.value))) return resolved;
    const { value, whys, references } = resolved;
    return {
      value,
      whys: [...new Set([...whys, ...unknown.whys])],
      references: [...new Set([...references, ...unknown.references])],
    };
  }

  private once(key: string, label: string, evaluate: () => Value): Value {
    return this.evaluation.once(this.values, key, label, evaluate);
  }

  private section(name: string): JsonObject {
    const found = this.props.template.body[name];
    return isObject(found) ? found : {};
  }

  private member(section: string, name: string): Json | undefined {
    const members = this.section(section);
    return Object.hasOwn(members, name) ? members[name] : undefined;
  }
}

const listed = (value: Value): Value =>
  typeof value === "string" ? (isKnown(value) ? value.split(",").map((one) => one.trim()) : UNKNOWN) : value;
