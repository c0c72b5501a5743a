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

it("accepts what is read", async () => expect(await judged(rule, { "a.yaml": POD })).toEqual([]));
