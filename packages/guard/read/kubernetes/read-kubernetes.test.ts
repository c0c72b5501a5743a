import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { loadCatalogue } from "../../catalogue/load";
import { guard } from "../../guard";
import { RULES } from "../../rules";
import { KUBERNETES_RULES } from "../../rules/kubernetes";
import { manifests } from "../../rules/kubernetes/support/testing";
import { kubernetesPlainSecret } from "../../rules/secret/kubernetes-plain-secret";
import { judged } from "../../support/testing";
import { readTerraform } from "..";

const RULES_OF_MANIFESTS = [...KUBERNETES_RULES, kubernetesPlainSecret];
const said = (files: Readonly<Record<string, string>>) => judged(RULES_OF_MANIFESTS, files);
const read = (files: Readonly<Record<string, string>>) =>
  readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));

const pod = (name: string, setting = "") => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: web}
spec:
  hostNetwork: true
${setting}`;

it("reads every document of a file, with its line", async () => {
  const text = `# first\n${pod("a")}---\n# a comment alone\n---\n\n${pod("b")}--- # third\n${pod("c")}...\n`;
  const model = await read({ "app/pods.yaml": text });
  expect(model.manifests.map(({ address, root, file, line }) => [address, root, file, line])).toEqual([
    ["app/pods.yaml:Pod web/a", "app", "app/pods.yaml", 2],
    ["app/pods.yaml:Pod web/b", "app", "app/pods.yaml", 11],
    ["app/pods.yaml:Pod web/c", "app", "app/pods.yaml", 17],
  ]);
  expect(await said({ "app/pods.yaml": text })).toEqual(
    ["a", "b", "c"].map((name) => `info app/pods.yaml:Pod web/${name}: privileged-pod: spec.hostNetwork is true.`),
  );
});

it.each<[string, string, string]>([
  ["JSON", "a.json", '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": {"hostPID": true}}'],
  [
    "JSON of a list",
    "a.json",
    '{"apiVersion":"v1","kind":"List","items":[\n{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"hostPID":true}}]}',
  ],
  [
    "a list of one kind",
    "a.yaml",
    "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {name: a}\n  spec: {hostPID: true}\n",
  ],
  ["flow style", "a.yaml", "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {hostPID: true}}"],
  ["YAML 1.1's booleans", "a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: yes}\n"],
  [
    "anchors and merge keys",
    "a.yaml",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: &x {hostPID: true}}\nspec: {<<: *x}\n",
  ],
  [
    "keys with escapes",
    "a.yaml",
    '"api\\u0056ersion": v1\n"\\u006bind": Pod\nmetadata: {name: a}\nspec: {hostPID: true}\n',
  ],
  [
    "Windows' line ends",
    "a.yaml",
    "apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n  name: a\r\nspec:\r\n  hostPID: true\r\n",
  ],
  ["another file name", "pod.out", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: true}\n"],
])("reads %s", async (_, path, text) => {
  expect((await said({ [path]: text })).filter((one) => one.includes("spec.hostPID is true"))).toEqual([
    `info ${path}:Pod a: privileged-pod: spec.hostPID is true.`,
  ]);
});

it.each<[string, string, string, RegExp]>([
  [
    "YAML that is not valid",
    "a.yaml",
    "apiVersion: v1\nkind: [\n",
    /^warning a\.yaml: A document of a\.yaml is not checked: it is not valid YAML/,
  ],
  [
    "a key that is written twice",
    "a.yaml",
    `${pod("a")}  hostNetwork: false\n`,
    /the key hostNetwork is written twice\.$/,
  ],
  ["depth", "a.yaml", `apiVersion: v1\nkind: Pod\nspec: ${"[".repeat(3000)}`, /nested deeper than 100 levels\.$/],
  [
    "aliases that multiply",
    "a.yaml",
    `apiVersion: v1\nkind: Pod\na0: &a0 [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]\n`).join("")}`,
    /more than \d+ values, .* once its aliases are expanded\.$/,
  ],
  [
    "a document of megabytes",
    "a.yaml",
    `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: ${"x".repeat(2_000_000)}\n`,
    /has 200\d+ characters, but at most 1572864 are read\.$/,
  ],
  [
    "a template",
    "a.yaml",
    "apiVersion: v1\nkind: Pod\n{{- if .Values.x }}\nmetadata: {}\n{{- end }}\n",
    /^info a\.yaml: .*: it is a template \(/,
  ],
  [
    "a template that is YAML by chance",
    "a.yaml",
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ x }}\n",
    /^info a\.yaml: .*: it is a template \(a key is not a text\)\.$/,
  ],
])("reports that %s was not checked, and checks the other documents", async (_, path, text, message) => {
  const findings = await judged(KUBERNETES_RULES, { [path]: `${text}\n---\n${pod("other")}` });
  const [finding = "", ...more] = findings.filter((one) => one.includes("manifest-not-checked"));
  expect(finding.replace("manifest-not-checked: ", "")).toMatch(message);
  expect(more).toEqual([]);
  expect(findings).toContain(`info ${path}:Pod web/other: privileged-pod: spec.hostNetwork is true.`);
});

it("reports a chart once, and reads what is beside its templates", async () => {
  const chart = { "charts/app/Chart.yaml": "apiVersion: v2\nname: app\n", "charts/app/values.yaml": "a: 1\n" };
  const templates = { "charts/app/templates/a.yaml": pod("a"), "charts/app/templates/b/c.yaml": "kind: {{ x }}" };
  expect(
    await said({ ...chart, ...templates, "charts/app/crds/pod.yaml": pod("b"), "templates/p.yaml": pod("c") }),
  ).toEqual([
    "info charts/app/Chart.yaml: manifest-not-checked: The Helm chart charts/app is not checked: 2 templates must be filled in by Helm first.",
    "info charts/app/crds/pod.yaml:Pod web/b: privileged-pod: spec.hostNetwork is true.",
    "info templates/p.yaml:Pod web/c: privileged-pod: spec.hostNetwork is true.",
  ]);
});

it.each([
  ["a key that is written twice", "kind: CustomResourceDefinition\nkind: Pod\n"],
  ["a key in quotes", 'kind: CustomResourceDefinition\n"kind": Pod\n'],
  ["a key that is marked", "kind: CustomResourceDefinition\n? kind\n: Pod\n"],
  ["a list", "items:\n- kind: CustomResourceDefinition\n  spec: {hostPID: true}\nkind: List\n"],
  ["a text", "a: |\n  kind: CustomResourceDefinition\nkind: Pod\n"],
])("skips definitions of kinds, but not %s", async (_, kind) => {
  const text = (kinds: string) =>
    `apiVersion: apiextensions.k8s.io/v1\n${kinds}metadata: {name: a}\nspec: {hostPID: true}\n`;
  expect(await said({ "main.tf": "", "a.yaml": text("kind: CustomResourceDefinition\n") })).toEqual([]);
  expect(await said({ "main.tf": "", "a.yaml": text(kind) })).not.toEqual([]);
});

const OTHERS = {
  ".github/workflows/ci.yml":
    "on: push\njobs:\n  a:\n    steps:\n      - run: |\n          cat <<E\n          apiVersion: v1\n          kind: Pod\n          E\n",
  "docker-compose.yml": "services: {web: {image: a, privileged: true}}\n",
  "config.yaml": "a: [\n",
  "values.json": '{"apiVersion": 1}',
};

it("skips YAML that is not Kubernetes'", async () => {
  expect(await judged(RULES, { ...OTHERS, "main.tf": "" })).toEqual([]);
});

it("says what it looked for, if there is nothing else", async () => {
  await expect(read(OTHERS)).rejects.toThrow(
    ".github/workflows/ci.yml: neither a Terraform configuration, nor a plan, nor a CloudFormation template, nor a Kubernetes manifest. Give *.tf,",
  );
});

it("says that a chart alone is not checked", async () => {
  await expect(read({ "app/Chart.yaml": "name: app", "app/templates/a.yaml": pod("a") })).rejects.toThrow(
    "app/Chart.yaml:1: The Helm chart app is not checked: 1 template must be filled in by Helm first. Nothing else was found. Give *.tf,",
  );
});

it("does not read a plan, or what Terraform reads, as a manifest", async () => {
  const plan = JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {},
    apiVersion: "v1",
    kind: "Pod",
  });
  const model = await read({
    "plan.json": plan,
    "pod.yaml.tftpl": pod("a"),
    "a.auto.tfvars.json": '{"apiVersion":"v1","kind":"Pod"}',
  });
  expect(model.manifests).toEqual([]);
});

it("takes no text for an unknown one", async () => {
  const text = "apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  password: hunter2hunter\uFFFC\n";
  expect(await said({ "a.yaml": text })).toEqual([
    expect.stringContaining("Secret.stringData.password contains a password"),
  ]);
});

const OWN = join(__dirname, "../../../../manifests");
const FILES = ["external-secrets.yaml", "canvas-keys.yaml", "deployment.yaml", "service.yaml", "network-policy.yaml"];

it.each([
  ["as they are", (text: string) => text],
  [
    "with faults",
    (text: string) =>
      text
        .replace("1h0m0s", "1h")
        .replace("key: LOCAL_BACKEND_API_KEY", "key: NONE")
        .replace("name: VITE_POSTHOG_API_KEY", "name: DB_PASSWORD\n              value: hunter2hunter")
        .replace("name: HOME", "name: AWS_REGION"),
  ],
])("finds the same in our own manifests, %s, as in kubernetes_manifest", async (name, change) => {
  const texts = FILES.map((file) => [file, change(readFileSync(join(OWN, "openhands", file), "utf8"))] as const);
  const objects = texts.flatMap(([, text]) =>
    parseAllDocuments(text).map((document) => document.toJS() as { kind: string; metadata: { name: string } }),
  );
  const byName = Object.fromEntries(objects.map((object) => [`${object.kind}-${object.metadata.name}`, object]));
  const catalogue = await loadCatalogue(new Set());
  const found = async (files: Readonly<Record<string, string>>) =>
    guard(await read(files), { catalogue, now: new Date("2026-11-28") })
      .map(({ rule, severity, address, message, fix }) => {
        const object = address.replace(/^.*:(\w+) openhands\/(.*)$/, "$1-$2").replace("kubernetes_manifest.", "");
        return { rule, severity, object, message, fix };
      })
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const ofFiles = await found(Object.fromEntries(texts));
  expect(ofFiles).toEqual(await found({ "main.tf.json": manifests(byName) }));
  if (name === "with faults")
    expect(new Set(ofFiles.map(({ rule }) => rule))).toEqual(
      new Set([
        "noncanonical-duration",
        "missing-secret-key",
        "kubernetes-plain-secret",
        "duplicate-environment-variable",
      ]),
    );
});
