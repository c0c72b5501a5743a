import { judged } from "../../support/testing";
import { duplicateEnvironmentVariable as rule } from "./duplicate-environment-variable";
import { deployment, manifests } from "./support/testing";

it("finds a variable that is set more than once, and reports it once", async () => {
  const env = ["A", "B", "A", "A"].map((name) => ({ name, value: "x" }));
  expect(await judged(rule, manifests({ app: deployment({ env }) }))).toEqual([
    "warning kubernetes_manifest.app: spec.template.spec.containers[0].env sets A more than once.",
  ]);
});

it("accepts the same variable in two containers", async () => {
  const env = [{ name: "A", value: "x" }];
  const app = deployment({ env }, { initContainers: [{ name: "init", env }] });
  expect(await judged(rule, manifests({ app }))).toEqual([]);
});
