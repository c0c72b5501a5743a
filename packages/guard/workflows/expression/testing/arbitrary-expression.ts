import fc from "fast-check";

/** The contexts of the expressions: every kind of value, nested lists and objects, names in both cases. */
export const CONTEXTS = {
  github: {
    ref: "refs/heads/main",
    ref_name: "main",
    base_ref: "",
    actor: "Octo-Cat",
    run_number: "42",
    event: {
      pull_request: null,
      number: 7,
      forced: false,
      commits: [{ id: "a", files: ["x", "Y"] }, { id: "B", message: null }, "text", ["in", "list"]],
      repository: { fork: true, topics: ["a", "B"] },
    },
  },
  inputs: { deploy: true, count: 3, name: "Main", ratio: 0.1, nothing: null },
  env: { STAGE: "PROD", region: "eu-west-1", LIST: '["main", "deploy"]', OBJECT: '{"a": {"B": [1, null]}, "A": 2}' },
  matrix: { os: "ubuntu", versions: [1, "2", true], node: { version: "20" } },
};

const TEXTS = [
  ..."main MAIN a A b _ [ é É ı x-1 0 1 42 -1 .5 0x10 1e3 NaN Infinity true null [1] { }} {0} {1}-{0} {{0}} {0:x} {}".split(
    " ",
  ),
  ...["", " ", " 1 ", "it's", "refs/heads/", "/main", '{"a":1,"B":[true,null]}', '["a", 1, {"id": "x"}]', "{0"],
];
const NUMBERS = "0 1 -1 +1 7 1.5 .5 1. -.5 0x10 0X1f 1e3 1E-2 42 NaN Infinity -Infinity -0 0.1".split(" ");
const NAMES = [
  "github",
  "GitHub.Ref",
  "github.event",
  "github.event.commits",
  "inputs",
  "env",
  "env.LIST",
  "matrix.versions",
];
const FIELDS = "ref ref_name REF event commits id files message topics deploy count name STAGE missing a B true".split(
  " ",
);
const OPERATORS = ["==", "!=", "<", "<=", ">", ">=", "&&", "||"];

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The library unescapes only the first quote. */
const oneQuote = (text: string): string => text.replace(/'(?=.*')/gs, "");

/** With the least and the most arguments that each takes. */
const FUNCTIONS = [
  ["contains", 2, 2],
  ["startsWith", 2, 2],
  ["ENDSWITH", 2, 2],
  ["format", 1, 4],
  ["join", 1, 2],
  ["toJSON", 1, 1],
  ["fromJSON", 1, 1],
  ["case", 3, 3],
  ["case", 5, 5],
] as const;

/** Texts of expressions, nearly all of which GitHub accepts. */
export const arbitraryExpression: fc.Arbitrary<string> = fc.letrec<{ any: string; operand: string; access: string }>(
  (tie) => ({
    any: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 1, arbitrary: tie("operand") },
      {
        weight: 2,
        arbitrary: fc
          .tuple(tie("any"), fc.constantFrom(...OPERATORS), tie("any"), fc.constantFrom("", " "))
          .map(([left, operator, right, space]) => left + space + operator + space + right),
      },
    ),
    operand: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom("true", "false", "null", ...NUMBERS),
      fc
        .oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "grapheme-ascii", maxLength: 3 }).map(oneQuote))
        .map(quoted),
      tie("access"),
      tie("any").map((inner) => `(${inner})`),
      tie("operand").map((inner) => `!${inner}`),
      fc
        .constantFrom(...FUNCTIONS)
        .chain(([name, minLength, maxLength]) =>
          fc
            .oneof(
              { weight: 30, arbitrary: fc.array(tie("any"), { minLength, maxLength }) },
              { weight: 1, arbitrary: fc.array(tie("any"), { maxLength: 6 }) },
            )
            .map((given) => `${name}(${given.join(",")})`),
        ),
    ),
    access: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(...NAMES),
      fc.tuple(tie("access"), fc.constantFrom(...FIELDS)).map(([of, name]) => `${of}.${name}`),
      fc.tuple(tie("access"), tie("any")).map(([of, index]) => `${of}[${index}]`),
      fc.tuple(tie("access"), fc.constantFrom(".*", "[*]", "[0]", "[1]", "['ref']")).map((parts) => parts.join("")),
    ),
  }),
).any;
