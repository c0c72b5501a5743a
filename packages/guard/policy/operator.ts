import { known, type PartialText } from "../text";
import { arnMatcher } from "./arn";
import type { Context } from "./context";
import { type IpRange, inRange, parseIpRange } from "./ip-range";
import { anyMatches, noneMatches, type TemplateOptions, template } from "./template";
import { any, not, type Ternary } from "./ternary";

/** The values of one condition, ready to be compared with a value of the request. */
export interface Comparison {
  /** Whether the request's value matches at least one of them. */
  any(value: PartialText, context: Context): Ternary;
  /** Whether it matches none. */
  none(value: PartialText, context: Context): Ternary;
}

export interface Operator {
  /** `...Not...`: the values must not match. */
  readonly negated: boolean;
  compile(values: readonly PartialText[], variables: boolean): Comparison;
}

/**
 * Every operator but Null, without its prefix and suffix.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    ...pair("StringEquals", "StringNotEquals", text({ wildcards: false })),
    ...pair("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", text({ wildcards: false, ignoreCase: true })),
    ...pair("StringLike", "StringNotLike", text({ wildcards: true })),
    ...pair("ArnEquals", "ArnNotEquals", text({ wildcards: true, compare: arnMatcher })),
    ...pair("ArnLike", "ArnNotLike", text({ wildcards: true, compare: arnMatcher })),
    ...ordered("Numeric", parseNumber),
    ...ordered("Date", parseDate),
    ...pair("IpAddress", "NotIpAddress", typed<IpRange>(parseIpRange, inRange)),
    Bool: { negated: false, compile: text({ wildcards: false, ignoreCase: true }) },
    BinaryEquals: { negated: false, compile: typed(parseBinary, (value, wanted) => value === wanted) },
  }),
);

type Compile = Operator["compile"];

function pair(positive: string, negative: string, compile: Compile): Record<string, Operator> {
  return { [positive]: { negated: false, compile }, [negative]: { negated: true, compile } };
}

function ordered(prefix: string, parse: (text: string) => number | undefined): Record<string, Operator> {
  const comparing = (test: (value: number, wanted: number) => boolean): Operator => ({
    negated: false,
    compile: typed(parse, test),
  });
  return {
    ...pair(
      `${prefix}Equals`,
      `${prefix}NotEquals`,
      typed(parse, (value, wanted) => value === wanted),
    ),
    [`${prefix}LessThan`]: comparing((value, wanted) => value < wanted),
    [`${prefix}LessThanEquals`]: comparing((value, wanted) => value <= wanted),
    [`${prefix}GreaterThan`]: comparing((value, wanted) => value > wanted),
    [`${prefix}GreaterThanEquals`]: comparing((value, wanted) => value >= wanted),
  };
}

function text(options: Omit<TemplateOptions, "variables">): Compile {
  return (values, variables) => {
    const templates = values.map((value) => template(value, { ...options, variables }));
    return {
      any: (value, context) => anyMatches(templates, value, context),
      none: (value, context) => noneMatches(templates, value, context),
    };
  };
}

/** Values that are not text; one that cannot be parsed as its type (or is not known) decides nothing. */
function typed<T>(parse: (text: string) => T | undefined, test: (value: T, wanted: T) => boolean): Compile {
  return (values) => {
    const read = (text: PartialText): T | undefined => {
      const plain = known(text);
      return plain === undefined ? undefined : parse(plain);
    };
    const wanted = values.map(read);
    const anyOf = (text: PartialText): Ternary => {
      const value = read(text);
      return any(wanted, (one) => (value === undefined || one === undefined ? "unknown" : test(value, one)));
    };
    return { any: anyOf, none: (value) => not(anyOf(value)) };
  };
}

function parseNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** In milliseconds since 1970, from a W3C date (https://www.w3.org/TR/NOTE-datetime) or seconds since 1970. */
function parseDate(text: string): number | undefined {
  if (/^\d{5,}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!/^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

function parseBinary(text: string): string | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, "base64").toString("base64") : undefined;
}
