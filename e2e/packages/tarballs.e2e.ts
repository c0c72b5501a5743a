import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT, packed } from "./support/packed";

/** Of tests, and of the compiler itself. */
const INTERNAL = /(?:^|\/)(?:testing|corpus|golden|e2e|iam-simulator)(?:[./]|$)|\.test\.|tsbuildinfo/;

it("packs the app and every workspace", () => {
  const workspaces = ["constructs", "facts", "guard"].map((name) => `@openhands-aws/${name}`);
  expect(packed.map(({ name }) => name).sort()).toEqual([...workspaces, "openhands-aws"]);
});

describe.each(packed)("$name", ({ name, files }) => {
  const folder = join(CHECKOUT, name === "openhands-aws" ? "." : `packages/${name.split("/")[1]}`);
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const paths = files.map(({ path }) => path);

  it("holds no helper of tests and nothing of the compiler's own", () => {
    expect(paths.filter((path) => INTERNAL.test(path))).toEqual([]);
  });

  it("holds its README and the licence", () => {
    expect(paths).toEqual(expect.arrayContaining(["README.md", "LICENSE"]));
    expect(read("LICENSE")).toBe(readFileSync(join(CHECKOUT, "LICENSE"), "utf8"));
  });

  it("says where it comes from, and runs nothing where it is installed", () => {
    const { keywords, repository, scripts = {} } = JSON.parse(read("package.json"));
    expect(keywords).not.toEqual([]);
    expect(repository.url).toContain("OWNER/openhands-aws");
    expect(Object.keys(scripts).filter((script) => /install$/.test(script))).toEqual([]);
  });
});

it("documents every property of the constructs", () => {
  const folder = join(CHECKOUT, "packages/constructs");
  const types = packed.find(({ name }) => name === "@openhands-aws/constructs")?.files ?? [];
  const undocumented = types
    .filter(({ path }) => path.endsWith(".d.ts"))
    .flatMap(({ path }) => undocumentedIn(readFileSync(join(folder, path), "utf8")).map((name) => `${path}: ${name}`));
  expect(undocumented).toEqual([]);
});

/** Members of interfaces and classes, in compiled types, with no comment before them. */
const undocumentedIn = (types: string) =>
  Array.from(types.matchAll(/^(?:export )?(?:declare )?(?:interface|class) (\w+)[\s\S]*?^}/gm)).flatMap(
    ([body, owner]) =>
      Array.from(body.matchAll(/(.*)\n {4}readonly "?([\w-]+)/g))
        .filter(([, before = ""]) => !before.endsWith("*/"))
        .map(([, , member]) => `${owner}.${member}`),
  );
