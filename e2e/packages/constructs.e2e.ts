import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../project";
import fork from "../../tools/fork.json";
import { CHECKOUT, tarball } from "./support/packed";
import { CLASSIC_COMPILER, Project } from "./support/project";
import { examplesIn, readmeOf } from "./support/readme";

const NAME = "@openhands-aws/constructs";
const PARTS = ["", "/bedrock", "/ecr", "/github", "/iam", "/kubernetes", "/openhands", "/s3", "/ssm"];
/** Prints how many values each part offers. */
const PROGRAM = [
  ...PARTS.map((part, index) => `import * as part${index} from "${NAME}${part}";`),
  `console.log(JSON.stringify([${PARTS.map((_, index) => `part${index}`)}].map((part) => Object.keys(part).length)));\n`,
].join("\n");

const readme = readmeOf("constructs");
const packed = `file:${tarball(NAME)}`;
/** No registry has the package that it needs yet. */
const FACTS = "@openhands-aws/facts";
const facts = `file:${tarball(FACTS)}`;
/** As the README installs them. */
const [, packages = ""] = /\$ npm install (.*)/.exec(readme) ?? [];
const [, forkManifest = ""] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];

describe.each([
  {
    what: "CDKTF",
    manifest: {},
    install: [facts, ...packages.replace(NAME, packed).split(" ")],
    library: { name: "cdktf", version: "0.21.0" },
  },
  {
    what: "its fork",
    manifest: JSON.parse(forkManifest.replace(/(?<="@openhands-aws\/constructs": ")[^"]*/, packed)),
    install: [facts],
    library: fork,
  },
])("with $what", ({ manifest, install, library }) => {
  const project = new Project(manifest);
  beforeAll(async () => {
    await project.install(
      "--prefer-offline",
      "--save-dev",
      ...install,
      tarball("@openhands-aws/facts"),
      CLASSIC_COMPILER,
    );
    for (const [file, text] of examplesIn(readme)) project.write(file, text);
    project.write("every-part.ts", PROGRAM);
    await project.compile("node", "jest");
  }, 180_000);
  afterAll(() => project.remove());

  it("uses the library that it was asked to, whose version the package admits", () => {
    const { name, version } = JSON.parse(readFileSync(join(project.folder, "node_modules/cdktf/package.json"), "utf8"));
    expect({ name, version }).toEqual(library);
    const { peerDependencies } = JSON.parse(readFileSync(join(CHECKOUT, "packages/constructs/package.json"), "utf8"));
    const [, least = "", below = ""] = /^>=(\S+) <(\S+)$/.exec(peerDependencies.cdktf) ?? [];
    expect([least, version, below].sort(byNumbers)).toEqual([least, version, below]);
    expect(version).not.toBe(below);
  });

  it("synthesizes what the README's test expects, in somebody's own jest", async () => {
    const report = await project.succeed(process.execPath, [
      join(PROJECT, "node_modules/jest/bin/jest.js"),
      ...["--json", "--rootDir", "out", "--transform", "{}"],
    ]);
    expect(JSON.parse(report)).toMatchObject({ numPassedTests: 1, success: true });
  });

  it("offers every part", async () => {
    const counts: number[] = JSON.parse(await project.succeed(process.execPath, ["out/every-part.js"]));
    expect(counts).toHaveLength(PARTS.length);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it("has types for projects that `cdktf init` made", async () => {
    await project.checkClassic("every-part.ts", "review-stack.ts");
  });
});

const byNumbers = (one: string, other: string) => one.localeCompare(other, "en", { numeric: true });
