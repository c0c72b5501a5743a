import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../project";
import { CHECKOUT, tarball } from "./support/packed";
import { CLASSIC_COMPILER, Project } from "./support/project";
import { examplesIn, readmeOf } from "./support/readme";

const WORLD = "packages/guard/corpus/world";
const MOST_MEGABYTES = 22;

const POLICY = `
resource "aws_iam_role_policy" "read" {
  role   = aws_iam_role.deploy.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::site/*" }]
  })
}
`;

const project = new Project();
beforeAll(async () => {
  // An empty cache: what it needs is in the tarballs and the registry.
  const cache = join(project.folder, ".npm");
  await project.install("--cache", cache, tarball("@openhands-aws/facts"), tarball("@openhands-aws/guard"));
  for (const [file, text] of examplesIn(readmeOf("guard"))) project.write(file, text);
}, 180_000);
afterAll(() => project.remove());

it("installs without CDKTF, and is small", () => {
  const modules = join(project.folder, "node_modules");
  const installed = Object.keys(JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8")).packages);
  expect(installed.filter((path) => /\/(?:cdktf|cdktn|constructs|@cdktf\/provider-.*)$/.test(path))).toEqual([]);
  expect(existsSync(join(modules, "constructs"))).toBe(false);
  expect(bytesOf(modules) / 1e6).toBeLessThan(MOST_MEGABYTES);
});

it.each([
  `guard ${WORLD}/bad-module-subjects`,
  `guard ${WORLD}/unknown-modules`,
  `guard ${WORLD}/bad-open-key-plan.json`,
  `guard ${WORLD}/good-module-with-defaults`,
  "guard e2e/fixtures/design",
  "guard e2e/fixtures/design --prove",
  `whocan ${WORLD}/bad-module-subjects --repository octo-org/app`,
  "whocan e2e/fixtures/design --repository boxp/arch --action s3:GetObject",
])("answers like the app: %s", async (command) => {
  const [verb = "", path = "", ...options] = command.split(" ");
  const args = [verb, join(PROJECT, path), "--format", "json", ...options];
  const [ours, theirs] = await Promise.all([
    project.run(process.execPath, [join(CHECKOUT, "bin/openhands-aws"), ...args]),
    project.run("npx", ["--no", "--", "openhands-aws-guard", ...args]),
  ]);
  expect(ours.stderr).toBe("");
  expect(Object.keys(JSON.parse(ours.stdout))).not.toEqual([]);
  expect(theirs).toEqual(ours);
});

it("is a library with types, as its README shows", async () => {
  project.write(
    "main.ts",
    'import { readFileSync } from "node:fs";\nimport { check } from "./check";\n' +
      `check("ci.tf", readFileSync("ci.tf", "utf8") + ${JSON.stringify(POLICY)})` +
      ".then((all) => console.log(JSON.stringify(all)));\n",
  );
  await project.compile("node");
  const { findings, roles, principals } = JSON.parse(await project.succeed(process.execPath, ["out/main.js"]));
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: "github-other-owner", address: "aws_iam_role.deploy" }),
  );
  expect(roles).toContainEqual(expect.objectContaining({ address: "aws_iam_role.deploy", decision: "allowed" }));
  const permitted = [expect.objectContaining({ action: "s3:GetObject", resource: "arn:aws:s3:::site/*" })];
  expect(principals).toEqual([expect.objectContaining({ address: "aws_iam_role.deploy", permitted })]);
});

it("has types for classic module resolution", async () => {
  await project.install("--prefer-offline", CLASSIC_COMPILER);
  await project.checkClassic("check.ts");
}, 180_000);

function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? bytesOf(path) : lstatSync(path).size);
  }, 0);
}
