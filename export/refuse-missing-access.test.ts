import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizeAll } from "../main";
import type { TerraformJson } from "../stacks/terraform-json";
import { MIGRATION_STEPS, type MigrationStep } from "../tools/migration-steps";
import { testConfig } from "../tools/test-config";
import { refuseMissingAccess } from "./refuse-missing-access";
import { manifestFiles } from "./render/manifest-files";
import { terraformDirectory } from "./render/terraform-directory";
import { writeTree } from "./write-tree";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-access-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const { key, both, kept, keyless } = MIGRATION_STEPS;
const POD_IDENTITY = keyless.replace(/cluster: .*}}}$/m, "cluster: eks, podIdentity: {cluster: agents}}}");
const config = (yaml: string) => testConfig(yaml, "c.yaml");
const stackOf = (yaml: string) => synthesizeAll(config(yaml)).get("openhands") as TerraformJson;
const at = (name: string) => join(folder, name);

const terraform = (yaml: string) =>
  writeTree(at("usual/aws/openhands"), terraformDirectory("openhands", stackOf(yaml), "", config(yaml)));
const manifests = (yaml: string) => writeTree(at("manifests"), manifestFiles(config(yaml)));

/** What the manifests alone may say. */
const alone = (yaml: string, folders = {}) =>
  refuseMissingAccess(
    config(yaml),
    { manifests: at("manifests"), ...folders },
    { usual: at("usual"), stack: stackOf(yaml) },
  );

describe("where Terraform's usual folder has the same state", () => {
  it.each<[string, string, string]>([
    ["the role", key, kept],
    ["the role", key, keyless],
    ["the role", key, POD_IDENTITY],
    ["the access key", keyless, both],
  ])("keeps %s from pods until Terraform has it", (_, earlier, next) => {
    terraform(earlier);
    manifests(earlier);
    expect(() => alone(next)).toThrow(/^bedrock\.access is .* is not in .*main\.tf\.json\. Nothing was written\.$/m);
    expect(() => alone(next)).toThrow(/apply the stack openhands before the manifests/);
  });

  it("keeps the role from the first pods, too", () => {
    terraform(key);
    expect(() => alone(keyless)).toThrow(/the role of kubernetes\.identity is not in/);
  });

  it.each<[MigrationStep, MigrationStep]>([
    ["key", "key"],
    ["both", "kept"],
    ["kept", "both"],
    ["off", "keyless"],
    ["both", "key"],
  ])("after %s lets %s be exported", (earlier, next) => {
    terraform(MIGRATION_STEPS[earlier]);
    manifests(MIGRATION_STEPS[earlier]);
    expect(alone(MIGRATION_STEPS[next])).toEqual([]);
  });
});

describe("where it is not known what Terraform has", () => {
  const note = [
    expect.stringMatching(/gives the pods .* it is not known whether that exists: apply the stack openhands first\.$/),
  ];

  it.each<[string, string | undefined, string, unknown[]]>([
    ["pods that get the role", both, kept, note],
    ["pods that get the role by EKS Pod Identity", key, POD_IDENTITY, note],
    ["the first pods with the role", undefined, keyless, note],
    ["pods that go back to the key", kept, both, note],
    ["pods that go back to the key from EKS Pod Identity", POD_IDENTITY, POD_IDENTITY.replace(/bedrock.*/, ""), note],
    ["pods that have the role", kept, keyless, []],
    ["pods that have the role by EKS Pod Identity", POD_IDENTITY, POD_IDENTITY, []],
    ["pods that have the key", key, both, []],
    ["the first pods with the key", undefined, key, []],
  ])("says so of %s", (_, earlier, next, notes) => {
    if (earlier) manifests(earlier);
    expect(alone(next)).toEqual(notes);
  });

  it.each([
    ["bucket of the state", "terraform: {state: {bucket: elsewhere}}"],
    ["account", 'aws: {account: "210987654321"}'],
  ])("takes a folder with another %s for another installation's", (_, other) => {
    terraform(`${key}\n${other}`);
    manifests(key);
    expect(alone(kept)).toEqual(note);
  });

  it("has nothing to say of what --terraform names, or without manifests or pods", () => {
    manifests(key);
    expect(alone(kept, { terraform: at("named") })).toEqual([]);
    expect(alone(kept, { manifests: undefined })).toEqual([]);
    expect(alone("runtime: {bucket: data}")).toEqual([]);
    expect(alone(`${key}\nbedrock: {rollback: true}`)).toEqual([]);
  });
});
