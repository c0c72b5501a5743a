import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SSM } from "@aws-sdk/client-ssm";
import { parse } from "yaml";
import type { Config } from "../../config/config";
import { stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { synthesizeAll } from "../../main";
import { Kubectl } from "../../operations/cluster/kubectl";
import { fetchServed } from "../../operations/issuer/fetch-served";
import { Account } from "../../operations/verify/account";
import { CHECKS } from "../../operations/verify/checks";
import { Cluster as ObservedCluster } from "../../operations/verify/cluster";
import { type Expected, expectedOf } from "../../operations/verify/expected";
import { verify } from "../../operations/verify/verify";
import { testConfig } from "../../tools/test-config";
import { OF_IDENTITY } from "../support/of-identity";
import { Workspace } from "../support/workspace";
import { Cluster } from "./support/cluster";
import { eventually } from "./support/eventually";
import { Manifests } from "./support/manifests";
import { installDefinitions, startOperator } from "./support/operator";
import { describeKubernetes } from "./support/requirements";
import { ExportedRights } from "./support/rights";
import { createStoreSecret } from "./support/secrets";

const ONCALL = { principals: ["arn:aws:iam::123456789012:user/oncall"], cluster: [{ user: "verifier" }] };
const CONFIG = { kubernetes: {}, operations: { roles: { verify: ONCALL } } };
const OPENHANDS = "--namespace=openhands";
const OF_CLUSTER = CHECKS.filter(({ needs = [] }) => needs.includes("cluster"))
  .map(({ name }) => name)
  .filter((name) => !OF_IDENTITY.includes(name));

describeKubernetes("verify in a real cluster", () => {
  let cluster: Cluster;
  let workspace: Workspace;
  let manifests: Manifests;
  let rights: ExportedRights;
  let config: Config;
  let expected: Expected;
  const saved = process.env;

  beforeAll(async () => {
    workspace = await Workspace.open();
    manifests = new Manifests(CONFIG);
    const starting = Cluster.start().then((started) => {
      cluster = started;
    });
    await workspace.export(CONFIG);
    const terraform = workspace.terraform("openhands");
    await terraform.init();
    await terraform.apply();
    config = testConfig(JSON.stringify(CONFIG), "openhands.yaml");
    expected = expectedOf(await stackModel(renderStacks(synthesizeAll(config))));

    await starting;
    await installDefinitions(cluster);
    await createStoreSecret(cluster, manifests.objects());
    await startOperator(cluster, workspace.aws);
    for (const what of [
      ["-f", manifests.store],
      ["-k", manifests.openhands],
    ])
      await cluster.kubectl("apply", "--server-side", ...what);
    const ready = ["--all", "--for=condition=Ready", "--timeout=30s", OPENHANDS];
    await cluster.kubectl("wait", "externalsecret", ...ready);
    await eventually(startPod);
    rights = new ExportedRights(cluster, manifests, "verify");
    await rights.grant();
    process.env = { ...workspace.aws.env };
  }, 180_000);
  afterAll(async () => {
    process.env = saved;
    await cluster?.stop();
    await workspace?.close();
    manifests?.remove();
  }, 60_000);

  /** There is no kubelet: this says that the pod's containers run. */
  async function startPod(): Promise<void> {
    const { items } = JSON.parse(await cluster.kubectl("get", "pods", OPENHANDS, "--output=json"));
    const running = { startedAt: new Date(Date.now() + 1000).toISOString().replace(/\.\d+/, "") };
    const containerStatuses = items[0].spec.containers.map(({ name, image }: { name: string; image: string }) => ({
      ...{ name, image, imageID: image, ready: true, restartCount: 0 },
      state: { running },
    }));
    const patch = JSON.stringify({ status: { phase: "Running", containerStatuses } });
    const options = ["--subresource=status", "--type=merge", `--patch=${patch}`, OPENHANDS];
    await cluster.kubectl("patch", "pod", items[0].metadata.name, ...options);
  }

  const exported = (name: string) => join(manifests.directory, `openhands-operations/verify-${name}.yaml`);
  const rulesOf = (name: string): { resources: string[] }[] => parse(readFileSync(exported(name), "utf8")).rules;

  async function withdraw(role: string, index: number): Promise<void> {
    const kind = role.replace("-", "");
    const patch = `--patch=[{"op":"remove","path":"/rules/${index}"}]`;
    await cluster.kubectl("patch", kind, "openhands-verify", "--type=json", patch, OPENHANDS);
  }

  /** Of the cluster's checks, with the verifier's rights. */
  async function results() {
    const signal = AbortSignal.timeout(27_000);
    const env = {
      PATH: dirname(cluster.binaries.kubectl),
      KUBECONFIG: rights.kubeconfigOf("verifier"),
      HOME: cluster.directory,
    };
    const all = await verify(
      {
        ...{ config, expected, now: new Date(), env: {}, fetch: fetchServed, options: { s3: false, maxKeyAge: 90 } },
        account: new Account(config, { region: config.aws.region, signal }),
        cluster: new ObservedCluster(config, new Kubectl({ env, signal })),
      },
      signal,
    );
    return all.filter(({ name }) => OF_CLUSTER.includes(name));
  }
  const failing = async () => (await results()).filter(({ status }) => status === "FAIL");

  it("passes where all is well, with no more rights than it says", async () => {
    expect((await results()).filter(({ status }) => status !== "PASS")).toEqual([]);
  }, 60_000);

  it.each([
    ["cluster-role", 0],
    ["role", 0],
    ["role", 1],
    ["role", 2],
    ["role", 3],
  ])(
    "needs rule %#: of the exported %s, number %d",
    async (role, index) => {
      const [resource = ""] = rulesOf(role)[index]?.resources ?? [];
      await withdraw(role, index);
      try {
        await eventually(async () => {
          const denied = (await failing()).filter(({ why }) => why.includes("is forbidden"));
          expect(denied.map(({ why }) => why).join()).toContain(resource);
        }, 10);
      } finally {
        await rights.grant();
      }
    },
    60_000,
  );

  it("names a Secret that has an older key than the parameters", async () => {
    const { endpoint } = workspace.aws;
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    const ssm = new SSM({ endpoint, credentials, region: config.aws.region });
    const parameter = { Name: "bedrock-secret-access-key", WithDecryption: true };
    const { Parameter } = await ssm.getParameter(parameter);
    await ssm.putParameter({ Name: parameter.Name, Value: "new", Overwrite: true });
    expect(await failing()).toMatchObject([
      { name: "secret", why: expect.stringContaining("another AWS_SECRET_ACCESS_KEY") },
    ]);
    await ssm.putParameter({ Name: parameter.Name, Value: Parameter?.Value ?? "", Overwrite: true });
  }, 60_000);

  it("names an ExternalSecret that cannot be synchronized", async () => {
    const path = '--patch=[{"op":"replace","path":"/spec/data/0/remoteRef/key","value":"KEY"}]';
    const patch = (key: string) =>
      cluster.kubectl("patch", "externalsecret", "openhands-keys", "--type=json", path.replace("KEY", key), OPENHANDS);
    await patch("/openhands/none");
    await eventually(async () =>
      expect(await failing()).toMatchObject([{ name: "canvas-secret", why: expect.stringContaining("is not ready") }]),
    );
    await patch("/openhands/canvas/session-key");
    await eventually(async () => expect(await failing()).toEqual([]));
  }, 60_000);

  it("names a pod that does not run", async () => {
    await cluster.kubectl("delete", "pods", "--all", "--grace-period=0", "--force", OPENHANDS);
    await eventually(async () =>
      expect(await failing()).toMatchObject([{ name: "pod", why: expect.stringContaining("is not running") }]),
    );
    await eventually(startPod);
    expect(await failing()).toEqual([]);
  }, 60_000);
});
