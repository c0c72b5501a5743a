import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Workspace } from "../support/workspace";
import { Cluster } from "./support/cluster";
import { eventually } from "./support/eventually";
import { Manifests } from "./support/manifests";
import { installDefinitions, startOperator } from "./support/operator";
import { describeKubernetes, missing } from "./support/requirements";
import { contents, createStoreSecret, issuedKey } from "./support/secrets";

/** The one suite that may be skipped in CI as well: the provider is not to be had everywhere. */
const why = missing() || initialisation();

(why ? describe.skip : describeKubernetes)(`the stack openhands-kubernetes${why && ` (${why})`}`, () => {
  let cluster: Cluster;
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await Workspace.open();
    cluster = await Cluster.start();
    await installDefinitions(cluster);
    const config = { kubernetes: { terraform: { kubeconfig: { path: cluster.kubeconfig } } } };
    const manifests = new Manifests(config);
    await createStoreSecret(cluster, manifests.objects());
    manifests.remove();
    await startOperator(cluster, workspace.aws);
    await workspace.export(config);
    await workspace.terraform("openhands").init();
    await workspace.terraform("openhands").apply();
  }, 180_000);

  afterAll(async () => {
    await cluster?.stop();
    await workspace?.close();
  }, 60_000);

  it("applies all that the manifests say, plans no change after the sync, and leaves nothing behind", async () => {
    const terraform = workspace.terraform("openhands-kubernetes");
    rmSync(join(terraform.directory, "zz_override.tf.json")); // It is about the AWS provider, which is not in here.
    await terraform.init();
    await terraform.apply();
    const secret = () => cluster.get("secret", "bedrock-credentials", "openhands");
    expect(contents(await eventually(secret, 120))).toEqual(await issuedKey(workspace.terraform("openhands")));
    const { code, text } = await terraform.plan();
    expect({ code, text: code === 0 ? "" : text }).toEqual({ code: 0, text: "" });
    await terraform.destroy();
    expect(await terraform.addresses()).toEqual([]);
    await eventually(() => expect(secret()).rejects.toThrow("NotFound"));
  }, 300_000);
});

/** Why `terraform init` cannot have the provider; empty when it can. */
function initialisation(): string {
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-provider-"));
  const kubernetes = { source: "hashicorp/kubernetes", version: ">= 2.38.0, < 3.0.0" };
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { kubernetes } } }));
  try {
    execFileSync("terraform", ["init", "-input=false"], { cwd: directory, stdio: "pipe", timeout: 120_000 });
    return "";
  } catch {
    return "terraform init cannot have hashicorp/kubernetes here";
  } finally {
    rmSync(directory, { recursive: true });
  }
}
