import { known, NOTHING_KNOWN, type PartialText } from "../text";
import { type Context, shown } from "./context";
import { type Comparison, OPERATORS } from "./operator";
import type { Condition } from "./statement";
import { all, any, type Ternary } from "./ternary";
import { sameText } from "./wildcard";

/** One condition, ready to be evaluated. */
export interface CompiledCondition {
  decide(context: Context): Ternary;
  /** `condition StringLike aws:username "a*" does not match "bob"`. */
  words(context: Context): string;
}

interface ParsedOperator {
  readonly set?: "ForAllValues" | "ForAnyValue";
  /** Without prefix and suffix: `StringLike`, or `Null`. */
  readonly name: string;
  readonly ifExists: boolean;
}

/** @returns undefined where AWS has no such operator (only AWS's own spelling counts) */
export function parseOperator(operator: string): ParsedOperator | undefined {
  const [, set, name = "", suffix] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(operator) ?? [];
  if (name === "Null") return set || suffix ? undefined : { name, ifExists: false };
  if (!OPERATORS.has(name)) return undefined;
  return { set: set as ParsedOperator["set"], name, ifExists: suffix !== undefined };
}

/** @param variables whether the policy's version supports policy variables */
export function compileCondition(condition: Condition, variables: boolean): CompiledCondition {
  const { operator, key, values } = condition;
  const parsed = parseOperator(operator);
  const what = () => `condition ${operator} ${shown(key).slice(1, -1)} ${listed(values)}`;
  const undecidable = (why: string): CompiledCondition => ({
    decide: () => "unknown",
    words: () => `${what()} cannot be decided: ${why}`,
  });
  if (!parsed) return undecidable("AWS has no such operator");
  const folded = known(key)?.toLowerCase();
  if (folded === undefined) return undecidable("its key is not known");

  const operation = OPERATORS.get(parsed.name);
  const compare = operation
    ? comparison(parsed, operation.negated, operation.compile(values, variables))
    : nullCheck(values);
  const verb = operation && !operation.negated ? "match" : "hold for";
  const decide = (context: Context) => compare(context.get(folded), context);
  return {
    decide,
    words: (context) => `${what()} ${outcome(decide(context), context.get(folded), verb)}`,
  };
}

type Decide = (actual: ReturnType<Context["get"]>, context: Context) => Ternary;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
function nullCheck(values: readonly PartialText[]): Decide {
  return (actual) => {
    if (actual === "unknown") return "unknown";
    const isNull = String(actual === undefined || actual.length === 0);
    return any(values, (value) => {
      const wanted = known(value)?.toLowerCase();
      return wanted === "true" || wanted === "false" ? wanted === isNull : "unknown";
    });
  };
}

function comparison({ set, ifExists }: ParsedOperator, negated: boolean, compared: Comparison): Decide {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  const empty = set === "ForAllValues" || (set === undefined && negated);
  const present = (actual: readonly PartialText[], context: Context): Ternary => {
    const test = (value: PartialText) => (negated ? compared.none(value, context) : compared.any(value, context));
    if (set) {
      const tested = set === "ForAllValues" ? all(actual, test) : any(actual, test);
      const blank = all(actual, (value) => sameText(value, ""));
      return blank === false || tested === empty ? tested : blank === true ? empty : "unknown";
    }
    // AWS requires a set operator for a key with several values, and does not say what happens without one.
    const [first, ...others] = actual;
    return first === undefined || others.length > 0 ? "unknown" : test(first);
  };
  // AWS says that ForAnyValue needs a value and that IfExists needs none, but not which of them prevails.
  const absent: Ternary = ifExists ? set !== "ForAnyValue" || "unknown" : empty;
  return (actual, context) => {
    if (actual === undefined || actual.length === 0) return absent;
    if (actual !== "unknown") return present(actual, context);
    const result = present([NOTHING_KNOWN], context);
    return result === absent ? result : "unknown";
  };
}

function outcome(result: Ternary, actual: ReturnType<Context["get"]>, verb: "match" | "hold for"): string {
  const does = result ? (verb === "match" ? "matches" : "holds for") : `does not ${verb}`;
  if (actual === "unknown")
    return result === "unknown"
      ? "cannot be decided: it is not known whether the request has the key"
      : `${result ? "holds" : "does not hold"} whatever the request contains`;
  if (actual === undefined || actual.length === 0)
    return `${result === "unknown" ? "cannot be decided" : result ? "holds" : "does not hold"}: the request has no such key`;
  if (result === "unknown") return `cannot be decided for ${listed(actual)}`;
  return `${does} ${listed(actual)}`;
}

const MOST_SHOWN = 3;

function listed(values: readonly PartialText[]): string {
  const some = values.slice(0, MOST_SHOWN).map(shown);
  if (values.length > MOST_SHOWN) some.push(`and ${values.length - MOST_SHOWN} more`);
  return values.length === 1 ? (some[0] ?? "") : `[${some.join(", ")}]`;
}
