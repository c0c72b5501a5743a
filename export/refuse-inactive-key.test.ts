import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizeAll } from "../main";
import type { TerraformJson } from "../stacks/terraform-json";
import { MIGRATION_STEPS, type MigrationStep } from "../tools/migration-steps";
import { testConfig } from "../tools/test-config";
import { refuseInactiveKey } from "./refuse-inactive-key";
import { manifestFiles } from "./render/manifest-files";
import { terraformDirectory } from "./render/terraform-directory";
import { writeTree } from "./write-tree";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-inactive-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const { key, both, kept, off, keyless } = MIGRATION_STEPS;
const REVOKED = `${both}\nbedrock: {accessKey: {status: Inactive}}`;
const IN_TERRAFORM = "terraform: {kubeconfig: {path: /tmp/kubeconfig}}";

const config = (yaml: string) => testConfig(yaml, "c.yaml");
const at = (name: string) => join(folder, name);
const stackOf = (yaml: string, name = "openhands") => synthesizeAll(config(yaml)).get(name) as TerraformJson;
function terraform(yaml: string, name = "openhands"): void {
  const files = terraformDirectory(name, stackOf(yaml, name), "", config(yaml));
  writeTree(at(`terraform/aws/${name}`), files);
}
const manifests = (yaml: string) => writeTree(at("manifests"), manifestFiles(config(yaml)));
function exported(yaml: string): void {
  terraform(yaml);
  manifests(yaml);
}
const FOLDERS = () => ({ terraform: at("terraform"), manifests: at("manifests") });

const refuse = (yaml: string, folders: object = FOLDERS(), usual: object = {}) =>
  refuseInactiveKey(config(yaml), folders, { usual, stack: stackOf(yaml) });

const IN_USE =
  /status is Inactive, but the pods in .*deployment\.yaml still use the access key\. Nothing was written\./;

it.each<MigrationStep>(["key", "both"])("after %s keeps the key active: pods use it", (step) => {
  exported(MIGRATION_STEPS[step]);
  expect(() => refuse(off)).toThrow(IN_USE);
  expect(() => refuse(off)).toThrow(/Export and apply with bedrock\.accessKey: \{keep: true\} first/);
});

it("keeps it active also where the Terraform is exported alone, and the usual folders are of the same state", () => {
  exported(both);
  expect(() => refuse(off, { terraform: at("terraform") }, FOLDERS())).toThrow(IN_USE);
});

it("keeps it active for pods in an earlier export of the stack openhands-kubernetes", () => {
  const own = both.replace("kubernetes: {", `kubernetes: {${IN_TERRAFORM}, `);
  terraform(own);
  terraform(own, "openhands-kubernetes");
  expect(() => refuse(off, { terraform: at("terraform") })).toThrow(/pods in .*openhands-kubernetes\/main\.tf\.json/);
});

it("says that it does not know where the manifests are not named, and the usual ones may be another installation's", () => {
  exported(both);
  const usual = { ...FOLDERS(), terraform: at("other") };
  expect(refuse(off, { terraform: at("terraform") }, usual)).toEqual([
    expect.stringContaining("Without --manifests, it is not known whether pods still use it"),
  ]);
});

it.each([
  ["kept", kept, off],
  ["off", off, off],
  ["a key that was revoked while pods used it", REVOKED, off],
  ["the role, back to the key", off, both],
  ["the key, which revoke switches off", both, REVOKED],
  ["the key alone, which revoke switches off", key, "kubernetes: {}\nbedrock: {accessKey: {status: Inactive}}"],
  ["a revoked key", REVOKED, REVOKED],
])("after %s lets it be exported", (_, earlier, next) => {
  exported(earlier);
  expect(refuse(next)).toEqual([]);
  expect(refuse(next, { terraform: at("terraform") }, FOLDERS())).toEqual([]);
});

it.each([
  ["kept", kept],
  ["off", off],
  ["keyless", keyless],
])("after %s gives pods no key that is inactive", (_, earlier) => {
  exported(earlier);
  for (const folders of [FOLDERS(), { manifests: at("manifests") }])
    expect(() => refuse(REVOKED, folders)).toThrow(
      /^bedrock\.access is access-key, but .* is Inactive, and the pods in .*deployment\.yaml use the role\. Nothing was written\.$/m,
    );
});

it("has nothing to say without an earlier export", () => {
  expect(refuse(off)).toEqual([]);
  expect(refuse(REVOKED)).toEqual([]);
});
