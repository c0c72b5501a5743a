import { inEveryReading, type PlacedFinding } from "./every-reading";
import type { AccessModel, Alternative } from "./model";

const finding = (address: string, message = "It is open."): PlacedFinding => ({
  root: "r",
  finding: { rule: "open", severity: "error", address, file: "r/main.tf", message, why: "Why.", fix: "Fix." },
});
/** A model with what is reported about it. */
const modelWith = (...addresses: string[]) => ({ addresses }) as unknown as AccessModel;
const judge = (model: AccessModel) =>
  (model as unknown as { addresses: string[] }).addresses.map((address) => finding(address));
const alternative = (when: string, model: AccessModel, first = modelWith()): Alternative => ({
  model,
  first: () => first,
  when: new Map([["r", when]]),
});
const reported = (first: readonly string[], ...alternatives: readonly Alternative[]) =>
  inEveryReading(judge(modelWith(...first)), alternatives, judge).map(
    ({ address, message }) => `${address}: ${message}`,
  );

it("reports what every reading has once, and when the rest holds", () => {
  expect(
    reported(["a"], alternative("with x", modelWith("a", "b", "c")), alternative("with y", modelWith("b"))),
  ).toEqual(["a: It is open.", "b: It is open. This holds with x, with y.", "c: It is open. This holds with x."]);
});

it("leaves out what is found only because other root modules are missing", () => {
  expect(reported([], alternative("with x", modelWith("a", "b"), modelWith("a")))).toEqual([
    "b: It is open. This holds with x.",
  ]);
});

it("takes instances for those that stand for them", () => {
  expect(reported(["a[*]"], alternative("with x", modelWith('a["k"]', "a[0]")))).toEqual(["a[*]: It is open."]);
  expect(reported(['a["k"]'], alternative("with x", modelWith('a["l"]')))).toEqual([
    'a["k"]: It is open.',
    'a["l"]: It is open. This holds with x.',
  ]);
});

it("says once what is so in one place of a file that several root modules use", () => {
  const inRoot = (root: string) => (): PlacedFinding[] => [{ ...finding("a"), root }];
  const one = alternative("with x", modelWith("a"));
  expect(inEveryReading(inRoot("other")(), [one], (model) => (model === one.model ? inRoot("r")() : []))).toHaveLength(
    1,
  );
});
