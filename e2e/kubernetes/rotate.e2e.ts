import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { parseConfig } from "../../config/load";
import type { EmbeddedAws } from "../../embedded/aws";
import { prepareAccount } from "../../embedded/prepare-account";
import { run } from "../../embedded/run";
import { Terraform } from "../../embedded/terraform";
import { PROJECT } from "../../project";
import { withBucket } from "../../tools/with-bucket";
import { Launcher } from "../operations/support/launcher";
import { Cluster, type KubernetesObject } from "./support/cluster";
import { eventually } from "./support/eventually";
import { Manifests } from "./support/manifests";
import { installDefinitions, startOperator } from "./support/operator";
import { describeKubernetes } from "./support/requirements";
import { ExportedRights } from "./support/rights";

const ONCALL = { principals: ["arn:aws:iam::123456789012:user/oncall"], cluster: [{ user: "oncall" }] };
const CONFIG = { kubernetes: {}, operations: { roles: { rotate: ONCALL } } };
const NAMESPACE = "openhands";
const BIN = join(PROJECT, "bin/openhands-aws");

describeKubernetes("rotate with a cluster", () => {
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-rotate-"));
  const file = join(directory, "openhands.yaml");
  const folders = ["--config", file, "--terraform", join(directory, "terraform")];
  let launcher: Launcher;
  let cluster: Cluster;
  let manifests: Manifests;
  let rights: ExportedRights;
  /** When a pod started, in seconds, and with which key's id: a stand-in for the kubelet, since the cluster has no nodes. */
  const starts: { at: number; id: string }[] = [];
  let kubelet: Promise<void>;
  let stopped = false;

  const cli = (...args: string[]) =>
    run(BIN, args, {
      cwd: directory,
      env: {
        ...launcher.env,
        PATH: `${dirname(cluster.binaries.kubectl)}${delimiter}${process.env.PATH}`,
        HOME: cluster.directory,
        KUBECONFIG: rights.kubeconfigOf("oncall"),
      },
    });

  beforeAll(async () => {
    writeFileSync(file, withBucket(stringify(CONFIG)));
    manifests = new Manifests(CONFIG);
    [launcher, cluster] = await Promise.all([
      Launcher.start((aws) => prepareAccount(aws, parseConfig(withBucket(stringify(CONFIG)), file))),
      Cluster.start(),
    ]);
    rights = new ExportedRights(cluster, manifests, "rotate");
    await cli("export", ...folders);
    const terraform = new Terraform(join(directory, "terraform/aws/openhands"), launcher.env);
    await terraform.init();
    await terraform.apply();
    await installDefinitions(cluster);
    await createStoreSecret();
    const aws: Pick<EmbeddedAws, "env" | "endpoint"> = { env: launcher.env, endpoint: launcher.endpoint };
    await startOperator(cluster, aws as EmbeddedAws);
    await cluster.kubectl("apply", "--server-side", "-f", manifests.store);
    await cluster.kubectl("wait", "clustersecretstore", "parameterstore", "--for=condition=Ready", "--timeout=60s");
    await cluster.kubectl("apply", "--server-side", "-k", manifests.openhands);
    await rights.grant();
    const wait = ["--for=condition=Ready", "--timeout=60s", `--namespace=${NAMESPACE}`];
    await cluster.kubectl("wait", "externalsecret", "bedrock-credentials", ...wait);
    kubelet = runPods();
  }, 300_000);

  afterAll(async () => {
    stopped = true;
    await kubelet;
    await cluster?.stop();
    await launcher?.stop();
    manifests?.remove();
    rmSync(directory, { recursive: true, force: true });
  }, 60_000);

  async function createStoreSecret(): Promise<void> {
    const { accessKeyId, secretAccessKey } = launcher.tester;
    const literals = [
      `--from-literal=access-key=${accessKeyId}`,
      `--from-literal=secret-access-key=${secretAccessKey}`,
    ];
    await cluster.kubectl("create", "namespace", "external-secrets");
    await cluster.kubectl("create", "secret", "generic", "awssm-secret", "--namespace=external-secrets", ...literals);
  }

  const heldId = async () =>
    Buffer.from(
      (await cluster.get("secret", "bedrock-credentials", NAMESPACE)).data.AWS_ACCESS_KEY_ID,
      "base64",
    ).toString();

  async function runPods(): Promise<void> {
    for (; !stopped; await sleep(500)) {
      const list = await cluster.kubectl("get", "pods", `--namespace=${NAMESPACE}`, "--output=json");
      const waiting = (JSON.parse(list).items as KubernetesObject[]).filter(({ status }) => !status.containerStatuses);
      for (const { metadata, spec } of waiting) {
        const startedAt = `${new Date().toISOString().slice(0, 19)}Z`;
        const containerStatuses = spec.containers.map(({ name, image }: { name: string; image: string }) => ({
          ...{ name, image, imageID: image, ready: true, restartCount: 0 },
          state: { running: { startedAt } },
        }));
        const patch = JSON.stringify({ status: { phase: "Running", containerStatuses } });
        starts.push({ at: Date.now() / 1000, id: await heldId() });
        const pod = ["pod", metadata.name, `--namespace=${NAMESPACE}`];
        await cluster.tryKubectl("patch", ...pod, "--subresource=status", "--type=merge", `--patch=${patch}`);
      }
    }
  }

  it("sees the cluster with no more rights than are exported, and says what it may not see", async () => {
    const begin = ["rotate", "--older-than", "0", ...folders];
    expect((await cli(...begin)).stdout).toContain("cluster  Secret and pods hold the pair");
    for (const right of rights.rights().filter(({ verb }) => verb !== "patch")) {
      await rights.grantWithout(right);
      await eventually(async () => {
        expect([right, (await cli(...begin)).stdout]).toEqual([right, expect.stringContaining("is forbidden")]);
      }, 10);
    }
    await rights.grant();
  }, 120_000);

  it("gives the pod the new pair before the old key is off", async () => {
    const old = await heldId();
    const { code, stdout, stderr } = await cli("rotate", "--apply", "--yes", "--older-than", "0", ...folders);
    expect(stdout + stderr).toContain("The rotation is complete");
    expect(code).toBe(0);
    expect(stderr).toMatch(/The ExternalSecret is refreshed: kubectl annotate/);
    expect(stdout).toContain("cluster  Secret and pods hold the pair");
    const id = await heldId();
    expect(id).not.toBe(old);
    const off = (await launcher.calls()).find(({ action }) => action === "UpdateAccessKey");
    expect(off?.parameters).toMatchObject({ AccessKeyId: old, Status: "Inactive" });
    const started = starts.find((start) => start.id === id);
    expect(started?.at).toBeLessThan(off?.time ?? 0);
  }, 480_000);

  // Another rotation: each goes on from where the one before stopped.
  it.each([
    ["externalsecrets", "kubectl annotate externalsecrets.external-secrets.io bedrock-credentials"],
    ["deployments", "kubectl rollout restart deployments/openhands"],
  ])(
    "stops where it may not patch %s: it says so and how, and goes no further",
    async (resource, command) => {
      const patches = rights.rights().filter(({ verb }) => verb === "patch");
      expect(patches.map((right) => right.resource)).toEqual(["externalsecrets", "deployments"]);
      await launcher.reset();
      const before = { starts: starts.length, held: await heldId() };
      for (const right of patches.filter((one) => one.resource === resource)) await rights.grantWithout(right);
      // Without it, nobody else gets a minute to restart the pods.
      const reloader = "secret.reloader.stakater.com/reload-";
      await cluster.kubectl("annotate", "deployment", "openhands", reloader, `--namespace=${NAMESPACE}`);

      const apply = ["rotate", "--apply", "--yes", "--older-than", "0", "--wait", "9"];
      const { code, stdout, stderr } = await cli(...apply, ...folders);
      expect(stderr).toMatch(
        new RegExp(`"oncall" cannot patch resource "${resource}" .*Run it as someone who may: ${command}`),
      );
      expect([code, stdout]).toEqual([1, expect.stringContaining("the old key stays until then")]);

      expect(readFileSync(file, "utf8")).toContain("rotation: published");
      const keys = (await launcher.calls()).filter(({ action }) => /^(Update|Delete)AccessKey$/.test(action));
      expect([keys, starts.length]).toEqual([[], before.starts]);
      if (resource === "externalsecrets") expect(await heldId()).toBe(before.held);
      else expect(await heldId()).not.toBe(before.held);
    },
    180_000,
  );
});
