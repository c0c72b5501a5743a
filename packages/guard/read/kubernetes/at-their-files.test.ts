import { RULES } from "../../rules";
import { judged } from "../../support/testing";

const POD = `apiVersion: v1
kind: Pod
metadata: {name: app, namespace: web}
spec:
  containers:
    - {name: app, image: app, securityContext: {privileged: true}}
`;
const manifest = (value: string, type = "kubernetes_manifest", argument = "manifest") =>
  `resource "${type}" "app" {\n  ${argument} = ${value}\n}\n`;

it.each([
  ["yamldecode", { "main.tf": manifest('yamldecode(file("${path.module}/app.yaml"))') }],
  ["kubectl", { "main.tf": manifest('file("${path.module}/app.yaml")', "kubectl_manifest", "yaml_body") }],
  ["the members in another order", { "main.tf": manifest('merge({}, yamldecode(file("app.yaml")))') }],
  [
    "each file of a set",
    {
      "main.tf": manifest("yamldecode(file(each.value))").replace(
        "manifest =",
        'for_each = fileset(".", "*.yaml")\n  manifest =',
      ),
    },
  ],
])("says once what is wrong with a file that Terraform reads: %s", async (_, files) => {
  expect(await judged(RULES, { ...files, "app.yaml": POD })).toEqual([
    expect.stringMatching(/^info app\.yaml:Pod web\/app: privileged-pod: /),
  ]);
});

it("reads JSON the same way", async () => {
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "app" }, spec: { hostNetwork: true } };
  const files = { "main.tf": manifest('jsondecode(file("app.json"))'), "app.json": JSON.stringify(pod) };
  expect(await judged(RULES, files)).toEqual([expect.stringMatching(/^info app\.json:Pod app: privileged-pod: /)]);
});

it.each([
  [
    "the template is filled in otherwise",
    'yamldecode(replace(file("app.yaml"), "web", "prod"))',
    "kubernetes_manifest.app",
  ],
  [
    "a part is not known",
    'merge(yamldecode(file("app.yaml")), { metadata = { name = timestamp() } })',
    "kubernetes_manifest.app",
  ],
])("says it of both where %s", async (_, value, address) => {
  const found = await judged(RULES, { "main.tf": manifest(value), "app.yaml": POD });
  const pods = found.filter((text) => text.includes("privileged-pod"));
  expect(pods.map((text) => text.slice(5, text.indexOf(": ")))).toEqual(["app.yaml:Pod web/app", address].sort());
});

it("says it of each line of a file", async () => {
  const found = await judged(RULES, { "app.yaml": `${POD}---\n${POD}` });
  expect(found).toHaveLength(2);
});
