import { judged } from "../../support/testing";
import { allow, policyOf } from "./support/testing";
import { unboundedBedrock } from "./unbounded-bedrock";

const CLAUDE = "foundation-model/anthropic.claude-sonnet-4-6";
const said = async (resources: string | string[], rest = {}, actions = ["bedrock:InvokeModel"]) =>
  (await judged(unboundedBedrock, policyOf(allow(actions, resources, rest)))).map((text) =>
    text.replace(/ aws_iam_policy.p: Statement 0 allows (.*) to be invoked .*/, " $1"),
  );

it.each([
  ["*", "warning every model in every region"],
  ["arn:aws:bedrock:*:*:*", "warning every model in every region"],
  ["arn:aws:bedrock:*::foundation-model/*", "warning every model in every region"],
  ["arn:aws:bedrock:us-west-2::foundation-model/*", "warning every model"],
  [`arn:aws:bedrock:*::${CLAUDE}`, "warning the model in every region"],
  ["arn:aws:bedrock:us-west-2::foundation-model/anthropic.*", "info every model of one provider"],
])("finds that %s is unbounded", async (resource, expected) => {
  expect(await said(resource)).toEqual([expected]);
});

it.each([
  `arn:aws:bedrock:us-west-2::${CLAUDE}`,
  "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6",
  "arn:aws:s3:::data/*",
])("accepts %s", async (resource) => {
  expect(await said(resource)).toEqual([]);
});

it("accepts a model in every region on the condition of its profile", async () => {
  const profile = "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6";
  const only = (value: string) => ({ Condition: { StringEquals: { "bedrock:InferenceProfileArn": value } } });
  expect(await said(`arn:aws:bedrock:*::${CLAUDE}`, only(profile))).toEqual([]);
  expect(await said(`arn:aws:bedrock:*::${CLAUDE}`, only("*"))).toHaveLength(1);
});

it("checks every invoking action, and no other", async () => {
  expect(await said("*", {}, ["bedrock:InvokeModelWithResponseStream"])).toHaveLength(1);
  expect(await said("*", {}, ["bedrock:*"])).toHaveLength(1);
  expect(await said("*", {}, ["bedrock:ListFoundationModels", "bedrock:GetFoundationModel"])).toEqual([]);
});
