import { judged } from "../../support/testing";
import { activeAccessKeyDestroyed as rule } from "./active-access-key-destroyed";
import { plannedKeys } from "./support/planned-keys";

it("reports an active key that the plan destroys, or replaces", async () => {
  const finding = "warning aws_iam_access_key.first: The plan destroys the access key of user ci, which is active.";
  expect(await judged(rule, plannedKeys({ first: ["Active", null] }))).toEqual([finding]);
  expect(await judged(rule, plannedKeys({ first: ["Active", "Active"] }, ["create", "delete"]))).toEqual([finding]);
});

it("reports as an error that an older key takes its place", async () => {
  expect(await judged(rule, plannedKeys({ first: ["Inactive", "Active"], second: ["Active", null] }))).toEqual([
    "error aws_iam_access_key.second: The plan destroys the active access key of user ci, and activates aws_iam_access_key.first instead.",
  ]);
});

it("is not misled by another user's key", async () => {
  const files = plannedKeys({ first: ["Inactive", "Active"], second: ["Active", null] });
  const plan = JSON.parse(files["plan.json"]);
  plan.resource_changes[0].change.before.user = "other";
  expect(await judged(rule, { "plan.json": JSON.stringify(plan) })).toEqual([
    "warning aws_iam_access_key.second: The plan destroys the access key of user ci, which is active.",
  ]);
});

it("accepts an inactive key that is destroyed", async () => {
  expect(await judged(rule, plannedKeys({ first: ["Inactive", null], second: ["Active", "Active"] }))).toEqual([]);
});
