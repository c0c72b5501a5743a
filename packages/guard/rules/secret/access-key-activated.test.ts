import { judged } from "../../support/testing";
import { accessKeyActivated as rule } from "./access-key-activated";
import { plannedKeys } from "./support/planned-keys";

it("reports an inactive key that the plan activates", async () => {
  expect(await judged(rule, plannedKeys({ first: ["Inactive", "Active"], second: ["Active", "Active"] }))).toEqual([
    "error aws_iam_access_key.first: The access key of user ci is inactive, and the plan activates it again.",
  ]);
});

it.each([
  ["stays active", ["Active", "Active"]],
  ["stays inactive", ["Inactive", "Inactive"]],
  ["is disabled", ["Active", "Inactive"]],
  ["is created", [null, "Active"]],
  ["is destroyed", ["Inactive", null]],
] as const)("accepts a key that %s", async (_, [before, after]) => {
  expect(await judged(rule, plannedKeys({ first: [before, after] }))).toEqual([]);
});

it("accepts an inactive key that is replaced: the next one is another", async () => {
  expect(await judged(rule, plannedKeys({ first: ["Inactive", "Active"] }, ["delete", "create"]))).toEqual([]);
});
