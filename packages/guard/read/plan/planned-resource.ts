import type { Resolved } from "../../model";
import { computed } from "../configuration/computed";
import { dataDocument } from "../configuration/data-document";
import type { Surroundings } from "../configuration/provider";
import type { Evaluation, Traced } from "../expression/evaluation";
import type { Value } from "../expression/value";
import type { ReadResource } from "../resource";
import type { Body } from "../source/module-source";
import { expressionOf, type PlanExpression, planMember } from "./plan-parts";
import { isListArgument } from "./plan-references";

export interface PlannedResourceProps {
  readonly address: string;
  /** Address of its module; "" for the root. */
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  /** `data.type.name` or `type.name`. */
  readonly path: string;
  readonly file: string;
  /** Key of its instance. */
  readonly key?: string | number;
  readonly values: Body;
  /** `true` in the places of what is known only after apply. */
  readonly unknown: unknown;
  /** Of the configuration; `undefined` if the plan has none for it. */
  readonly expressions?: Body;
  readonly forEach?: PlanExpression;
  readonly surroundings: Surroundings;
}

/** Finds what an expression of the configuration refers to. */
export interface PlanReferences {
  readonly evaluation: Evaluation;
  /** @param argument whose value it is: a plan says enough only about some */
  single(from: PlannedResource, argument: string, expression: PlanExpression): Value;
  /** @param count of unknown elements; `undefined` if even that is unknown */
  elements(from: PlannedResource, argument: string, expression: PlanExpression, count?: number): readonly Value[];
}

/** A resource or data source of a plan. */
export class PlannedResource implements ReadResource {
  readonly address: string;
  readonly root: string;
  readonly file: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly surroundings: Surroundings;
  private readonly cache = new Map<string, Traced | "under way">();

  constructor(
    readonly props: PlannedResourceProps,
    private readonly references: PlanReferences,
  ) {
    ({ address: this.address, file: this.file, mode: this.mode, type: this.type } = props);
    this.root = props.file;
    this.surroundings = props.surroundings;
  }

  get argumentNames(): readonly string[] {
    const { values, expressions = {} } = this.props;
    return [...new Set([...Object.keys(values), ...Object.keys(expressions)])].filter((name) => this.isSet(name));
  }

  argument(name: string): Resolved | undefined {
    const resolved = this.references.evaluation.resolved(() => this.written(name) ?? null);
    return resolved.value === null ? undefined : resolved;
  }

  attribute(name: string): Resolved {
    return this.references.evaluation.resolved(() => this.value(name));
  }

  /** @see Resource.attribute */
  value(name: string): Value {
    const { evaluation } = this.references;
    return evaluation.once(this.cache, name, `${this.address}.${name}`, () => {
      const known = this.known(name);
      if (known !== undefined) return known;
      const written = (argument: string) => this.written(argument);
      const described = { type: this.type, mode: this.mode, surroundings: this.surroundings, argument: written };
      return (
        (this.mode === "data" ? dataDocument(this.type, name, written) : undefined) ??
        computed(described, name) ??
        written(name) ??
        evaluation.unknown(`${this.address}.${name} is known only after apply`)
      );
    });
  }

  /** The value in the plan itself, if it is fully known. */
  private known(name: string): Value | undefined {
    const value = planMember(this.props.values, name);
    return value === undefined || value === null || hasUnknown(planMember(this.props.unknown, name))
      ? undefined
      : (value as Value);
  }

  /** A plan also lists what AWS fills in; the configuration says which of the attributes were written. */
  private isSet(name: string): boolean {
    const { values, unknown, expressions, mode } = this.props;
    const value = planMember(values, name) ?? null;
    if (expressions && Object.hasOwn(expressions, name)) return value !== null || hasUnknown(planMember(unknown, name));
    if (mode === "data") return value !== null || hasUnknown(planMember(unknown, name));
    // Dynamic blocks are not in the configuration of a plan.
    const isBlocks = Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "object");
    return expressions ? isBlocks : value !== null;
  }

  private written(name: string): Value | undefined {
    if (!this.isSet(name)) return undefined;
    const { values, unknown, expressions } = this.props;
    const label = `the argument ${name} of ${this.address}`;
    return (
      this.references.evaluation.once(this.cache, `argument ${name}`, label, () =>
        this.filled(name, planMember(values, name) ?? null, planMember(unknown, name), planMember(expressions, name)),
      ) ?? undefined
    );
  }

  /** The planned value with its unknown parts filled in from the expressions in their places. */
  private filled(argument: string, value: unknown, unknown: unknown, expression: unknown): Value {
    const { evaluation } = this.references;
    if (unknown === true) {
      const found = expressionOf(expression);
      if (!found) return evaluation.unknown(`the plan does not say how ${argument} of ${this.address} is built`);
      return isListArgument(argument)
        ? this.references.elements(this, argument, found)
        : this.references.single(this, argument, found);
    }
    if (!hasUnknown(unknown)) return value as Value;
    return evaluation.step(() => {
      if (Array.isArray(unknown)) return this.filledList(argument, value, unknown, expression);
      const members = { ...(typeof value === "object" ? value : {}) } as Record<string, Value>;
      for (const [key, part] of Object.entries(unknown as object))
        members[key] = this.filled(key, planMember(value, key) ?? null, part, planMember(expression, key));
      return members;
    });
  }

  private filledList(argument: string, value: unknown, unknown: readonly unknown[], expression: unknown): Value {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const found = expressionOf(expression);
    if (!found)
      return unknown.map((part, index) => {
        const inner = Array.isArray(expression) ? expression[index] : undefined;
        return this.filled(argument, items[index] ?? null, part, inner);
      });
    const known = items.filter((_, index) => !hasUnknown(unknown[index])) as Value[];
    const count = unknown.filter(hasUnknown).length;
    return [...known, ...this.references.elements(this, argument, found, count)];
  }
}

function hasUnknown(mark: unknown): boolean {
  if (mark === true) return true;
  return typeof mark === "object" && mark !== null && Object.values(mark).some(hasUnknown);
}
