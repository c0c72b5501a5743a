import fc from "fast-check";
import { sameText } from "../../policy/wildcard";
import { UNKNOWN } from "../../text";
import { evaluate } from "./evaluate";
import { parseExpression } from "./parse";
import { arbitraryExpression, CONTEXTS } from "./testing/arbitrary-expression";
import { type GithubOutcome, githubEvaluator } from "./testing/github-evaluator";
import { type Fields, fieldsOf, isFields, textFrom, type Value } from "./value";

const RUNS = 1000;

let onGithub: (expression: string, contexts: object) => GithubOutcome;
beforeAll(async () => {
  onGithub = await githubEvaluator();
});

type Hide = (value: unknown) => "nothing" | "all" | "start" | "end";

/** A value as we know it, with parts of it hidden. */
function known(value: unknown, hide: Hide = () => "nothing"): Value {
  const hidden = hide(value);
  if (hidden === "all") return undefined;
  if (typeof value === "string" && hidden !== "nothing") {
    const middle = Math.floor(value.length / 2);
    return hidden === "start" ? UNKNOWN + value.slice(middle) : value.slice(0, middle) + UNKNOWN;
  }
  if (Array.isArray(value)) return value.map((item) => known(item, hide));
  if (typeof value !== "object" || value === null) return value as Value;
  const fields = Object.entries(value).map(([name, item]): [string, Value] => [name, known(item, hide)]);
  return hidden === "nothing" ? fieldsOf(fields, null) : fieldsOf(fields.slice(1));
}

function plain(value: Value): unknown {
  if (Array.isArray(value)) return Array.from(value, plain);
  return isFields(value) ? Object.fromEntries((value.entries ?? []).map(([name, item]) => [name, plain(item)])) : value;
}

/** Whether a value is what is known of it. */
function fits(value: Value, actual: unknown): boolean {
  if (value === undefined) return true;
  if (typeof value === "string") return typeof actual === "string" && sameText(value, actual) !== false;
  if (Array.isArray(value))
    return Array.isArray(actual) && value.length === actual.length && value.every((item, at) => fits(item, actual[at]));
  if (!isFields(value)) return Object.is(value, actual);
  const fields = Object.entries(actual as object);
  return fields.every(([name, item]) => fits(value.field(name), item));
}

const ALL = fieldsOf(Object.entries(CONTEXTS).map(([name, value]) => [name, known(value)]));
const ours = (expression: string, contexts: Fields = ALL) => evaluate(parseExpression(expression), contexts);

it.each([
  "'a' < 'b'",
  "'_' < 'a'",
  "'straSSe' == 'strasse'",
  "format('{{0}}', 'x')",
  "format('{0}}', 'x')",
  "case(false, 1, true, 2, 3)",
  "github.event.commits.*.files.*",
  "contains(github.event.commits.*.id, 'b')",
  "github.event.commits[true]",
  "github >= github && github.event.commits.* != github.event.commits.*",
  "join(github.event.commits, '-')",
  "toJSON(github.event)",
  'fromJSON(\'{"a": 1, "A": 2}\').A',
  "NaN || -Infinity",
  "TRUE",
  "startsWith('a')",
  "format('{0}', 0.30000000000000004)",
  "join(github.event.commits, github)",
  "'a'.b",
  "'a'[0]",
  "true.x",
  "true[0]",
  "(true)[0]",
  "github.'*'",
  "1.2.3",
])("evaluates %s as GitHub does", (expression) => {
  const github = onGithub(expression, CONTEXTS);
  expect(plain(ours(expression).value)).toEqual(github.kind === "value" ? github.value : undefined);
});

it("evaluates every expression as GitHub does", () => {
  fc.assert(
    fc.property(arbitraryExpression, (expression) => {
      const github = onGithub(expression, CONTEXTS);
      const { value, truth } = ours(expression);
      if (github.kind === "invalid") expect(parseExpression(expression)).toBeUndefined();
      // An error in the run stops the job: whatever we take it for is right.
      if (github.kind !== "value") return;
      expect(plain(value)).toEqual(github.value);
      expect(truth).toBe(github.truth);
      expect(textFrom(value)).toBe(github.text);
    }),
    { numRuns: RUNS },
  );
});

it("accepts as an expression what GitHub accepts", () => {
  const typed = fc.constantFrom(..."' ( ) [ ] . , ! = & | * + - < 0 a x'".split(" "), "");
  fc.assert(
    fc.property(arbitraryExpression, fc.nat(), fc.nat(2), typed, (expression, place, deleted, text) => {
      const at = place % (expression.length + 1);
      const typo = expression.slice(0, at) + text + expression.slice(at + deleted);
      // The library accepts a comma before the bracket.
      if (/,\s*\)/.test(typo)) return;
      // We look up the name of a context only when we evaluate it.
      const contexts = Object.fromEntries(Array.from(typo.matchAll(/[A-Za-z_][\w-]*/g), ([name]) => [name, 0]));
      expect(parseExpression(typo) !== undefined).toBe(onGithub(typo, contexts).kind !== "invalid");
    }),
    { numRuns: RUNS },
  );
});

it("is never wrong about an expression of which parts are not known", () => {
  const choices = fc.array(fc.constantFrom("nothing", "nothing", "nothing", "all", "start", "end"), {
    minLength: 40,
    maxLength: 40,
  }) as fc.Arbitrary<ReturnType<Hide>[]>;
  fc.assert(
    fc.property(arbitraryExpression, choices, (expression, hidden) => {
      const github = onGithub(expression, CONTEXTS);
      if (github.kind !== "value") return;
      let at = 0;
      const contexts = fieldsOf(
        Object.entries(CONTEXTS).map(([name, value]) => [
          name,
          known(value, () => hidden[at++ % hidden.length] ?? "nothing"),
        ]),
      );
      const { value, truth } = ours(expression, contexts);
      if (!fits(value, github.value)) expect(plain(value)).toEqual(github.value);
      if (truth !== "unknown") expect(truth).toBe(github.truth);
    }),
    { numRuns: RUNS },
  );
});
