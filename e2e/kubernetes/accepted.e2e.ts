import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cluster } from "./support/cluster";
import { eventually } from "./support/eventually";
import { Manifests } from "./support/manifests";
import { installDefinitions } from "./support/operator";
import { describeKubernetes } from "./support/requirements";

const EVERY_KNOB = {
  replicas: 2,
  strategy: "RollingUpdate",
  hostNetwork: true,
  dockerSocket: true,
  workspace: "/srv/openhands",
  image: { digest: `sha256:${"0".repeat(64)}`, pullSecrets: ["registry"] },
  nodeAffinity: { "kubernetes.io/hostname": ["node-1", "node-2"], "example.com/sandboxes": ["yes"] },
  storage: { size: "20Gi", className: "fast", accessMode: "ReadWriteMany" },
  resources: { requests: { cpu: "1", memory: "2Gi" }, limits: { cpu: "2", memory: "4Gi" } },
  service: { type: "LoadBalancer", port: 80, annotations: { "example.com/pool": "internal" } },
  env: { DEBUG: "1", EMPTY: "" },
};
const secret = { namespace: "operators", name: "aws" };
const serviceAccount = { name: "parameter-reader" };
const store = (auth: object) => ({
  externalSecrets: { role: "external-secrets" },
  kubernetes: { secretStore: { auth } },
});

const CONFIGS: [name: string, config: object][] = [
  ["by default", { kubernetes: {} }],
  ["as designed", { posture: "as-designed", kubernetes: {} }],
  ...["0.27", "0.38", "0.59", "1.11"].flatMap((version): [string, object][] => {
    const release = { openhands: { version }, runtime: version === "1.11" ? { refresher: {} } : {} };
    return [
      [`for OpenHands ${version}`, { ...release, kubernetes: {} }],
      [
        `for OpenHands ${version} with every knob turned`,
        { ...release, kubernetes: { namespace: "agents", deployment: EVERY_KNOB } },
      ],
    ];
  }),
  ["restarted by a checksum", { kubernetes: { deployment: { reload: "checksum" } } }],
  [
    "with a store that has a key",
    { externalSecrets: { user: "reader" }, kubernetes: { secretStore: { auth: { secret } } } },
  ],
  ["with a store that has a ServiceAccount", store({ serviceAccount })],
  ["with a store that has the operator's own role", store({ role: true })],
  ["with a store that assumes a role by a key", store({ secret, role: true })],
  ["with a store that assumes a role by a ServiceAccount", store({ serviceAccount, role: true })],
  ["without a Deployment", { kubernetes: { deployment: { generate: false } } }],
];

describeKubernetes("a Kubernetes 1.35 with the operator's resources", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start();
    await installDefinitions(cluster);
    for (const namespace of ["openhands", "agents"]) await cluster.kubectl("create", "namespace", namespace);
  }, 120_000);
  afterAll(() => cluster?.stop(), 60_000);

  const dryRun = (...what: string[]) =>
    cluster.kubectl("apply", "--server-side", "--dry-run=server", "--validate=strict", ...what);

  /** @returns how many objects the API server would accept */
  async function accepted(manifests: Manifests): Promise<number> {
    let output = "";
    if (manifests.has("external-secrets")) output += await dryRun("-f", manifests.store);
    if (manifests.has("openhands/kustomization.yaml")) output += await dryRun("-k", manifests.openhands);
    output += await dryRun("-f", join(manifests.component, "external-secrets.yaml"));
    return output.trim().split("\n").length;
  }

  it.each(CONFIGS)("accepts every object %s", async (_name, config) => {
    const manifests = new Manifests(config);
    expect(await accepted(manifests)).toBe(manifests.objects().length + 1);
    manifests.remove();
  });

  it("refuses a field that is misspelt", async () => {
    const manifests = new Manifests({ kubernetes: {} });
    const file = join(manifests.component, "external-secrets.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("refreshInterval:", "refreshIntervall:"));
    await expect(dryRun("-f", file)).rejects.toThrow(".spec.refreshIntervall: field not declared");
    manifests.remove();
  });

  it("accepts v1beta1 only where the operator serves it", async () => {
    const apiVersions = { externalSecrets: "external-secrets.io/v1beta1" };
    const manifests = new Manifests({ kubernetes: { apiVersions } });
    await expect(accepted(manifests)).rejects.toThrow('no matches for kind "ClusterSecretStore" in version');
    for (const kind of ["clustersecretstores", "externalsecrets"])
      await serve(`${kind}.external-secrets.io`, "v1beta1");
    await eventually(() => accepted(manifests));
    manifests.remove();
  }, 60_000);

  /** As an old operator does, with the same schema. */
  async function serve(name: string, version: string): Promise<void> {
    const { spec } = await cluster.get("crd", name);
    const index = spec.versions.findIndex(({ name }: { name: string }) => name === version);
    const patch = [{ op: "replace", path: `/spec/versions/${index}/served`, value: true }];
    await cluster.kubectl("patch", "crd", name, "--type=json", `--patch=${JSON.stringify(patch)}`);
  }
});
