import { UNKNOWN } from "../../text";
import { type Fields, fieldsOf, isFields, type Value } from "../expression/value";
import { readYaml } from "../source/yaml";
import { combinations } from "./matrix";

const CONTEXTS = fieldsOf([["env", fieldsOf([["LIST", '["a", "b"]']], null)]]);

/** `matrix` in each job; `?` stands for what is not known. */
const matrices = (strategy: string) => combinations(readYaml("w.yml", strategy), CONTEXTS).map(shown);

function shown(value: Value): unknown {
  if (value === undefined) return "?";
  if (typeof value === "string") return value.replaceAll(UNKNOWN, "?");
  if (Array.isArray(value)) return value.map(shown);
  return isFields(value) ? Object.fromEntries((value.entries ?? []).map(([name, item]) => [name, shown(item)])) : value;
}

const FRUIT = "fruit: [apple, pear], animal: [cat, dog]";

it.each<[what: string, strategy: string, ...matrices: unknown[]]>([
  ["no matrix", "{fail-fast: false}", null],
  ["an expression", "{matrix: '${{ fromJSON(needs.x.outputs.matrix) }}'}", "?"],
  ["one axis", "{matrix: {os: [a, b]}}", { os: "a" }, { os: "b" }],
  [
    "two axes",
    `{matrix: {${FRUIT}}}`,
    { fruit: "apple", animal: "cat" },
    { fruit: "apple", animal: "dog" },
    { fruit: "pear", animal: "cat" },
    { fruit: "pear", animal: "dog" },
  ],
  [
    "values of every kind",
    "{matrix: {x: [1, true, null, [a], {b: c}, '${{ env.LIST }}', '${{ vars.X }}-1']}}",
    ...[1, true, null, ["a"], { b: "c" }, '["a", "b"]', "?-1"].map((x) => ({ x })),
  ],
  ["an axis from JSON", "{matrix: {x: '${{ fromJSON(env.LIST) }}'}}", { x: "a" }, { x: "b" }],
  ["an axis that is not known", "{matrix: {x: '${{ fromJSON(vars.LIST) }}'}}", "?"],
  ["an axis that is not a list", "{matrix: {x: a}}", "?"],
  ["more combinations than GitHub runs", `{matrix: {x: [${"1,".repeat(17)}], y: [${"1,".repeat(17)}]}}`, "?"],

  [
    "an exclusion",
    `{matrix: {${FRUIT}, exclude: [{fruit: apple, animal: dog}, {fruit: pear}]}}`,
    { fruit: "apple", animal: "cat" },
  ],
  [
    "an exclusion that is not known",
    "{matrix: {x: [a, 1, [b]], exclude: [{x: '${{ vars.X }}'}, {x: A}, {x: '1'}, {x: [b]}]}}",
    { x: "a" },
    { x: 1 },
    { x: ["b"] },
  ],
  ["exclusions by an expression", "{matrix: {x: [a], exclude: '${{ fromJSON(vars.X) }}'}}", { x: "a" }],

  ["inclusions alone", "{matrix: {include: [{x: a}, {y: b}]}}", { x: "a" }, { y: "b" }],
  [
    // The example of GitHub's documentation.
    "inclusions that extend and add",
    `{matrix: {${FRUIT}, include: [{color: green}, {color: pink, animal: cat}, {fruit: apple, shape: circle}, {fruit: banana}, {fruit: banana, animal: cat}]}}`,
    { fruit: "apple", animal: "cat", color: "pink", shape: "circle" },
    { fruit: "apple", animal: "dog", color: "green", shape: "circle" },
    { fruit: "pear", animal: "cat", color: "pink" },
    { fruit: "pear", animal: "dog", color: "green" },
    { fruit: "banana" },
    { fruit: "banana", animal: "cat" },
  ],
  [
    "an inclusion that may extend",
    "{matrix: {x: [a], include: [{y: b}, {x: '${{ vars.X }}', y: c}]}}",
    { x: "a", y: "?" },
    { x: "?", y: "c" },
  ],
  ["an inclusion that is not an object", "{matrix: {include: [x]}}", {}],
  ["more inclusions than GitHub runs", `{matrix: {include: [${"{x: 1},".repeat(257)}]}}`, "?"],
  ["inclusions by an expression", "{matrix: {x: [a], include: '${{ fromJSON(vars.X) }}'}}", "?"],
])("knows the jobs of %s", (_, strategy, ...expected) => expect(matrices(strategy)).toEqual(expected));

it("has no values but those that are written", () => {
  const [matrix] = combinations(readYaml("w.yml", "{matrix: {x: [a]}}"), CONTEXTS);
  expect((matrix as Fields).field("y")).toBeNull();
});
