import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../project";
import { CHECKS } from "./checks";

const NAMES = CHECKS.map(({ name }) => name);

it("has every check in a file of its name, with a test beside it", () => {
  const files = readdirSync(join(__dirname, "checks"));
  expect(files.sort()).toEqual(NAMES.flatMap((name) => [`${name}.test.ts`, `${name}.ts`]).sort());
});

it("explains every check in the documentation, in its order", () => {
  const document = readFileSync(join(PROJECT, "docs/verify.md"), "utf8");
  expect([...document.matchAll(/^\| `([a-z][a-z0-9-]+)` \|/gm)].map(([, name]) => name)).toEqual(NAMES);
});
