import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizeAll } from "../main";
import type { TerraformJson } from "../stacks/terraform-json";
import { testConfig } from "../tools/test-config";
import { issuerChange } from "./issuer-change";
import { manifestFiles } from "./render/manifest-files";
import { terraformDirectory } from "./render/terraform-directory";
import { writeTree } from "./write-tree";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-issuer-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const self = (url: string) => `{cluster: self-hosted, issuer: {url: ${url}}}`;
const eks = (url: string) => `{cluster: eks, provider: existing, issuer: {url: ${url}}}`;
const pods = (name: string) => `{cluster: eks, podIdentity: {cluster: ${name}}}`;
const FIRST = "https://oidc.example.com";
const SECOND = "https://oidc2.example.com";

const keyless = (identity: string) => `bedrock: {access: workload-identity}\nkubernetes: {identity: ${identity}}`;
const withKey = (identity: string) => `kubernetes: {identity: ${identity}}`;
const config = (yaml: string) => testConfig(yaml, "c.yaml");
const stackOf = (yaml: string) => synthesizeAll(config(yaml)).get("openhands") as TerraformJson;
const folders = () => ({ terraform: join(folder, "terraform"), manifests: join(folder, "manifests") });
function exported(yaml: string): void {
  const files = terraformDirectory("openhands", stackOf(yaml), "", config(yaml));
  writeTree(join(folder, "terraform/aws/openhands"), files);
  writeTree(join(folder, "manifests"), manifestFiles(config(yaml)));
}
const notes = (yaml: string, into: object = folders()) => issuerChange(config(yaml), into, stackOf(yaml));

it("names both URLs and everything that changes with them", () => {
  exported(keyless(self(FIRST)));
  expect(notes(keyless(self(SECOND)))).toEqual([
    `kubernetes.identity.issuer.url changes from ${FIRST} to ${SECOND}. The role trusts one at a time, and until both sides have changed, the pods have no access: set the API server's flags, publish, apply the stack openhands, apply the manifests and restart the pods right after each other.`,
  ]);
});

it.each([
  ["an existing provider", eks(FIRST), eks(SECOND), `issuer.url changes from ${FIRST} to ${SECOND}.`],
  ["EKS Pod Identity", pods("a"), self(FIRST), `identity changes from EKS Pod Identity of the cluster a to ${FIRST}.`],
  ["an issuer", eks(FIRST), pods("a"), `identity changes from ${FIRST} to EKS Pod Identity of the cluster a.`],
  ["a cluster", pods("a"), pods("b"), "from EKS Pod Identity of the cluster a to EKS Pod Identity of the cluster b."],
])("says it of %s, too", (_, last, next, change) => {
  exported(keyless(last));
  expect(notes(keyless(next))).toEqual([expect.stringContaining(change)]);
  expect(notes(keyless(next))[0]?.includes("API server")).toBe(next.includes("self-hosted"));
});

it("says it on the way back to the key, as long as pods use the role", () => {
  exported(keyless(self(FIRST)));
  expect(notes(withKey(self(SECOND)))).toHaveLength(1);
  exported(withKey(self(FIRST)));
  expect(notes(withKey(self(SECOND)))).toEqual([]);
});

it("has nothing to say without a change, an earlier role or Terraform", () => {
  expect(notes(keyless(self(FIRST)))).toEqual([]);
  exported("kubernetes: {}");
  expect(notes(keyless(self(FIRST)))).toEqual([]);
  exported(keyless(self(FIRST)));
  expect(notes(keyless(self(FIRST)))).toEqual([]);
  expect(notes(keyless(`${self(FIRST).slice(0, -1)}, provider: existing}`))).toEqual([]);
  expect(notes(keyless(self(SECOND)), { manifests: folders().manifests })).toEqual([]);
});
