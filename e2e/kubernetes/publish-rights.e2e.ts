import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PolicyRule } from "@openhands-aws/constructs/kubernetes";
import { parse, stringify } from "yaml";
import { Kubectl } from "../../operations/cluster/kubectl";
import { ApiServer } from "../../operations/issuer/api-server";
import { publish } from "../../operations/issuer/publish";
import { FakeIssuer, ISSUER, keyPair } from "../../tools/issuer-world";
import { Cluster } from "./support/cluster";
import { eventually } from "./support/eventually";
import { Manifests } from "./support/manifests";
import { describeKubernetes } from "./support/requirements";
import { ExportedRights } from "./support/rights";

const PLATFORM = { principals: ["arn:aws:iam::123456789012:user/platform"], cluster: [{ user: "platform" }] };
const CONFIG = {
  kubernetes: { identity: { cluster: "self-hosted", issuer: { url: ISSUER.url, bucket: "documents" } } },
  operations: { roles: { issuer: PLATFORM } },
};
const ROLES = ["issuer-role.yaml", "issuer-cluster-role.yaml"];

interface Role {
  readonly rules: readonly PolicyRule[];
}

describeKubernetes("issuer publish's rights in a real cluster", () => {
  let cluster: Cluster;
  let manifests: Manifests;
  let rights: ExportedRights;
  let apiServer: ApiServer;
  beforeAll(async () => {
    manifests = new Manifests(CONFIG);
    cluster = await Cluster.start(ISSUER.url);
    const { namespace, name } = ISSUER.serviceAccount;
    await cluster.kubectl("create", "namespace", namespace);
    await cluster.kubectl("create", "serviceaccount", name, `--namespace=${namespace}`);
    rights = new ExportedRights(cluster, manifests, "issuer");
    await rights.grant();
    const KUBECONFIG = rights.kubeconfigOf("platform");
    const env = { PATH: dirname(cluster.binaries.kubectl), KUBECONFIG, HOME: cluster.directory };
    apiServer = new ApiServer(new Kubectl({ env }));
  }, 120_000);
  afterAll(async () => {
    await cluster?.stop();
    manifests?.remove();
  }, 60_000);

  /** What every step says but the last, which is not about the cluster. */
  async function run(): Promise<string> {
    const { issuer, bucket, fetch, now } = new FakeIssuer(keyPair("a"));
    const { steps } = await publish({ issuer, bucket, fetch, now, apiServer }, { yes: true, longestToken: 86_400 });
    return steps
      .slice(0, -1)
      .map(({ status, evidence }) => `${status} ${evidence}`)
      .join("\n");
  }

  const fileOf = (role: string) => join(manifests.directory, "openhands-operations", role);
  async function replace(name: string, role: Role): Promise<void> {
    const file = join(cluster.directory, name);
    writeFileSync(file, stringify(role));
    await cluster.kubectl("apply", "--server-side", "--force-conflicts", "-f", file);
  }

  it("are enough", async () => {
    await eventually(async () => expect(await run()).not.toMatch(/FAIL|forbidden|denie/), 10);
    expect(await run()).toMatch(/One for openhands\/openhands, signed with the key/);
  }, 60_000);

  it("are all needed", async () => {
    for (const name of ROLES) {
      const role: Role = parse(readFileSync(fileOf(name), "utf8"));
      for (const [index, rule] of role.rules.entries()) {
        for (const fewer of withoutEach(rule)) {
          const rules = role.rules.flatMap((one, at) => (at === index ? fewer : [one]));
          await replace(name, { ...role, rules });
          await eventually(
            async () => expect([fewer, await run()]).toEqual([fewer, expect.stringMatching(/forbidden/)]),
            10,
          );
        }
      }
      await replace(name, role);
      await eventually(async () => expect(await run()).not.toContain("forbidden"), 10);
    }
  }, 60_000);
});

/** The rule without one of its paths, or none of it: it has one verb. */
function withoutEach(rule: PolicyRule): PolicyRule[][] {
  expect(rule.verbs).toHaveLength(1);
  if (!("nonResourceURLs" in rule)) return [[]];
  const { nonResourceURLs } = rule;
  return nonResourceURLs.map((path) => [{ ...rule, nonResourceURLs: nonResourceURLs.filter((one) => one !== path) }]);
}
