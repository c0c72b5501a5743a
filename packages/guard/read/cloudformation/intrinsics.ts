import { MAX_BRANCHED_CONDITIONS } from "../../bounds";
import type { Json } from "../../model";
import { isText } from "../../support/json";
import { isKnown, rawText, UNKNOWN } from "../../text";
import { type Evaluation, MAX_TEXT } from "../expression/evaluation";
import { json } from "../expression/functions/json";
import { isList, numberOf, objectOf, textOf, type Value } from "../expression/value";
import { eitherOf, NO_VALUE, statementsOf } from "./branches";

/** What the names in a template mean. */
export interface StackNames {
  readonly evaluation: Evaluation;
  ref(name: string): Value;
  attribute(id: string, attribute: string): Value;
  mapping(map: string, first: string, second: string): Value;
  /** @returns `undefined` if it is decided when the stack is deployed */
  condition(name: string): boolean | undefined;
  /** Whether a condition has another outcome with the defaults of all parameters. */
  isUnusual(name: string, outcome: boolean): boolean;
  /** Takes conditions as decided while something is evaluated. */
  assuming<T>(outcomes: Iterable<readonly [string, boolean]>, evaluate: () => T): T;
}

export interface Call {
  /** `Ref`, `Condition`, `Fn::Sub`, ... */
  readonly name: string;
  readonly given: Json;
}

/** A call of a function: an object with nothing else in it. */
export function callOf(raw: Json | undefined): Call | undefined {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return undefined;
  const [[name, given] = ["", null], ...others] = Object.entries(raw) as [string, Json][];
  return others.length === 0 && /^(?:Ref|Condition|Fn::\w+)$/.test(name) ? { name, given } : undefined;
}

/**
 * The value of a part of a template, with its functions evaluated.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolveValue(raw: Json, names: StackNames): Value {
  if (isText(raw)) return withoutLookups(rawText(raw), names);
  if (typeof raw !== "object" || raw === null) return raw as Value;
  return names.evaluation.step(() => names.evaluation.bounded(resolveObject(raw, names)));
}

function resolveObject(raw: Exclude<Json, string | number | boolean | null>, names: StackNames): Value {
  if (Array.isArray(raw)) return items(raw, names);
  const call = callOf(raw as Json);
  if (call && call.name !== "Condition") return evaluateCall(call, names);
  const entries = Object.entries(raw) as [string, Json][];
  const transform = entries.find(([key]) => key.startsWith("Fn::"));
  if (transform) return names.evaluation.unknown(`${transform[0]} makes it when the stack is deployed`);
  return objectOf(
    entries
      .map(
        ([key, value]) => [key, key === "Statement" ? statements(value, names) : resolveValue(value, names)] as const,
      )
      .filter(([, value]) => value !== NO_VALUE),
  );
}

function items(raw: readonly Json[], names: StackNames): Value {
  return raw.flatMap((item): readonly Value[] => {
    const call = callOf(item);
    const branches = call?.name === "Fn::If" ? undecided(call.given, names) : undefined;
    const value = branches
      ? eitherOf(branches.map((one) => (one === NO_VALUE ? [] : [one])))
      : resolveValue(item, names);
    return branches && value !== undefined && isList(value)
      ? value
      : value === undefined || value === NO_VALUE
        ? []
        : [value];
  });
}

/** Each statement as it is with each outcome of the conditions in it. */
function statements(raw: Json, names: StackNames): Value {
  if (!Array.isArray(raw) && !isBranched(raw)) return resolveValue(raw, names);
  return ([raw].flat() as Json[]).flatMap((statement): Value[] => {
    const conditions = [...conditionsIn(statement)].filter((name) => names.condition(name) === undefined);
    if (conditions.length === 0) {
      const value = resolveValue(statement, names);
      return value === NO_VALUE ? [] : [value].flat();
    }
    if (conditions.length > MAX_BRANCHED_CONDITIONS)
      return [
        names.evaluation.unknown(
          `a statement depends on more than ${MAX_BRANCHED_CONDITIONS} conditions of the template`,
        ),
      ];
    const alternatives = Array.from({ length: 2 ** conditions.length }, (_, outcome) => {
      const outcomes = conditions.map((name, index) => [name, ((outcome >> index) & 1) === 0] as const);
      return names.assuming(outcomes, () => resolveValue(statement, names));
    });
    const found = statementsOf(alternatives);
    if (found.includes(UNKNOWN)) becauseOf(conditions, names);
    return found;
  });
}

const isBranched = (raw: Json): boolean => !conditionsIn(raw).next().done;

/** Conditions that a value is chosen by. */
function* conditionsIn(raw: Json): Generator<string> {
  const seen = new Set<string>();
  const open = [raw];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at !== "object" || at === null) continue;
    const call = callOf(at);
    const [name] = call?.name === "Fn::If" ? [call.given].flat() : [];
    if (isText(name) && !seen.has(rawText(name))) {
      seen.add(rawText(name));
      yield rawText(name);
    }
    for (const inner of Object.values(at)) open.push(inner as Json);
  }
}

const becauseOf = (conditions: readonly string[], { evaluation }: StackNames): Value =>
  evaluation.unknown(`the condition ${conditions.join(" and ")} is decided when the stack is deployed`);

/**
 * Both branches of `Fn::If`, if its condition is not decided yet. One that is not taken with the defaults of all parameters
 * is not set where nothing of it is known.
 */
function undecided(given: Json, names: StackNames): Value[] | undefined {
  const [first, ...branches] = [given].flat() as Json[];
  const name = String(first);
  if (names.condition(name) !== undefined) return undefined;
  return branches.map((branch, index) => {
    const outcome = index === 0;
    const value = names.assuming([[name, outcome]], () => resolveValue(branch, names));
    if (!names.isUnusual(name, outcome)) return value;
    return value === UNKNOWN ? NO_VALUE : isList(value) ? value.filter((item) => item !== UNKNOWN) : value;
  });
}

/** A value that is looked up when the stack is deployed. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
function withoutLookups(text: string, { evaluation }: StackNames): Value {
  if (!text.includes("{{resolve:")) return text;
  evaluation.unknown("a dynamic reference is looked up when the stack is deployed");
  return text.replace(/\{\{resolve:[^}]*\}\}/g, UNKNOWN);
}

export function evaluateCall({ name, given }: Call, names: StackNames): Value {
  const { evaluation } = names;
  const bad = (): Value => evaluation.unknown(`${name} is written in a form that CloudFormation does not have`);
  const args = (Array.isArray(given) ? given : [given]) as readonly Json[];
  const value = (index: number): Value => resolveValue(args[index] ?? null, names);
  const text = (index: number): string | undefined => textOf(value(index));
  switch (name) {
    case "Ref":
      return isText(given) ? names.ref(rawText(given)) : bad();
    case "Fn::GetAtt": {
      const [id, attribute] = args.length === 1 ? split(String(args[0])) : [textOf(value(0)), text(1)];
      return id === undefined || attribute === undefined ? bad() : names.attribute(id, attribute);
    }
    case "Fn::Sub":
      return substituted(args, names) ?? bad();
    case "Fn::Join": {
      const [between, parts] = [text(0), value(1)];
      if (between === undefined || !isList(parts)) return isUnknownList(parts) ? parts : bad();
      return joined(parts, between, names);
    }
    case "Fn::Split": {
      const [between, whole] = [text(0), text(1)];
      return between === undefined || whole === undefined || between === "" ? bad() : whole.split(between);
    }
    case "Fn::Select": {
      const [index, list] = [numberOf(value(0)), value(1)];
      if (!isList(list)) return isUnknownList(list) ? list : bad();
      return (index === undefined ? undefined : list[index]) ?? bad();
    }
    case "Fn::FindInMap": {
      const [map, first, second] = [text(0), text(1), text(2)];
      return map === undefined || first === undefined || second === undefined
        ? bad()
        : names.mapping(map, first, second);
    }
    case "Fn::If": {
      const decided = names.condition(String(args[0]));
      if (decided !== undefined) return value(decided ? 1 : 2);
      const branches = undecided(given, names) ?? [];
      return eitherOf(branches) ?? becauseOf([String(args[0])], names);
    }
    case "Fn::Base64": {
      const whole = text(0);
      return whole === undefined ? bad() : isKnown(whole) ? Buffer.from(whole).toString("base64") : UNKNOWN;
    }
    case "Fn::ToJsonString":
      return json(value(0));
    case "Fn::Length": {
      const list = value(0);
      return isList(list) ? list.length : UNKNOWN;
    }
    case "Fn::ImportValue":
      return evaluation.unknown("Fn::ImportValue takes it from another stack");
  }
  return evaluation.unknown(`${name} is evaluated when the stack is deployed`);
}

const isUnknownList = (value: Value): boolean => value === UNKNOWN;

/** The logical id and the attribute in `Resource.Attribute`. */
export const split = (reference: string): readonly [string | undefined, string | undefined] => {
  const [, id, attribute] = /^([^.]*)\.(.*)$/s.exec(reference) ?? [];
  return [id, attribute];
};

/** `${Name}`, `${Resource.Attribute}`; `${!Literal}` stays as `${Literal}`. */
function substituted(args: readonly Json[], names: StackNames): Value | undefined {
  const [template, variables] = args;
  if (!isText(template)) return undefined;
  const given = new Map(
    typeof variables === "object" && variables !== null ? (Object.entries(variables) as [string, Json][]) : [],
  );
  const parts = rawText(template).split(/(\$\{[^}]*\})/);
  const values = parts.map(
    (part, index): Value => (index % 2 === 0 ? part : variable(part.slice(2, -1), given, names)),
  );
  const text = joined(values, "", names);
  return typeof text === "string" ? withoutLookups(text, names) : text;
}

function variable(written: string, given: ReadonlyMap<string, Json>, names: StackNames): Value {
  if (written.startsWith("!")) return `\${${written.slice(1)}}`;
  const name = written.trim();
  const own = given.get(name);
  if (own !== undefined) return resolveValue(own, names);
  const [id, attribute] = split(name);
  return id !== undefined && attribute !== undefined ? names.attribute(id, attribute) : names.ref(name);
}

function joined(parts: readonly Value[], between: string, { evaluation }: StackNames): Value {
  const texts = parts.map((part) => textOf(part) ?? UNKNOWN);
  let length = 0;
  for (const text of texts) length += text.length + between.length;
  return length > MAX_TEXT ? evaluation.unknown("a string grows too long") : texts.join(between);
}
