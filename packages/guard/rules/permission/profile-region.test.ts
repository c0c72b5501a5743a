import { judged } from "../../support/testing";
import { profileRegion } from "./profile-region";
import { allow, policyOf } from "./support/testing";

const arn = (region: string, profile: string, partition = "aws") =>
  `arn:${partition}:bedrock:${region}:123456789012:inference-profile/${profile}.anthropic.claude-sonnet-4-6`;
const said = (...resources: string[]) => judged(profileRegion, policyOf(allow("bedrock:InvokeModel", resources)));

it.each([
  ["us-west-2", "jp"],
  ["us-east-1", "eu"],
  ["us-east-1", "apac"],
  ["us-east-1", "us-gov"],
  ["ap-northeast-1", "us"],
  ["ap-northeast-1", "au"],
  ["ap-northeast-2", "jp"],
  ["ap-southeast-1", "au"],
  ["eu-west-1", "us"],
  ["us-gov-west-1", "us"],
  ["us-gov-west-1", "global"],
])("finds that %s has no profile %s.", async (region, profile) => {
  const [found, ...others] = await said(arn(region, profile), arn(region, profile));
  expect(others).toEqual([]);
  expect(found).toBe(
    `warning aws_iam_policy.p: Statement 0 names "${arn(region, profile)}": there are no ${profile}. profiles in ${region}.`,
  );
});

it("finds a condition that no call can meet", async () => {
  const model = "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-sonnet-4-6";
  const only = (operator: string) => ({
    Condition: { [operator]: { "bedrock:inferenceProfileArn": arn("us-west-2", "eu") } },
  });
  const judgedWith = (operator: string) =>
    judged(profileRegion, policyOf(allow("bedrock:InvokeModel", model, only(operator))));
  expect(await judgedWith("ArnLike")).toHaveLength(1);
  expect(await judgedWith("StringNotEquals")).toEqual([]);
});

it.each([
  ["us", "us-west-1"],
  ["us", "ca-central-1"],
  ["eu", "eu-south-2"],
  ["apac", "ap-southeast-3"],
  ["jp", "ap-northeast-3"],
  ["au", "ap-southeast-4"],
  ["global", "sa-east-1"],
  ["us-gov", "us-gov-east-1"],
  ["us", "*"],
  ["us", "us-*"],
  ["*", "us-west-2"],
  ["in", "ap-south-1"],
])("accepts %s. in %s", async (profile, region) => expect(await said(arn(region, profile))).toEqual([]));

it.each([
  ["a model", ["arn:aws:bedrock:us-west-2::foundation-model/jp.anthropic.x"]],
  ["an application inference profile", ["arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/jp.a"]],
  ["everything", ["*"]],
])("does not apply to %s", async (_, resources) => expect(await said(...resources)).toEqual([]));

it("does not apply to a Deny, or to read actions", async () => {
  const strange = arn("us-west-2", "jp");
  expect(await judged(profileRegion, policyOf({ ...allow("bedrock:*", strange), Effect: "Deny" }))).toEqual([]);
  expect(await judged(profileRegion, policyOf(allow("bedrock:GetInferenceProfile", strange)))).toEqual([]);
});
