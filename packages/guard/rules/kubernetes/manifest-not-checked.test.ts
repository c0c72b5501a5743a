import { judged } from "../../support/testing";
import { manifestNotChecked as rule } from "./manifest-not-checked";

const POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";

it("reports a manifest that cannot be read", async () => {
  expect(await judged(rule, { "a.yaml": POD, "b.yaml": `${POD}spec: {\n` })).toEqual([
    expect.stringMatching(/^warning b\.yaml: A document of b\.yaml is not checked: it is not valid YAML: /),
  ]);
});

it("reports a template as a note, since nothing is in it yet", async () => {
  expect(await judged(rule, { "a.yaml": POD, "b.yaml": `${POD}spec: {{ spec }}\n` })).toEqual([
    "info b.yaml: A document of b.yaml is not checked: it is a template (a key is not a text).",
  ]);
});

it("reports what Terraform does not say before apply, once for one reason", async () => {
  const manifest = (name: string, value: string) =>
    `resource "kubernetes_manifest" "${name}" {\n  manifest = ${value}\n}\n`;
  const text = `variable "m" {}\n${manifest("a", "var.m")}${manifest("b", "var.m")}${manifest("c", '{ kind = "Pod", spec = var.m }')}`;
  expect(await judged(rule, text)).toEqual([
    "warning kubernetes_manifest.a: The manifest of kubernetes_manifest.a is not checked: variable m has no default. The same holds for kubernetes_manifest.b.",
  ]);
});

it("reports YAML that is not valid", async () => {
  expect(await judged(rule, 'resource "kubectl_manifest" "a" {\n  yaml_body = "a: {"\n}\n')).toEqual([
    "warning kubectl_manifest.a: The manifest of kubectl_manifest.a is not checked: it is not valid YAML, or only known after apply.",
  ]);
});

it("accepts what is read", async () => expect(await judged(rule, { "a.yaml": POD })).toEqual([]));
