import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizeAll } from "../main";
import type { TerraformJson } from "../stacks/terraform-json";
import { testConfig } from "../tools/test-config";
import { refuseUnnamedIssuer } from "./refuse-unnamed-issuer";
import { terraformDirectory } from "./render/terraform-directory";
import { writeTree } from "./write-tree";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-unnamed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const issuer = (url = "", access = "workload-identity") =>
  `bedrock: {access: ${access}}\nkubernetes: {identity: {cluster: self-hosted, issuer: {documents: cloudfront, bucket: b-b${url}}}}`;
const NAMED = ", url: https://d1.cloudfront.net";
const config = (yaml: string) => testConfig(yaml, "c.yaml");
function exported(yaml: string): void {
  const json = synthesizeAll(config(yaml)).get("openhands") as TerraformJson;
  writeTree(join(folder, "aws/openhands"), terraformDirectory("openhands", json, "", config(yaml)));
}

it("keeps the URL once a role trusts it", () => {
  exported(issuer(NAMED));
  expect(() => refuseUnnamedIssuer(config(issuer()), folder)).toThrow(
    /^kubernetes\.identity\.issuer\.url is left out, but .*main\.tf\.json has the role that trusts the issuer\. Nothing was written\.$/m,
  );
  expect(() => refuseUnnamedIssuer(config(issuer(NAMED)), folder)).not.toThrow();
  expect(() => refuseUnnamedIssuer(config(issuer()), undefined)).not.toThrow();
});

it("takes none before that", () => {
  expect(() => refuseUnnamedIssuer(config(issuer()), folder)).not.toThrow();
  exported(issuer("", "access-key"));
  expect(() => refuseUnnamedIssuer(config(issuer()), folder)).not.toThrow();
});
