import { judged } from "../../support/testing";
import { inferenceProfileWithoutModels } from "./inference-profile-without-models";
import { allow, policyOf, roleWith } from "./support/testing";

const SONNET = "anthropic.claude-sonnet-4-6";
const PROFILE = `arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.${SONNET}`;
const models = (...regions: string[]) =>
  regions.map((region) => `arn:aws:bedrock:${region}::foundation-model/${SONNET}`);
const said = (...statements: object[]) => judged(inferenceProfileWithoutModels, roleWith(statements));
const US = ["us-east-1", "us-east-2", "us-west-2"];

it("finds a profile without any model", async () => {
  expect(await said(allow("bedrock:InvokeModel", PROFILE))).toEqual([
    `warning aws_iam_role_policy.p: Role r may use ${PROFILE}, but not ${models("us-west-2", "us-east-1", "us-east-2").join(", ")}.`,
  ]);
});

it("finds the regions that are missing", async () => {
  expect(await said(allow("bedrock:InvokeModel*", [PROFILE, ...models("us-east-1", "us-west-2")]))).toEqual([
    `warning aws_iam_role_policy.p: Role r may use ${PROFILE}, but not ${models("us-east-2")}.`,
  ]);
});

it.each([
  ["the model in all regions", [allow("bedrock:InvokeModel", [PROFILE, ...models(...US)])]],
  ["the model in any region", [allow("bedrock:InvokeModel", PROFILE), allow("bedrock:InvokeModel", models("*"))]],
  [
    "the model on the condition of the profile",
    [
      allow("bedrock:InvokeModel", PROFILE),
      allow("bedrock:InvokeModel", models(...US), {
        Condition: { StringEquals: { "bedrock:InferenceProfileArn": PROFILE } },
      }),
    ],
  ],
  ["only reading a profile", [allow("bedrock:GetInferenceProfile", PROFILE)]],
  [
    "any profile, whose models are not known",
    [allow("bedrock:InvokeModel", "arn:aws:bedrock:*:*:inference-profile/*")],
  ],
])("accepts %s", async (_name, statements) => {
  expect(await said(...statements)).toEqual([]);
});

it("does not accept a condition with another profile", async () => {
  const Condition = { StringEquals: { "bedrock:InferenceProfileArn": PROFILE.replace("us.", "eu.") } };
  expect(
    await said(allow("bedrock:InvokeModel", PROFILE), allow("bedrock:InvokeModel", models(...US), { Condition })),
  ).toHaveLength(1);
});

it("requires the model without a region where the profile is global", async () => {
  const profile = `arn:aws:bedrock:us-west-2:123456789012:inference-profile/global.${SONNET}`;
  expect(await said(allow("bedrock:InvokeModel", [profile, ...models("us-west-2", "")]))).toEqual([]);
  expect(await said(allow("bedrock:InvokeModel", [profile, ...models("us-west-2")]))).toEqual([
    expect.stringContaining("but not arn:aws:bedrock:::foundation-model/"),
  ]);
});

it("reports it as info where other policies may grant the models", async () => {
  expect(await judged(inferenceProfileWithoutModels, policyOf(allow("bedrock:InvokeModel", PROFILE)))).toEqual([
    expect.stringMatching(/^info /),
  ]);
});
