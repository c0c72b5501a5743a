import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "../config/load";
import { manifestTree } from "./manifest-tree";
import { writeTree } from "./write-tree";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-manifest-tree-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const tree = (kubernetes: string) => manifestTree(folder, parseConfig(`kubernetes: ${kubernetes}`, "c.yaml"));

it("keeps a file that the owner wrote, and says so", () => {
  const own = join(folder, "openhands/kustomization.yaml");
  mkdirSync(join(folder, "openhands"));
  writeFileSync(own, "resources: [statefulset.yaml]\n");
  const { tree: files, notes } = tree("{}");
  expect([...files.keys()]).not.toContain("openhands/kustomization.yaml");
  expect(notes).toEqual([`kept ${own}: it is yours`]);
});

it("says which of its files the config no longer has, and leaves them", () => {
  writeTree(folder, tree("{}").tree);
  writeFileSync(join(folder, "openhands/service.yaml"), "kind: Service # the owner's own now\n");
  const { tree: files, notes } = tree("{secretStore: {generate: false}, deployment: {generate: false}}");
  expect(notes).toEqual(
    [
      "external-secrets/secretstore.yaml",
      ...[
        "kustomization",
        "namespace",
        "external-secrets",
        "service-account",
        "persistent-volume-claim",
        "deployment",
      ].map((name) => `openhands/${name}.yaml`),
    ].map((file) => `${join(folder, file)} is no longer in the config: delete it`),
  );
  expect([...files.keys()].every((file) => file.startsWith("openhands/components/"))).toBe(true);
});
