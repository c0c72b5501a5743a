import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ExternalSecretProps, externalSecret } from "@openhands-aws/constructs/kubernetes";
import { Workspace } from "../support/workspace";
import { Cluster, type KubernetesObject } from "./support/cluster";
import { eventually } from "./support/eventually";
import { sharedFields } from "./support/managed-fields";
import { Manifests, type Written } from "./support/manifests";
import { installDefinitions, startOperator } from "./support/operator";
import { describeKubernetes } from "./support/requirements";
import { contents, createStoreSecret, type Digests, digests, environment, issuedKey } from "./support/secrets";
import { content, settled } from "./support/settled";

const CONFIG = { kubernetes: {} };
const NAMESPACE = "openhands";

describeKubernetes("the Terraform and the manifests of one config", () => {
  let cluster: Cluster;
  let workspace: Workspace;
  let manifests: Manifests;
  let issued: Digests;

  const apply = (what: string) =>
    cluster.kubectl("apply", "--server-side", "--validate=strict", ...(what.endsWith(".yaml") ? ["-f"] : ["-k"]), what);
  const applyAll = async () => {
    await apply(manifests.store);
    await apply(manifests.openhands);
  };
  const secret = () => cluster.get("secret", "bedrock-credentials", NAMESPACE);
  /** Our objects, as the API server returns them once its controllers are idle. */
  const ours = () =>
    Promise.all(manifests.objects().map(({ kind, metadata }) => cluster.get(kind, metadata.name, metadata.namespace)));

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
    issued = await issuedKey(terraform);

    await starting;
    await installDefinitions(cluster);
    await createStoreSecret(cluster, manifests.objects());
    await createReader();
    await startOperator(cluster, workspace.aws);
    await apply(manifests.store);
    await cluster.kubectl("wait", "clustersecretstore", "parameterstore", "--for=condition=Ready", "--timeout=30s");
    await apply(manifests.openhands);
  }, 180_000);

  /** The cluster's own identity: AWS trusts its token, and the annotation names the role. */
  async function createReader(): Promise<void> {
    const role = "eks.amazonaws.com/role-arn=arn:aws:iam::123456789012:role/external-secrets";
    const reader = ["serviceaccount", "parameter-reader", "--namespace=external-secrets"];
    await cluster.kubectl("create", ...reader);
    await cluster.kubectl("annotate", ...reader, role);
  }

  afterAll(async () => {
    await cluster?.stop();
    await workspace?.close();
    manifests?.remove();
  }, 60_000);

  it("puts what IAM issued into the Secret, and nothing else", async () => {
    const wait = ["--for=condition=Ready", "--timeout=30s", `--namespace=${NAMESPACE}`];
    await cluster.kubectl("wait", "externalsecret", "bedrock-credentials", ...wait);
    expect(contents(await secret())).toEqual(issued);
  }, 60_000);

  it("gives that key to the refresher alone, and OpenHands the region, the model and its own keys", async () => {
    const wait = ["--for=condition=Ready", "--timeout=30s", `--namespace=${NAMESPACE}`];
    await cluster.kubectl("wait", "externalsecret", "openhands-keys", ...wait);
    const pod = await eventually(() => onlyPod(cluster));
    expect(await environment(cluster, pod, "aws-credentials-refresher")).toMatchObject(issued);
    const { LOCAL_BACKEND_API_KEY, OH_SESSION_API_KEYS_0, OH_SECRET_KEY, ...openhands } = await environment(
      cluster,
      pod,
      "openhands",
    );
    expect(openhands).toMatchObject(
      digests({ AWS_REGION_NAME: "us-west-2", BEDROCK_MODEL_ID: "us.anthropic.claude-sonnet-4-6" }),
    );
    expect(Object.values(openhands)).not.toContain(issued.AWS_SECRET_ACCESS_KEY);
    expect(LOCAL_BACKEND_API_KEY).toBe(OH_SESSION_API_KEYS_0);
    expect(LOCAL_BACKEND_API_KEY).not.toBe(OH_SECRET_KEY);
  }, 60_000);

  it("leaves none of our fields to anyone else", async () => {
    expect((await ours()).flatMap((object) => sharedFields(object))).toEqual([]);
  });

  it("changes nothing when it is applied again", async () => {
    const before = await settled(ours);
    await applyAll();
    const again = await ours();
    expect(again.map(content)).toEqual(before.map(content));
    // The API server on its own writes a new volume claim once more, and a namespace of which only the name is ours.
    await applyAll();
    expect(await ours()).toEqual(again);
  }, 60_000);

  it.each([
    ["the operator's own role", { role: true }],
    ["a ServiceAccount's token", { serviceAccount: { namespace: "external-secrets", name: "parameter-reader" } }],
    ["a role, by a key", { role: true, secret: { namespace: "external-secrets" } }],
  ])(
    "reads with %s as well",
    async (name, auth) => {
      const own = name.toLowerCase().replace(/\W+/g, "-");
      const externalSecrets = { role: "external-secrets" };
      const reader = new Manifests({
        externalSecrets,
        kubernetes: { namespace: own, secretStore: { name: own, auth } },
      });
      await apply(reader.store);
      await apply(reader.openhands);
      const held = await eventually(() => cluster.get("secret", "bedrock-credentials", own));
      expect(contents(held)).toEqual(issued);
      reader.remove();
    },
    60_000,
  );

  it("brings a new key when Terraform replaces it", async () => {
    const terraform = workspace.terraform("openhands");
    await terraform.apply("-replace=aws_iam_access_key.bedrock_user_key");
    const rotated = await issuedKey(terraform);
    expect(rotated.AWS_ACCESS_KEY_ID).not.toBe(issued.AWS_ACCESS_KEY_ID);
    const now = `force-sync=${Date.now()}`; // https://external-secrets.io/latest/introduction/faq/
    await cluster.kubectl("annotate", "externalsecret", "bedrock-credentials", now, `--namespace=${NAMESPACE}`);
    await eventually(async () => expect(contents(await secret())).toEqual(rotated));
    await apply(manifests.openhands);
    expect((await ours()).flatMap((object) => sharedFields(object))).toEqual([]);
  }, 120_000);

  it("refreshes a Secret as its policy says", async () => {
    const terraform = workspace.terraform("openhands");
    const before = await issuedKey(terraform);
    const policies = ["Periodic", "OnChange", "CreatedOnce"] as const;
    const nameOf = (policy: (typeof policies)[number]) => policy.toLowerCase();
    const held = async (policy: (typeof policies)[number]) =>
      contents(await cluster.get("secret", nameOf(policy), NAMESPACE));
    for (const refreshPolicy of policies) await apply(secretWith(refreshPolicy, nameOf(refreshPolicy)));
    for (const policy of policies) await eventually(async () => expect(await held(policy)).toEqual(before));

    await terraform.apply("-replace=aws_iam_access_key.bedrock_user_key");
    const rotated = await issuedKey(terraform);
    await eventually(async () => expect(await held("Periodic")).toEqual(rotated));
    expect([await held("OnChange"), await held("CreatedOnce")]).toEqual([before, before]);

    for (const policy of ["CreatedOnce", "OnChange"] as const)
      await cluster.kubectl("annotate", "externalsecret", nameOf(policy), "now=1", `--namespace=${NAMESPACE}`);
    await eventually(async () => expect(await held("OnChange")).toEqual(rotated));
    expect(await held("CreatedOnce")).toEqual(before);
    for (const policy of policies)
      expect(sharedFields(await cluster.get("externalsecret", nameOf(policy), NAMESPACE))).toEqual([]);
  }, 120_000);

  /** The file of an ExternalSecret that reads the same access key. */
  function secretWith(refreshPolicy: ExternalSecretProps["refreshPolicy"], name: string): string {
    const ours = manifests.objects().find(({ metadata }) => metadata.name === "bedrock-credentials") as Written;
    const parameters: [string, string][] = ours.spec.data.map(
      ({ secretKey, remoteRef }: { secretKey: string; remoteRef: { key: string } }) => [secretKey, remoteRef.key],
    );
    const file = join(manifests.directory, `${name}.yaml`);
    const own = { apiVersion: ours.apiVersion, namespace: NAMESPACE, store: ours.spec.secretStoreRef.name };
    const props = { ...own, name, refreshPolicy, refreshInterval: "1s", parameters: Object.fromEntries(parameters) };
    writeFileSync(file, JSON.stringify(externalSecret(props)));
    return file;
  }

  it("accepts one strategy after the other", async () => {
    const older = { openhands: { version: "0.27" } };
    const rolling = new Manifests({ ...older, kubernetes: { deployment: { strategy: "RollingUpdate" } } });
    const strategy = async () => (await cluster.get("deployment", "openhands", NAMESPACE)).spec.strategy.type;
    await apply(rolling.openhands);
    expect(await strategy()).toBe("RollingUpdate");
    await apply(manifests.openhands);
    expect(await strategy()).toBe("Recreate");
    rolling.remove();
  }, 60_000);

  it("removes the Secret with the ExternalSecret, and brings it back", async () => {
    await cluster.kubectl("delete", "externalsecret", "bedrock-credentials", `--namespace=${NAMESPACE}`);
    await eventually(() => expect(secret()).rejects.toThrow("NotFound"));
    await apply(manifests.openhands);
    await eventually(secret);
  }, 60_000);
});

async function onlyPod(cluster: Cluster): Promise<KubernetesObject> {
  const { items } = JSON.parse(await cluster.kubectl("get", "pods", `--namespace=${NAMESPACE}`, "--output=json"));
  expect(items).toHaveLength(1);
  return items[0];
}
