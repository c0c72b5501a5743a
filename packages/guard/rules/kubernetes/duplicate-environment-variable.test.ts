import { judged } from "../../support/testing";
import { duplicateEnvironmentVariable as rule } from "./duplicate-environment-variable";
import { deployment, manifests } from "./support/testing";

it("finds a variable that is set more than once, and says so once", async () => {
  const env = ["A", "B", "A", "A"].map((name) => ({ name, value: "x" }));
  expect(await judged(rule, manifests({ app: deployment({ env }) }))).toEqual([
    "warning kubernetes_manifest.app: spec.template.spec.containers[0].env has A more than once",
  ]);
});

it("lets the same variable of two containers be", async () => {
  const env = [{ name: "A", value: "x" }];
  const app = deployment({ env }, { initContainers: [{ name: "init", env }] });
  expect(await judged(rule, manifests({ app }))).toEqual([]);
});
