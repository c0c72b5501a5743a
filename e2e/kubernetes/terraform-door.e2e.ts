import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Workspace } from "../support/workspace";
import { Cluster } from "./support/cluster";
import { eventually } from "./support/eventually";
import { Manifests } from "./support/manifests";
import { installDefinitions, startOperator } from "./support/operator";
import { describeKubernetes } from "./support/requirements";
import { contents, createStoreSecret, issuedKey } from "./support/secrets";

const EVERY_KNOB = {
  strategy: "RollingUpdate",
  dockerSocket: true,
  workspace: "/srv/openhands",
  image: { digest: `sha256:${"0".repeat(64)}`, pullSecrets: ["registry"] },
  nodeAffinity: { "kubernetes.io/hostname": ["node-1", "node-2"] },
  resources: { requests: { cpu: "1", memory: "2Gi" }, limits: { cpu: "2", memory: "4Gi" } },
  service: { port: 80, annotations: { "example.com/pool": "internal" } },
  env: { DEBUG: "1", EMPTY: "" },
  reload: "none",
};

/** The only suite that may be skipped in CI, too: the provider is not available everywhere. */
describeKubernetes("the stack openhands-kubernetes", theStack, initialisation);

function theStack(): void {
  let cluster: Cluster;
  let workspace: Workspace;
  const door = () => {
    const terraform = workspace.terraform("openhands-kubernetes");
    rmSync(join(terraform.directory, "zz_override.tf.json")); // It configures the AWS provider, which is not used here.
    return terraform;
  };
  const secret = () => cluster.get("secret", "bedrock-credentials", "openhands");

  /** Exports the config with this deployment, applies it, and expects that nothing is left to do. */
  async function become(deployment: object): Promise<void> {
    await workspace.export(configOf(deployment));
    const terraform = door();
    await terraform.init();
    await terraform.apply();
    await expectNothingToDo();
  }

  async function expectNothingToDo(): Promise<void> {
    const { code, text } = await door().plan();
    expect({ code, text: code === 0 ? "" : text }).toEqual({ code: 0, text: "" });
  }

  const configOf = (deployment: object) => ({
    openhands: { version: "0.27" }, // It has more knobs than Agent Canvas.
    kubernetes: { deployment, terraform: { kubeconfig: { path: cluster.kubeconfig } } },
  });

  beforeAll(async () => {
    workspace = await Workspace.open();
    cluster = await Cluster.start();
    await installDefinitions(cluster);
    const manifests = new Manifests(configOf({}));
    await createStoreSecret(cluster, manifests.objects());
    manifests.remove();
    await startOperator(cluster, workspace.aws);
    await workspace.export(configOf({}));
    await workspace.terraform("openhands").init();
    await workspace.terraform("openhands").apply();
  }, 180_000);

  afterAll(async () => {
    await cluster?.stop();
    await workspace?.close();
  }, 60_000);

  it("applies everything in the manifests, and plans no changes after the sync", async () => {
    await become({});
    expect(contents(await eventually(secret, 120))).toEqual(await issuedKey(workspace.terraform("openhands")));
    await expectNothingToDo();
    await cluster.kubectl("rollout", "restart", "deployment/openhands", "--namespace=openhands");
    await expectNothingToDo();
  }, 300_000);

  it.each<[string, object]>([
    ["every knob turned", EVERY_KNOB],
    ["pods that follow each other", { strategy: "Recreate", reload: "checksum", service: { type: "NodePort" } }],
    ["a load balancer", { service: { type: "LoadBalancer", port: 80 } }],
  ])(
    "becomes %s in one apply",
    async (_, deployment) => {
      await become(deployment);
      const { spec } = await cluster.get("deployment", "openhands", "openhands");
      expect(spec.strategy.type).toBe("strategy" in deployment ? deployment.strategy : "Recreate");
    },
    120_000,
  );

  it("forgets what it must not destroy when the Deployment becomes someone else's", async () => {
    await become({ generate: false });
    expect((await door().addresses()).sort()).toEqual([
      "kubernetes_manifest.external_secret",
      "kubernetes_manifest.secret_store",
    ]);
    await cluster.get("persistentvolumeclaim", "openhands-state", "openhands");
    await expect(cluster.get("deployment", "openhands", "openhands")).rejects.toThrow("NotFound");
  }, 120_000);

  it("leaves nothing of its own behind", async () => {
    await door().destroy();
    expect(await door().addresses()).toEqual([]);
    await eventually(() => expect(secret()).rejects.toThrow("NotFound"));
  }, 120_000);
}

/** Why `terraform init` cannot get the provider; empty if it can. */
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
