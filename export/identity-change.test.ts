import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizeAll } from "../main";
import type { TerraformJson } from "../stacks/terraform-json";
import { testConfig } from "../tools/test-config";
import { identityChange } from "./identity-change";
import { manifestFiles } from "./render/manifest-files";
import { terraformDirectory } from "./render/terraform-directory";
import { writeTree } from "./write-tree";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-identity-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ISSUER = "cluster: self-hosted, issuer: {url: https://oidc.example.com}";
const PODS = "cluster: eks, podIdentity: {cluster: agents}";
const keyless = (identity: string, more = "") =>
  `bedrock: {access: workload-identity}\nkubernetes: {identity: {${identity}}${more}}`;
const withKey = (identity: string) => `kubernetes: {identity: {${identity}}}`;

const config = (yaml: string) => testConfig(yaml, "c.yaml");
const stackOf = (yaml: string) => synthesizeAll(config(yaml)).get("openhands") as TerraformJson;
const folders = () => ({ terraform: join(folder, "terraform"), manifests: join(folder, "manifests") });
function exported(yaml: string): void {
  const files = terraformDirectory("openhands", stackOf(yaml), "", config(yaml));
  writeTree(join(folder, "terraform/aws/openhands"), files);
  writeTree(join(folder, "manifests"), manifestFiles(config(yaml)));
}
const notes = (yaml: string, into: object = folders()) => identityChange(config(yaml), into, stackOf(yaml));

const TERRAFORM_FIRST =
  "The role accepts one or the other. Apply the stack openhands first, and the manifests right after it: sessions that are running bridge the time between. In the other order, new pods have no access.";
const REPLACED =
  "Terraform replaces the role, which ends its sessions: the pods have no access until both sides have changed.";

it.each([
  [
    "audience",
    `${ISSUER}, audience: openhands`,
    "kubernetes.identity.audience changes from sts.amazonaws.com to openhands.",
  ],
  [
    "service account",
    `${ISSUER}, serviceAccount: agent`,
    "kubernetes.identity.serviceAccount changes from openhands to agent.",
  ],
  [
    "service account of a pod identity",
    `${PODS}, serviceAccount: agent`,
    "kubernetes.identity.serviceAccount changes from openhands to agent.",
  ],
])("says in which order to apply another %s", (_, identity, change) => {
  exported(keyless(identity.includes("pod") ? PODS : ISSUER));
  expect(notes(keyless(identity))).toEqual([`${change} ${TERRAFORM_FIRST}`]);
});

it("says it of another namespace, and of several changes at once", () => {
  exported(keyless(ISSUER));
  expect(notes(keyless(`${ISSUER}, audience: openhands`, ", namespace: agents"))).toEqual([
    `kubernetes.identity.audience changes from sts.amazonaws.com to openhands, kubernetes.namespace from openhands to agents. ${TERRAFORM_FIRST}`,
  ]);
});

it.each([
  ["issuer", ISSUER, "Apply the stack openhands, and the manifests right after it."],
  ["pod identity", PODS, "Apply the stack openhands, then the manifests, and restart the pods right after it."],
])("says that another name replaces the role: %s", (_, identity, todo) => {
  exported(keyless(identity));
  expect(notes(keyless(`${identity}, role: agent-role`))).toEqual([
    `kubernetes.identity.role changes from openhands-workload-role to agent-role. ${REPLACED} ${todo}`,
  ]);
  expect(notes(keyless(`${identity}, role: agent-role, serviceAccount: agent`))).toEqual([
    `kubernetes.identity.role changes from openhands-workload-role to agent-role, kubernetes.identity.serviceAccount from openhands to agent. ${REPLACED} ${todo}`,
  ]);
});

it("says it on the way back to the key, as long as pods use the role", () => {
  exported(keyless(ISSUER));
  expect(notes(withKey(`${ISSUER}, audience: openhands`))).toHaveLength(1);
  exported(withKey(ISSUER));
  expect(notes(withKey(`${ISSUER}, audience: openhands`))).toEqual([]);
});

it("has nothing to say without a change, an earlier role or Terraform", () => {
  expect(notes(keyless(ISSUER))).toEqual([]);
  exported("kubernetes: {}");
  expect(notes(keyless(ISSUER))).toEqual([]);
  exported(keyless(ISSUER));
  expect(notes(keyless(ISSUER))).toEqual([]);
  expect(notes(keyless(ISSUER.replace(".com", ".org")))).toEqual([]);
  expect(notes(keyless(`${ISSUER}, provider: existing`))).toEqual([]);
  expect(notes(keyless(PODS))).toEqual([]);
  expect(notes("kubernetes: {}")).toEqual([]);
  expect(notes(keyless(`${ISSUER}, role: agent-role`), { manifests: folders().manifests })).toEqual([]);
});
