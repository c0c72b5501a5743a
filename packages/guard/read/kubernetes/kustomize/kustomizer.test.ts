import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { parseAllDocuments, stringify } from "yaml";
import { readTerraform } from "../..";

const hasKubectl = spawnSync("kubectl", ["version", "--client"]).status === 0;
if (!hasKubectl && process.env.CI === "true")
  throw new Error(
    "CI must run kustomize: kubectl is not on the PATH. Install it: https://kubernetes.io/docs/tasks/tools",
  );
const withKubectl = hasKubectl ? it : it.skip;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "guard-kustomize-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Files = Readonly<Record<string, string>>;
const read = (files: Files) => readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}
const byName = (objects: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(
    (objects as Named[]).map((object) => [
      `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`,
      object,
    ]),
  );

/** What the guard builds of a folder. */
async function ours(files: Files, at: string): Promise<Record<string, unknown>> {
  const { manifests, uncheckedManifests } = await read(files);
  if (uncheckedManifests.length > 0) throw new Error(JSON.stringify(uncheckedManifests));
  return byName(manifests.filter(({ root }) => root === at).map(({ manifest }) => manifest.value));
}

/** What kustomize builds of it, without the hashes that it adds to names. */
function theirs(files: Files, at: string): Record<string, unknown> {
  rmSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { status, stdout, stderr } = spawnSync("kubectl", ["kustomize", join(folder, at)], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  const text = stdout.replace(/(generated(?:-[a-z]+)*)-[0-9a-z]{10}\b/g, "$1");
  return byName(parseAllDocuments(text).map((document) => document.toJS()));
}

const POD = {
  serviceAccountName: "web",
  initContainers: [{ name: "init", image: "busybox" }],
  containers: [
    {
      name: "app",
      image: "ghcr.io/octo-org/app:1.0",
      ports: [{ containerPort: 8080, name: "http" }],
      env: [
        { name: "A", value: "1" },
        { name: "B", valueFrom: { secretKeyRef: { name: "plain", key: "password" } } },
        { name: "C", valueFrom: { configMapKeyRef: { name: "generated", key: "c" } } },
      ],
      envFrom: [{ secretRef: { name: "generated-secret" } }, { configMapRef: { name: "settings" } }],
      volumeMounts: [{ name: "data", mountPath: "/data" }],
    },
    { name: "proxy", image: "envoy@sha256:abc" },
  ],
  volumes: [
    { name: "data", secret: { secretName: "plain" } },
    { name: "all", projected: { sources: [{ secret: { name: "plain" } }, { configMap: { name: "settings" } }] } },
  ],
};
const OBJECTS: Readonly<Record<string, object>> = {
  deployment: {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", labels: { app: "web" } },
    spec: { replicas: 1, template: { metadata: { labels: { app: "web" } }, spec: POD } },
  },
  worker: {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "worker", namespace: "jobs", annotations: { tier: "back" } },
    spec: { template: { spec: { containers: [{ name: "app", image: "busybox" }] } } },
  },
  secret: { apiVersion: "v1", kind: "Secret", metadata: { name: "plain" }, stringData: { password: "a" } },
  settings: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { a: "1" } },
  account: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "web" } },
  namespace: { apiVersion: "v1", kind: "Namespace", metadata: { name: "web" } },
  role: { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "reader" }, rules: [] },
  external: {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "keys" },
    spec: { refreshInterval: "1h0m0s", data: [{ secretKey: "A", remoteRef: { key: "/a" } }] },
  },
  list: {
    apiVersion: "v1",
    kind: "List",
    items: [
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "one" }, data: { a: "1" } },
      { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "two" }, data: { a: "2" } },
    ],
  },
};
const IN_BASE = Object.keys(OBJECTS);
const base: Files = {
  ...Object.fromEntries(Object.entries(OBJECTS).map(([name, object]) => [`base/${name}.yaml`, stringify(object)])),
  "base/kustomization.yaml": stringify({ resources: IN_BASE.map((name) => `${name}.yaml`) }),
};

const patchOf = (containers: readonly object[], spec: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: { template: { spec: { containers, ...spec } } },
});
const ENV = "/spec/template/spec/containers/0/env";

/** Fields of an overlay, each as kustomize has it. */
const FIELDS: Readonly<Record<string, object>> = {
  namespace: { namespace: "prod" },
  prefix: { namePrefix: "dev-" },
  suffix: { nameSuffix: "-eu" },
  images: {
    images: [
      { name: "ghcr.io/octo-org/app", newTag: "2.0" },
      { name: "busybox", newName: "docker.io/busybox", digest: "sha256:0123" },
      { name: "envoy", newTag: "v1" },
    ],
  },
  replicas: { replicas: [{ name: "web", count: 3 }] },
  annotations: { commonAnnotations: { owner: "team" } },
  labels: { labels: [{ pairs: { team: "a" } }, { pairs: { tier: "b" }, includeTemplates: true }] },
  generators: {
    configMapGenerator: [{ name: "generated", literals: ["c=1", "d='two words'"], files: ["app.conf", "k=app.conf"] }],
    secretGenerator: [
      { name: "generated-secret", literals: ['password="hunter2"'], envs: ["app.env"], type: "Opaque" },
    ],
    generatorOptions: { labels: { made: "here" } },
  },
  environment: {
    patches: [
      {
        patch: stringify(
          patchOf([
            { name: "sidecar", image: "busybox", env: [{ name: "Z", value: "z" }] },
            {
              name: "app",
              env: [
                { name: "NEW", value: "n" },
                { name: "A", value: null, valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
                { name: "B", $patch: "delete" },
              ],
              ports: [{ containerPort: 9090 }, { containerPort: 8080, name: "web" }],
              volumeMounts: [{ mountPath: "/data", name: "data", readOnly: true }],
              envFrom: [{ configMapRef: { name: "settings" } }],
              securityContext: { privileged: true },
            },
          ]),
        ),
      },
    ],
  },
  removed: {
    patchesStrategicMerge: [
      stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "one" }, $patch: "delete" }),
      stringify(patchOf([{ name: "proxy", $patch: "delete" }], { initContainers: null, hostNetwork: true })),
    ],
  },
  operations: {
    patches: [
      {
        target: { kind: "Deployment", name: "w.b" },
        patch: stringify([
          { op: "add", path: `${ENV}/-`, value: { name: "LAST", value: "l" } },
          { op: "replace", path: "/spec/replicas", value: 7 },
          { op: "add", path: "/metadata/annotations", value: { "a~b/c": "1" } },
          { op: "add", path: "/metadata/annotations/a~0b~1d", value: "2" },
          { op: "remove", path: "/spec/template/spec/volumes/1" },
        ]),
      },
      { target: { labelSelector: "app in (web, x),!none" }, path: "add.json" },
      {
        target: { kind: "StatefulSet|CronJob", namespace: "jobs", annotationSelector: "tier!=front" },
        path: "add.json",
      },
    ],
  },
  custom: {
    patches: [
      {
        target: { group: "external-secrets.io", kind: "ExternalSecret" },
        patch: stringify({
          apiVersion: "external-secrets.io/v1",
          kind: "ExternalSecret",
          metadata: { name: "any" },
          spec: { data: [{ secretKey: "B", remoteRef: { key: "/b" } }] },
        }),
      },
    ],
  },
  component: { components: ["../component"] },
};
const FILES: Files = {
  ...base,
  "overlay/app.conf": "a = b\n",
  "overlay/app.env": "# comment\nTOKEN=a=b\n\nEMPTY=\n",
  "overlay/add.json": JSON.stringify([{ op: "add", path: "/metadata/labels", value: { patched: "true" } }]),
  "component/kustomization.yaml": stringify({
    kind: "Component",
    apiVersion: "kustomize.config.k8s.io/v1alpha1",
    resources: ["more.yaml"],
    patches: [
      {
        target: { kind: "Deployment" },
        patch: stringify(patchOf([{ name: "app", env: [{ name: "A", value: "c" }] }])),
      },
    ],
  }),
  "component/more.yaml": stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "more" }, data: {} }),
};
const overlaid = (fields: readonly string[]): Files => {
  const chosen = fields.map((name) => FIELDS[name] as Record<string, unknown>);
  const patches = chosen.flatMap((field) => (field.patches as object[]) ?? []);
  const all = Object.assign({ resources: ["../base"] }, ...chosen, patches.length > 0 && { patches });
  return { ...FILES, "overlay/kustomization.yaml": stringify(all) };
};

withKubectl.each(Object.keys(FIELDS))("builds what kustomize builds: %s", async (name) => {
  const files = overlaid([name]);
  expect(await ours(files, "overlay")).toEqual(theirs(files, "overlay"));
});

withKubectl(
  "builds what kustomize builds, with any fields together and overlays of overlays",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...Object.keys(FIELDS)), { maxLength: 6 }),
        fc.subarray(["namespace", "prefix", "suffix", "annotations", "replicas"]),
        async (fields, above) => {
          const top = Object.assign({ resources: ["../overlay"] }, ...above.map((name) => FIELDS[name]), {
            nameSuffix: "-top",
          });
          const files = { ...overlaid(fields), "top/kustomization.yaml": stringify(top) };
          expect(await ours(files, "top")).toEqual(theirs(files, "top"));
        },
      ),
      { numRuns: 40, seed: 20261128 },
    );
  },
  60_000,
);

const OWN = join(__dirname, "../../../../../manifests/openhands");
const COMPONENT = ["external-secrets.yaml", "patch.yaml", "kustomization.yaml"].map(
  (name) => `components/aws-access/${name}`,
);
const own: Files = Object.fromEntries(
  [...readdirSync(OWN).filter((name) => name.endsWith(".yaml")), ...COMPONENT].map((name) => [
    `own/${name}`,
    readFileSync(join(OWN, name), "utf8"),
  ]),
);

withKubectl("builds what kustomize builds of our own manifests", async () => {
  expect(await ours(own, "own")).toEqual(theirs(own, "own"));
  const workload = { "mine/deployment.yaml": own["own/deployment.yaml"] as string };
  const components = ["../own/components/aws-access"];
  const kustomization = { resources: ["deployment.yaml"], components, patches: [{ path: "env.yaml" }] };
  const env = stringify({
    ...patchOf([{ name: "openhands", env: [{ name: "MINE", value: "1" }] }]),
    metadata: { name: "openhands", namespace: "openhands" },
  });
  const files = { ...own, ...workload, "mine/env.yaml": env, "mine/kustomization.yaml": stringify(kustomization) };
  expect(await ours(files, "mine")).toEqual(theirs(files, "mine"));
});

const POD_OF = (name: string, more = "") => `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n${more}`;
const addresses = async (files: Files) => (await read(files)).manifests.map(({ address }) => address);

describe("each result is checked once", () => {
  const used = { "base/kustomization.yaml": "resources: [pod.yaml]", "base/pod.yaml": POD_OF("a") };
  const overlay = (prefix: string) => `resources: [../base]\nnamePrefix: ${prefix}-\n`;

  it("a base for every overlay", async () => {
    const files = { ...used, "dev/kustomization.yaml": overlay("dev"), "prod/Kustomization": overlay("prod") };
    const { manifests } = await read({ ...files, "other.yaml": POD_OF("other") });
    expect(manifests.map(({ address, root, file, line }) => [address, root, file, line])).toEqual([
      ["dev:Pod dev-a", "dev", "base/pod.yaml", 1],
      ["prod:Pod prod-a", "prod", "base/pod.yaml", 1],
      ["other.yaml:Pod other", "", "other.yaml", 1],
    ]);
  });

  it("a base alone, if nothing uses it", async () => expect(await addresses(used)).toEqual(["base:Pod a"]));

  it("a patch that fits nothing, as it is", async () => {
    const component = "kind: Component\npatches: [{path: patch.yaml, target: {kind: Pod}}]\n";
    const files = { "c/kustomization.yaml": component, "c/patch.yaml": POD_OF("p"), ...used };
    expect(await addresses(files)).toEqual(["base:Pod a", "c/patch.yaml:Pod p"]);
    const applied = { ...files, "o/kustomization.yaml": "resources: [../base]\ncomponents: [../c]\n" };
    expect(await addresses(applied)).toEqual(["o:Pod a"]);
  });

  it("files of a kustomization that cannot be read, as they are", async () => {
    expect(await addresses({ ...used, "base/kustomization.yaml": "resources: [" })).toEqual(["base/pod.yaml:Pod a"]);
  });
});

const DEEP = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [`d${index}/kustomization.yaml`, `resources: [../d${index + 1}]`]),
);
const WIDE = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [
    `w${index}/kustomization.yaml`,
    `resources: [../w${index + 1}, ../w${index + 1}/.]`,
  ]),
);

it.each<[string, Files, RegExp]>([
  [
    "a base on another machine",
    { "k/kustomization.yaml": "resources:\n  - a.yaml\n  - https://x:pw@github.com/a/b?ref=v1\n" },
    /^k\/kustomization\.yaml:3 resources of k\/kustomization\.yaml names https:\/\/\*\*\*\*@github\.com\/a\/b\?ref=v1, which is not checked: it is on another machine, which is never asked\.$/,
  ],
  [
    "a base that is not there",
    { "k/kustomization.yaml": "resources: [a.yaml, ../gone]" },
    /names \.\.\/gone, which is not checked: it is not among the files/,
  ],
  [
    "a component that is not there",
    { "k/kustomization.yaml": "resources: [a.yaml]\ncomponents: [gone]" },
    /components of .* names gone,/,
  ],
  [
    "a patch that is not there",
    { "k/kustomization.yaml": "resources: [a.yaml]\npatches:\n- path: gone.yaml\n" },
    /:3 patches of .* names gone\.yaml,/,
  ],
  [
    "a file of a generator that is not there",
    { "k/kustomization.yaml": "resources: [a.yaml]\nsecretGenerator: [{name: s, envs: [.env]}]" },
    /secretGenerator of .* names \.env,/,
  ],
  ...["replacements", "vars", "helmCharts", "generators", "transformers", "openapi", "configurations", "anything"].map(
    (name): [string, Files, RegExp] => [
      name,
      { "k/kustomization.yaml": `resources: [a.yaml]\n${name}: []\n` },
      new RegExp(`:2 ${name} of .* is not followed, so what it adds or changes is not checked`),
    ],
  ),
  [
    "a pattern that takes years",
    { "k/kustomization.yaml": "resources: [a.yaml]\npatches: [{target: {name: (a+)+b}, patch: '[]'}]" },
    /its target\.name is a pattern that is not followed/,
  ],
  [
    "a patch that does not apply",
    {
      "k/kustomization.yaml":
        "resources: [a.yaml]\npatches: [{target: {kind: Pod}, patch: '[{op: remove, path: /spec}]'}]",
    },
    /cannot be applied to Pod a, so its result is not checked: there is nothing at \/spec/,
  ],
  [
    "a patch that doubles itself",
    {
      "k/kustomization.yaml": `resources: [a.yaml]\npatches: [{target: {kind: Pod}, path: p.json}]`,
      "k/p.json": JSON.stringify(
        Array.from({ length: 60 }, (_, index) => ({ op: "copy", from: "/metadata", path: `/metadata/m${index}` })),
      ),
    },
    /makes an object of more than 200000 values/,
  ],
  [
    "a directive of kubectl",
    {
      "k/kustomization.yaml":
        "resources: [a.yaml]\npatches: [{target: {kind: Pod}, patch: '{apiVersion: v1, $retainKeys: [a]}'}]",
    },
    /has \$retainKeys, which is not followed/,
  ],
  [
    "a circle",
    { "k/kustomization.yaml": "resources: [a.yaml, ../l]", "l/kustomization.yaml": "resources: [../k]" },
    /it uses itself/,
  ],
  ["levels without end", { ...DEEP, "k/kustomization.yaml": "resources: [a.yaml]" }, /over more than 50 levels/],
  [
    "overlays that multiply",
    { ...WIDE, "w40/kustomization.yaml": "resources: [../k/a.yaml]", "k/kustomization.yaml": "resources: [a.yaml]" },
    /copy or look at more than 3000000 values/,
  ],
  [
    "a second kustomization",
    { "k/kustomization.yaml": "resources: [a.yaml]", "k/Kustomization": "resources: []" },
    /^k\/Kustomization:1 .* its folder has another kustomization/,
  ],
  [
    "a kustomization that is not YAML",
    { "k/kustomization.yaml": "resources: [", "b.yaml": POD_OF("b") },
    /^k\/kustomization\.yaml:1 k\/kustomization\.yaml is not checked: it is not valid YAML/,
  ],
])("reports %s", async (_, files, message) => {
  const { manifests, uncheckedManifests } = await read({ "k/a.yaml": POD_OF("a"), ...files });
  expect(manifests.map(({ address }) => address).filter((address) => /:Pod [ab]$/.test(address))).not.toEqual([]);
  expect(uncheckedManifests.map(({ file, line, what }) => `${file}:${line} ${what}`)).toContainEqual(
    expect.stringMatching(message),
  );
});
