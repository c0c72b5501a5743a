import type { Json, Resolved } from "../../model";
import { perText } from "../../support/memo";
import { isKnown, UNKNOWN } from "../../text";
import { Choices, type Default } from "./choices";
import { isElsewhere } from "./elsewhere";
import { jsonDecode } from "./functions/json";
import type { Node } from "./node";
import { parseTemplate } from "./parse";
import { Trace } from "./trace";
import { isList, isObject, ObjectReference, OpenList, objectOf, type Value } from "./value";
import { WORKSPACE_UNKNOWN, WorkspaceNames } from "./workspace-names";

/** An expression that certainly has no value: an unknown name, a wrong type. `try` and `can` catch it. */
export class ExpressionError extends Error {}

/** Nodes evaluated for one input, plus one for each character that is read; expressions that people write need a tenth. */
const FREE_STEPS = 2_000_000;
/** Levels of expressions and references, together. */
const MAX_DEPTH = 400;
/** Elements of one value, including nested ones; because values refer to others, they can grow exponentially. */
const MAX_SIZE = 200_000;
/** Characters of one text. */
export const MAX_TEXT = 1_000_000;

const TOO_MANY_STEPS = "the input takes too many steps to evaluate";

export interface Traced {
  readonly value: Value;
  readonly trace: Trace;
}

/** The tree of `${a.b.c}`, the form of most expressions, without the parser. */
function plainReference(text: string): Node | undefined {
  if (!/^\$\{[a-z]\w*(?:\.[A-Za-z_][\w-]*){1,20}\}$/.test(text)) return undefined;
  const [name = "", ...attributes] = text.slice(2, -1).split(".");
  return attributes.reduce<Node>((of, attribute) => ({ kind: "attribute", of, name: attribute }), {
    kind: "name",
    name,
  });
}

/** A number of elements minus those of the value; stops below zero. */
function count(value: Value, from: number): number {
  let left = from - 1;
  const list = value instanceof OpenList ? value.elements : value;
  if (isList(list)) for (let at = 0; at < list.length && left >= 0; at++) left = count(list[at] as Value, left);
  else if (isObject(value)) for (const key in value) if (left >= 0) left = count(value[key] as Value, left);
  return left;
}

/** A reference to a whole resource or module is UNKNOWN; an open list has an unknown element for those that are not seen. */
function plain(value: Value): Value {
  if (value instanceof ObjectReference) return UNKNOWN;
  if (value instanceof OpenList) return plain(value.elements);
  if (isList(value)) return value.some(isCompound) ? value.map(plain) : value;
  if (!isObject(value)) return value;
  if (!Object.values(value).some(isCompound)) return value;
  return objectOf(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

const isCompound = (value: Value): boolean => typeof value === "object" && value !== null;

/** The state of evaluating one input: limits, and the trace of the current value. */
export class Evaluation {
  private trace = new Trace();
  private steps = 0;
  private depth = 0;
  private attempts = 0;
  private maxSteps = FREE_STEPS;

  /** @param size of a text of the input in characters */
  allow(size: number): void {
    this.maxSteps += size;
  }

  /** The syntax tree of a text with expressions in it. @throws ExpressionSyntaxError */
  readonly parse = perText((text: string): Node => plainReference(text) ?? parseTemplate(text));

  readonly decodeJson = perText(jsonDecode);

  readonly workspaces = new WorkspaceNames();

  readonly choices = new Choices();

  /** Notes what a text is compared with, or looked up in, if somebody else decides what text it is. */
  compared(value: Value, other: Value): void {
    if (typeof value !== "string") return;
    if (!isKnown(value)) for (const root of this.trace.of("inWorkspaces")) this.workspaces.compared(root, value, other);
    for (const variable of this.trace.of("defaults"))
      if (variable.value === value) this.comparedWithDefault(variable, other);
  }

  private comparedWithDefault(variable: Default, other: Value): void {
    if (typeof other === "string" && other !== variable.value)
      this.trace.note("choices", { ...variable, value: other });
    if (!isObject(other)) return;
    for (const [key, member] of Object.entries(other))
      if (key !== variable.value) this.choices.add([{ ...variable, value: key }], member);
  }

  /** The name of the workspace in which a root module runs. */
  workspaceOf(root: string): Value {
    this.trace.note("inWorkspaces", root);
    return this.unknown(WORKSPACE_UNKNOWN);
  }

  /** A variable that has its default. */
  byDefault(variable: Default): void {
    if (typeof variable.value === "boolean") this.trace.note("choices", { ...variable, value: !variable.value });
    else this.trace.note("defaults", variable);
  }

  /** An unknown value, with the reason. */
  unknown(why: string): Value {
    this.trace.note("whys", why);
    return UNKNOWN;
  }

  /** What is set elsewhere decides an expression, whose value then is unknown as any other. */
  decidedElsewhere(): void {
    if ([...this.trace.of("whys")].some(isElsewhere))
      this.trace.note("whys", "an expression is decided by a value that is set elsewhere");
  }

  /** Why a value that is known is empty, or less, unless a variable is set. */
  unlessSet(why: string): void {
    this.trace.note("unset", why);
  }

  /** No value at all: inside `try` the next argument is evaluated, elsewhere the value is unknown. @throws ExpressionError inside `try` */
  fail(why: string): Value {
    if (this.isTrying) throw new ExpressionError(why);
    return this.unknown(why);
  }

  refer(to: string): void {
    this.trace.note("references", to);
  }

  /** Whether something else is evaluated where an expression has no value. */
  get isTrying(): boolean {
    return this.attempts > 0;
  }

  /** One level down. */
  step(evaluate: () => Value): Value {
    if (++this.steps > this.maxSteps) return this.unknown(TOO_MANY_STEPS);
    if (this.depth >= MAX_DEPTH)
      return this.unknown(`expressions and references are nested deeper than ${MAX_DEPTH} levels`);
    this.depth++;
    try {
      return evaluate();
    } finally {
      this.depth--;
    }
  }

  /** The value, unless it has become too large. */
  bounded(value: Value): Value {
    if (typeof value === "string") {
      this.steps += value.length >> 6;
      return value.length > MAX_TEXT ? this.unknown("a string grows too long") : value;
    }
    if (typeof value !== "object" || value === null) return value;
    // It is open only if what it is made of has a value at all.
    if (value instanceof OpenList && this.isTrying) return UNKNOWN;
    const left = count(value, MAX_SIZE);
    this.steps += (MAX_SIZE - left) >> 3;
    return left < 0 ? this.unknown("a value grows too large") : value;
  }

  /** @returns `undefined` where the expression has no value */
  attempt(evaluate: () => Value): Value | undefined {
    this.attempts++;
    try {
      return evaluate();
    } catch (error) {
      if (error instanceof ExpressionError) return undefined;
      throw error;
    } finally {
      this.attempts--;
    }
  }

  /** What another branch would give, without its trace; `undefined` where it has no value. */
  aside(evaluate: () => Value): Value | undefined {
    const outer = this.trace;
    this.trace = new Trace();
    try {
      return this.attempt(evaluate);
    } finally {
      this.trace = outer;
    }
  }

  /** The value with what it alone comes from. */
  observed(evaluate: () => Value): Traced {
    const outer = this.trace;
    const trace = new Trace();
    this.trace = trace;
    try {
      return { value: evaluate(), trace };
    } finally {
      outer.add(trace);
      this.trace = outer;
    }
  }

  /** Evaluates with a trace of its own, so that the value can be kept and used again by {@link use}. */
  traced(evaluate: () => Value): Traced {
    const outer = this.trace;
    const attempts = this.attempts;
    this.trace = new Trace();
    this.attempts = 0;
    try {
      return { value: evaluate(), trace: this.trace };
    } finally {
      this.trace = outer;
      this.attempts = attempts;
    }
  }

  /** Evaluates a value once, however often it is referred to. */
  once(cache: Map<string, Traced | "under way">, key: string, label: string, evaluate: () => Value): Value {
    const kept = cache.get(key);
    if (kept === "under way") return this.unknown(`${label} refers to itself`);
    if (kept) return this.use(kept);
    cache.set(key, "under way");
    const traced = this.traced(() => this.bounded(this.step(evaluate)));
    cache.set(key, traced);
    return this.use(traced);
  }

  /** Evaluates for the model, in which references to whole resources are not values. */
  resolved(evaluate: () => Value): Resolved {
    const { value, trace } = this.traced(evaluate);
    const unset = trace.of("unset").size > 0 && { unset: [...trace.of("unset")] };
    return {
      value: plain(value) as unknown as Json,
      whys: [...trace.of("whys")],
      references: [...trace.of("references")],
      ...unset,
    };
  }

  use({ value, trace }: Traced): Value {
    // Each of thousands of values may depend on the same thousands of unknown ones.
    this.steps += (trace.of("whys").size + trace.of("references").size) >> 1;
    if (this.steps > this.maxSteps) return this.unknown(TOO_MANY_STEPS);
    this.trace.add(trace);
    return value;
  }
}
