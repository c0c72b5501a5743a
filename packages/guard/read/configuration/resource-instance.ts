import type { Resolved } from "../../model";
import { ignoredWhy, withoutPlaceholders } from "../expression/elsewhere";
import type { Scope } from "../expression/evaluate";
import type { Evaluation, Traced } from "../expression/evaluation";
import { ObjectReference, type Value } from "../expression/value";
import type { ReadResource } from "../resource";
import type { Block } from "../source/module-source";
import { computed, type Described } from "./computed";
import { dataDocument } from "./data-document";
import { ignoredArguments, isIgnored } from "./ignored-changes";
import type { Surroundings } from "./provider";
import { argumentNames, isStatic, resolveArgument } from "./resolve";

export interface ResourceInstanceProps {
  readonly block: Block;
  readonly address: string;
  /** Folder of the root module. */
  readonly root: string;
  /** With `each`, `count` and `self` of this instance. */
  readonly scope: Scope;
  readonly surroundings: () => Surroundings;
}

/** One instance of a resource or data source that a configuration declares. */
export class ResourceInstance extends ObjectReference implements ReadResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly address: string;
  readonly root: string;
  private readonly attributes = new Map<string, Traced | "under way">();
  private readonly evaluation: Evaluation;

  constructor(private readonly props: ResourceInstanceProps) {
    super();
    const [mode, type = ""] = props.block.path;
    this.mode = mode === "data" ? "data" : "managed";
    this.type = type;
    this.address = props.address;
    this.root = props.root;
    this.evaluation = props.scope.evaluation;
  }

  get file(): string {
    return this.props.block.file.path;
  }

  get line(): number | undefined {
    return this.props.block.file.lineOf(this.props.block.path);
  }

  get surroundings(): Surroundings {
    return this.props.surroundings();
  }

  get argumentNames(): readonly string[] {
    return argumentNames(this.props.block.body);
  }

  argument(name: string): Resolved | undefined {
    const resolved = this.evaluation.resolved(() => this.written(name) ?? null);
    return resolved.value === null ? undefined : resolved;
  }

  attribute(name: string): Resolved {
    return this.evaluation.resolved(() => this.value(name));
  }

  override get(name: string): Value {
    const label = `${this.address}.${name}`;
    this.evaluation.refer(label);
    return this.isSetElsewhere(name) ? this.evaluation.unknown(ignoredWhy(label)) : this.value(name);
  }

  /** Whether others may see another value than the one that it is created with. What names it cannot change. */
  private isSetElsewhere(name: string): boolean {
    const { body } = this.props.block;
    return (
      Object.hasOwn(body, "lifecycle") &&
      isIgnored(ignoredArguments(body), name) &&
      Object.hasOwn(body, name) &&
      computed(this.described, name) === undefined
    );
  }

  private get described(): Described {
    return {
      type: this.type,
      mode: this.mode,
      surroundings: this.surroundings,
      argument: (name) => this.written(name),
    };
  }

  private value(name: string): Value {
    return this.evaluation.once(this.attributes, name, `${this.address}.${name}`, () => {
      const written = (argument: string) => this.written(argument);
      const { renderTemplate } = this.props.scope.functions;
      const known = this.mode === "data" ? dataDocument(this.type, name, written, renderTemplate) : undefined;
      return (
        known ??
        computed(this.described, name) ??
        written(name) ??
        this.evaluation.unknown(`${this.address}.${name} is known only after apply`)
      );
    });
  }

  /** `undefined` also for null: to Terraform both mean that the argument is not set. */
  private written(name: string): Value | undefined {
    const { body } = this.props.block;
    const ignored = Object.hasOwn(body, "lifecycle") && isIgnored(ignoredArguments(body), name);
    if (!Object.hasOwn(body, "dynamic")) {
      if (!Object.hasOwn(body, name)) return undefined;
      const raw = body[name];
      if (!ignored && typeof raw !== "object" && isStatic(raw)) return raw;
    }
    const label = `the argument ${name} of ${this.address}`;
    const evaluate = (): Value => {
      const value = resolveArgument(body, name, this.props.scope) ?? null;
      return ignored ? withoutPlaceholders(value, () => ignoredWhy("it"), this.evaluation) : value;
    };
    return this.evaluation.once(this.attributes, `argument ${name}`, label, evaluate) ?? undefined;
  }
}
