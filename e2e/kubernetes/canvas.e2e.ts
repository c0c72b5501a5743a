import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Cluster } from "./support/cluster";
import { sharedFields } from "./support/managed-fields";
import { Manifests } from "./support/manifests";
import { installDefinitions } from "./support/operator";
import { describeKubernetes } from "./support/requirements";
import { applyStrictly, createRestricted, expectOnePod } from "./support/restricted";
import { content, settled } from "./support/settled";

const ingress = { host: "agents.example.com", className: "nginx", tlsSecret: "certificate" };

const CONFIGS: [name: string, config: object, kubernetes: object][] = [
  ["by-default", {}, {}],
  ["with-an-access-key", { runtime: { refresher: false } }, {}],
  ["with-everything", {}, { canvas: { ingress, vscode: true, keys: { generate: false, name: "own" } } }],
];

describeKubernetes("Agent Canvas in a namespace that admits only pods without any power", () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.start();
    await installDefinitions(cluster);
  }, 120_000);
  afterAll(() => cluster?.stop(), 60_000);

  describe.each(CONFIGS)("%s", (namespace, config, kubernetes) => {
    let manifests: Manifests;

    const applyAll = async () => {
      await applyStrictly(cluster, "-f", manifests.store);
      await applyStrictly(cluster, "-k", manifests.openhands);
    };
    const stored = () =>
      Promise.all(
        manifests.objects().map(({ kind, metadata }) => cluster.get(kind, metadata.name, metadata.namespace)),
      );

    beforeAll(async () => {
      const own = { namespace, secretStore: { name: namespace }, terraform: {} };
      manifests = new Manifests({ ...config, kubernetes: { ...kubernetes, ...own } });
      await createRestricted(cluster, namespace);
      await applyAll();
    }, 60_000);
    afterAll(() => manifests?.remove());

    it("is admitted without a warning", () => expectOnePod(cluster, namespace), 60_000);

    it("is stored as it was written", async () => {
      const written = manifests.objects();
      expect(written.map(({ kind }) => kind)).toContain("NetworkPolicy");
      for (const [index, object] of (await stored()).entries()) {
        expect(object).toMatchObject(written[index] as object);
        if (object.kind === "NetworkPolicy") expect(object.spec).toEqual(written[index]?.spec);
      }
    });

    it("changes in nothing when it is applied again, by kubectl or with Terraform's objects", async () => {
      const before = await settled(stored);
      expect(before.flatMap((object) => sharedFields(object))).toEqual([]);
      await applyAll();
      expect((await stored()).map(content)).toEqual(before.map(content));

      const file = join(manifests.directory, "carried.json");
      writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests.carried() }));
      await applyStrictly(cluster, "--field-manager=openhands-aws", "-f", file);
      expect((await stored()).map(content)).toEqual(before.map(content));
    }, 60_000);
  });
});
