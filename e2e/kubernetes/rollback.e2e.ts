import { dirname } from "node:path";
import { credentialParameters } from "../../config/credentials";
import { Kubectl } from "../../operations/cluster/kubectl";
import { type ClusterWorld, clusterSteps } from "../../operations/rollback/cluster-steps";
import { runStep } from "../../operations/steps";
import { clusterObjects } from "../../stacks/openhands-kubernetes/objects";
import { testConfig } from "../../tools/test-config";
import { Cluster } from "./support/cluster";
import { eventually } from "./support/eventually";
import { Manifests } from "./support/manifests";
import { installDefinitions } from "./support/operator";
import { describeKubernetes } from "./support/requirements";
import { ExportedRights } from "./support/rights";

const ONCALL = { principals: ["arn:aws:iam::123456789012:user/oncall"], cluster: [{ user: "oncall" }] };
const CONFIG = { kubernetes: {}, operations: { roles: { rollback: ONCALL } } };
const NAMESPACE = "--namespace=openhands";
const NAME = "bedrock-credentials";

describeKubernetes("rollback in a real cluster", () => {
  let cluster: Cluster;
  let manifests: Manifests;
  let world: ClusterWorld;
  let rights: ExportedRights;

  beforeAll(async () => {
    manifests = new Manifests(CONFIG);
    cluster = await Cluster.start();
    await installDefinitions(cluster);
    await cluster.kubectl("apply", "--server-side", "-k", manifests.openhands);
    rights = new ExportedRights(cluster, manifests, "rollback");
    await rights.grant();
    // There is no operator: this is what it would have made.
    for (const name of [NAME, "openhands-keys"]) await createSecret(name);
    const KUBECONFIG = rights.kubeconfigOf("oncall");
    world = worldWith(
      new Kubectl({ env: { PATH: dirname(cluster.binaries.kubectl), KUBECONFIG, HOME: cluster.directory } }),
    );
  }, 120_000);
  afterAll(async () => {
    await cluster?.stop();
    manifests?.remove();
  }, 60_000);

  const createSecret = (name: string) =>
    cluster.kubectl("create", "secret", "generic", name, "--from-literal=AWS_ACCESS_KEY_ID=none", NAMESPACE);

  function worldWith(kubectl: Kubectl): ClusterWorld {
    const config = (more: object) => testConfig(JSON.stringify({ ...CONFIG, ...more }), "openhands.yaml");
    const [before, after] = [config({}), config({ bedrock: { rollback: true } })];
    if (!before.kubernetes || !after.kubernetes) throw new Error("The config has no cluster.");
    const objects = clusterObjects(after, after.kubernetes);
    return {
      ...{ kubernetes: before.kubernetes, kubectl },
      deployment: objects.find(({ label }) => label === "deployment")?.manifest,
      variables: Object.keys(credentialParameters(before)),
    };
  }

  async function run(steps = clusterSteps(world)) {
    const results = [];
    for (const step of steps) results.push(await runStep(step, { yes: true }));
    return results.map(({ status, evidence }) => [status, evidence]);
  }
  const text = async (kind: string, name: string) => JSON.stringify(await cluster.get(kind, name, "openhands"));
  const names = async (kind: string) =>
    (await cluster.kubectl("get", kind, NAMESPACE, "--output=name")).trim().split("\n");

  it("shows what it would do, and does nothing without --yes", async () => {
    const before = await text("deployment", "openhands");
    for (const step of clusterSteps(world))
      expect(await runStep(step, { yes: false })).toMatchObject({ status: "TODO" });
    expect(await text("deployment", "openhands")).toBe(before);
  }, 60_000);

  it("takes the variables out, with no more rights than are exported, and goes on after it was stopped there", async () => {
    expect(await text("deployment", "openhands")).toContain(NAME);
    expect(await run(clusterSteps(world).slice(0, 1))).toEqual([["CHANGED", expect.stringContaining("any more")]]);
    expect(await text("deployment", "openhands")).not.toContain(NAME);
    expect(await names("externalsecrets")).toHaveLength(2);
  }, 60_000);

  it("removes ExternalSecret and Secret, and nothing else", async () => {
    expect((await run()).map(([status]) => status)).toEqual(["DONE", "CHANGED", "CHANGED"]);
    expect(await names("externalsecrets")).toEqual(["externalsecret.external-secrets.io/openhands-keys"]);
    expect(await names("secrets")).toEqual(["secret/openhands-keys"]);
    expect(await names("deployments,services,serviceaccounts,persistentvolumeclaims")).toEqual(
      expect.arrayContaining([
        "deployment.apps/openhands",
        "service/openhands",
        "serviceaccount/openhands",
        "persistentvolumeclaim/openhands-state",
      ]),
    );
  }, 60_000);

  it("has nothing left to do, until the way forward brings all of it again", async () => {
    expect((await run()).map(([, evidence]) => evidence)).toEqual([
      expect.stringContaining("does not name the Secret"),
      expect.stringContaining("has none"),
      expect.stringContaining("has none"),
    ]);
    await cluster.kubectl("apply", "--server-side", "--force-conflicts", "-k", manifests.openhands);
    expect(await text("deployment", "openhands")).toContain(NAME);
    expect(await names("externalsecrets")).toHaveLength(2);
  }, 60_000);

  it("needs each of the exported rights", async () => {
    for (const right of rights.rights()) {
      await rights.grantWithout(right);
      // What a run removes before the right is gone is there again for the next.
      await eventually(async () => {
        await cluster.kubectl("apply", "--server-side", "--force-conflicts", "-k", manifests.openhands);
        await cluster.tryKubectl("delete", "secret", NAME, NAMESPACE);
        await createSecret(NAME);
        const failed = (await run()).filter(([status]) => status === "FAIL").map(([, evidence]) => evidence);
        expect([right, failed.join()]).toEqual([right, expect.stringContaining("is forbidden")]);
      }, 10);
    }
    await rights.grant();
  }, 120_000);
});
