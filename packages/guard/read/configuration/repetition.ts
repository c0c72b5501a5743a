import { MAX_ALL_INSTANCES, MAX_INSTANCES } from "../../bounds";
import { UNKNOWN } from "../../text";
import { madeOnlyIf } from "../expression/elsewhere";
import type { Scope } from "../expression/evaluate";
import { elementsOf } from "../expression/evaluate-for";
import type { Trace } from "../expression/trace";
import {
  isList,
  isSet,
  isUnknown,
  Namespace,
  numberOf,
  ObjectReference,
  objectOf,
  textOf,
  type Value,
} from "../expression/value";
import { resolve } from "./resolve";

export interface Repeated {
  /** As in the address: `[0]`, `["key"]`, `[*]` for merged instances, or empty. */
  readonly suffix: string;
  /** `each` or `count`. */
  readonly names: ReadonlyMap<string, Value>;
}

/** How many instances of blocks there may still be in one input. */
export class Instances {
  readonly why: string;
  private left: number;

  /** @param size of the input in characters */
  constructor(size: number) {
    this.left = MAX_ALL_INSTANCES.base + Math.floor(size * MAX_ALL_INSTANCES.perCharacter);
    this.why = `the input has more than ${this.left} instances of blocks`;
  }

  /** @returns whether there may be as many */
  take(count: number): boolean {
    if (count > this.left) return false;
    this.left -= count;
    return true;
  }
}

export interface Repetition {
  readonly form: "single" | "list" | "map" | "unknown";
  readonly instances: readonly Repeated[];
  readonly keys: readonly string[];
  readonly trace?: Trace;
  /** Why there is no instance: a clause. */
  readonly off?: string;
}

const SINGLE: Repetition = { form: "single", instances: [{ suffix: "", names: new Map() }], keys: [] };

/**
 * The instances of a block by its `count` or `for_each`.
 * @param left how many instances of blocks there may still be in the input
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/for_each
 */
export function repetition(body: Readonly<Record<string, unknown>>, scope: Scope, left: Instances): Repetition {
  const { evaluation } = scope;
  const argument = ["count", "for_each"].find((name) => Object.hasOwn(body, name) && body[name] !== null);
  if (argument === undefined) return SINGLE;
  const { value, trace } = evaluation.traced(() => {
    const resolved = resolve(body[argument], scope);
    const size = argument === "count" ? numberOf(resolved) : elementsOf(resolved)?.length;
    if (isUnknown(resolved)) return UNKNOWN;
    if (size === undefined || size < 0) return evaluation.unknown(`${argument} has the wrong type`);
    if (size > MAX_INSTANCES) return evaluation.unknown(`${argument} creates more than ${MAX_INSTANCES} instances`);
    return left.take(size) ? resolved : evaluation.unknown(left.why);
  });
  if (isUnknown(value)) {
    // Everything that is built from it is unknown for the same reason.
    const unknown = new Namespace(() => evaluation.use({ value: UNKNOWN, trace }));
    const names = new Map<string, Value>([[argument === "count" ? "count" : "each", unknown]]);
    return { form: "unknown", instances: [{ suffix: "[*]", names }], keys: [], trace };
  }
  const repeated = argument === "count" ? byCount(numberOf(value) ?? 0) : byKey(value);
  return repeated.instances.length > 0
    ? repeated
    : { ...repeated, off: madeOnlyIf(trace.of("references")) ?? "has no instance (count or for_each)" };
}

function byCount(count: number): Repetition {
  const keys = Array.from({ length: Math.floor(count) }, (_, index) => String(index));
  return { form: "list", keys, instances: keys.map((key) => ({ suffix: `[${key}]`, names: counted(Number(key)) })) };
}

function byKey(collection: Value): Repetition {
  // A variable of type set has a list as its default.
  const elements =
    isList(collection) && !isSet(collection)
      ? collection.map((item) => [item, item] as const)
      : (elementsOf(collection) ?? []);
  const entries = new Map(elements.map(([key, value]) => [textOf(key) ?? UNKNOWN, value]));
  return {
    form: "map",
    keys: [...entries.keys()],
    instances: [...entries].map(([key, value]) => ({ suffix: `[${JSON.stringify(key)}]`, names: each(key, value) })),
  };
}

const counted = (index: Value) => new Map<string, Value>([["count", objectOf([["index", index]])]]);

const each = (key: Value, value: Value) =>
  new Map<string, Value>([["each", objectOf([["key", key] as const, ["value", value] as const])]]);

/** The value of a reference to the block. */
export function referenceTo({ form, keys }: Repetition, instances: readonly ObjectReference[]): Value {
  const [only] = instances;
  if (form === "list") return instances;
  if (form === "map") return objectOf(keys.map((key, at) => [key, instances[at] as ObjectReference]));
  return form === "unknown" && only ? new AnyInstance(only) : (only ?? null);
}

/** The one that represents any number of instances: every key refers to it. */
class AnyInstance extends ObjectReference {
  constructor(private readonly instance: ObjectReference) {
    super();
  }

  override get(name: string): Value {
    return this.instance.get(name);
  }

  override at(): Value {
    return this.instance;
  }
}
