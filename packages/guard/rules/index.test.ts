import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { EVERY_RULE as RULES } from ".";

const AREAS = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const files = AREAS.flatMap((area) =>
  readdirSync(join(__dirname, area))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "index.ts")
    .map((name) => `${area}/${name.replace(/\.ts$/, "")}`),
);

it("lists every rule that has a file, and each once", () => {
  expect(RULES.map(({ area, id }) => `${area}/${id}`).sort()).toEqual(files.sort());
});

it.each(files)("tests %s beside it", (file) => {
  expect(existsSync(join(__dirname, `${file}.test.ts`))).toBe(true);
});

it.each(RULES.map((rule) => [rule.id, rule] as const))(
  "%s says what is wrong, why, how to fix it and by which source",
  (_id, rule) => {
    for (const text of [rule.what, rule.why, rule.fix]) expect(text).toMatch(/^\S.{15,}[.)]$/s);
    expect(rule.source).toMatch(/^https:\/\/\S+$/);
  },
);
