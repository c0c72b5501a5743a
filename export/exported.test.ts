import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportedFiles } from "./exported";
import { HEADER } from "./render/tree";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-exported-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ALL = ["deployment.yaml", "parts/service.yaml", "removed.yaml", "theirs.yaml"];
const files = new Map(ALL.slice(0, 2).map((file) => [file, `# ${HEADER}\n`]));

it("gives all files where none is there yet", () => {
  expect(exportedFiles(folder, files, ALL)).toEqual({ directory: folder, tree: files, notes: [] });
});

it("keeps a file that someone else wrote, and says so", () => {
  mkdirSync(join(folder, "parts"));
  const theirs = join(folder, "parts/service.yaml");
  writeFileSync(theirs, "kind: Service\n");
  const { tree, notes } = exportedFiles(folder, files, ALL);
  expect([...tree.keys()]).toEqual(["deployment.yaml"]);
  expect(notes).toEqual([`kept ${theirs}: it is yours`]);
});

it("names the files of ours that are no longer exported, and leaves them to their owner", () => {
  writeFileSync(join(folder, "removed.yaml"), `# ${HEADER}\n`);
  writeFileSync(join(folder, "theirs.yaml"), "kind: Service\n");
  const { tree, notes } = exportedFiles(folder, files, ALL);
  expect(tree).toEqual(files);
  expect(notes).toEqual([`${join(folder, "removed.yaml")} is no longer exported: delete the file`]);
});
