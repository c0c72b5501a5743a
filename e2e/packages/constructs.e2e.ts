import { join } from "node:path";
import { devDependencies } from "../../packages/constructs/package.json";
import { PROJECT } from "../../project";
import fork from "../../tools/fork.json";
import { examples } from "./support/examples";
import { tarball } from "./support/packed";
import { CLASSIC_COMPILER, Project } from "./support/project";

const FOLDERS = ["bedrock", "ecr", "github", "iam", "kubernetes", "openhands", "s3", "ssm"];
const everyFolder = ["", ...FOLDERS.map((name) => `/${name}`)]
  .map((path, index) => `import * as n${index} from "@openhands-aws/constructs${path}";`)
  .concat(`console.log(${["", ...FOLDERS].map((_, index) => `Object.keys(n${index}).length`).join(", ")});\n`)
  .join("\n");

const theFork = `npm:${fork.name}@${fork.version}`;
describe.each([
  ["CDKTF", { dependencies: { cdktf: devDependencies.cdktf } }],
  ["its fork", { dependencies: { cdktf: theFork }, overrides: { cdktf: theFork } }],
])("with %s", (_name, manifest) => {
  const project = new Project({
    ...manifest,
    dependencies: {
      ...manifest.dependencies,
      "@cdktf/provider-aws": devDependencies["@cdktf/provider-aws"],
      "@openhands-aws/constructs": `file:${tarball("@openhands-aws/constructs")}`,
      constructs: devDependencies.constructs,
    },
  });
  beforeAll(async () => {
    await project.install("--prefer-offline", "--save-dev", CLASSIC_COMPILER);
    for (const [file, text] of examples("constructs")) project.write(file, text);
    project.write("every-folder.ts", everyFolder);
    await project.compile("node", "jest");
  }, 180_000);
  afterAll(() => project.remove());

  it("synthesizes what the README's test expects, in somebody's own jest", async () => {
    const report = await project.succeed(process.execPath, [
      join(PROJECT, "node_modules/jest/bin/jest.js"),
      ...["--json", "--rootDir", "out", "--transform", "{}"],
    ]);
    expect(JSON.parse(report)).toMatchObject({ numPassedTests: 1, success: true });
  });

  it("offers every folder", async () => {
    const counts = (await project.succeed(process.execPath, ["out/every-folder.js"])).split(" ").map(Number);
    expect(counts).toHaveLength(FOLDERS.length + 1);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it("has types for projects that `cdktf init` made", async () => {
    await project.checkClassic("every-folder.ts", "review-stack.ts");
  });
});
