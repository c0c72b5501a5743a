import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { CHECKOUT, packed, tarball } from "./support/packed";
import { Project } from "./support/project";

const FOLDERS = ["manifests", "terraform", "workflows"];

const project = new Project();
const reference = new Project();
beforeAll(async () => {
  // It would fail if it ran the package's `prepare`, whose tools are not packed.
  await project.install("--prefer-offline", ...packed.map(({ name }) => tarball(name)));
}, 180_000);
afterAll(() => {
  project.remove();
  reference.remove();
});

it("exports, with the config that it ships, what its checkout exports", async () => {
  for (const { folder } of [project, reference])
    cpSync(join(CHECKOUT, "config/openhands.yaml"), join(folder, "config/openhands.yaml"));
  await project.succeed("npx", ["--no", "--", "openhands-aws", "export"]);
  await reference.succeed(process.execPath, [join(CHECKOUT, "bin/openhands-aws"), "export"]);
  const exported = filesIn(project.folder);
  expect([...new Set(Array.from(exported.keys(), (path) => path.split("/")[0]))].sort()).toEqual(FOLDERS);
  expect(exported).toEqual(filesIn(reference.folder));
});

it("ships that config", () => {
  const installed = join(project.folder, "node_modules/openhands-aws/config/openhands.yaml");
  expect(readFileSync(installed)).toEqual(readFileSync(join(CHECKOUT, "config/openhands.yaml")));
});

/** Every exported file with its text. */
function filesIn(folder: string): Map<string, string> {
  const entries = FOLDERS.flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
  );
  const paths = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
}
