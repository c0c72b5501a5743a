import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { synthesizeAll } from "../main";
import type { TerraformJson } from "../stacks/terraform-json";
import { MIGRATION_STEPS, type MigrationStep } from "../tools/migration-steps";
import { testConfig } from "../tools/test-config";
import { refuseEarlyRoleOff } from "./refuse-early-role-off";
import { manifestFiles } from "./render/manifest-files";
import { terraformDirectory } from "./render/terraform-directory";
import { writeTree } from "./write-tree";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-role-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const config = (yaml: string) => testConfig(yaml, "c.yaml");
const at = (name: string) => join(folder, name);
function exported(yaml: string): void {
  const json = synthesizeAll(config(yaml)).get("openhands") as TerraformJson;
  writeTree(at("terraform/aws/openhands"), terraformDirectory("openhands", json, "", config(yaml)));
  writeTree(at("manifests"), manifestFiles(config(yaml)));
}
const leaveOut = (folders: object, yaml = "kubernetes: {}") => refuseEarlyRoleOff(config(yaml), folders);
const both = () => ({ terraform: at("terraform"), manifests: at("manifests") });

it.each<[MigrationStep, string]>([
  ["kept", "the pods in .*deployment.yaml use its role"],
  ["off", "the pods in .*deployment.yaml use its role"],
  ["keyless", "the pods in .*deployment.yaml use its role"],
])("after %s keeps the role, which pods use", (step, why) => {
  exported(MIGRATION_STEPS[step]);
  expect(() => leaveOut(both())).toThrow(new RegExp(`left out, but ${why}\\. Nothing was written\\.`));
  expect(() => leaveOut(both())).toThrow(/with bedrock\.access: access-key and kubernetes\.identity first/);
  expect(() => leaveOut(both(), "runtime: {bucket: data}")).toThrow(InputError);
});

it("keeps the role that EKS gives pods, whose variables say nothing", () => {
  exported(
    "bedrock: {access: workload-identity, accessKey: {keep: true}}\nkubernetes: {identity: {cluster: eks, podIdentity: {cluster: agents}}}",
  );
  expect(() => leaveOut(both())).toThrow(/the pods in .*deployment\.yaml use its role/);
});

it.each<[MigrationStep, string]>([
  ["off", "the access key in .* is inactive"],
  ["keyless", "there is no access key in .*main.tf.json"],
])("after %s keeps the role without the manifests, too: there is no key that works", (step, why) => {
  exported(MIGRATION_STEPS[step]);
  expect(() => leaveOut({ terraform: at("terraform") })).toThrow(new RegExp(why));
});

it.each<MigrationStep>(["key", "both"])("after %s lets it go", (step) => {
  exported(MIGRATION_STEPS[step]);
  expect(leaveOut(both())).toEqual([]);
});

it("lets it go where the key was revoked before the pods used the role, and stays so", () => {
  const revoked = "bedrock: {accessKey: {status: Inactive}}";
  exported(`${MIGRATION_STEPS.both}\n${revoked}`);
  expect(leaveOut(both(), `kubernetes: {}\n${revoked}`)).toEqual([]);
});

it("says that it does not know where the manifests are not named", () => {
  exported(MIGRATION_STEPS.kept);
  const notes = leaveOut({ terraform: at("terraform") });
  expect(notes).toEqual([expect.stringContaining("Without --manifests, it is not known whether pods still use it")]);
});

it("has nothing to say without an earlier role, without Terraform, or as long as the role stays", () => {
  expect(leaveOut(both())).toEqual([]);
  exported(MIGRATION_STEPS.keyless);
  expect(leaveOut({ manifests: at("manifests") })).toEqual([]);
  expect(leaveOut(both(), MIGRATION_STEPS.both)).toEqual([]);
});
