import { judged } from "../../support/testing";
import { modelWithoutProfile } from "./model-without-profile";
import { allow, policyOf, roleWith } from "./support/testing";

const SONNET = "anthropic.claude-3-7-sonnet-20250219-v1:0";
const MODEL = `arn:aws:bedrock:us-west-2::foundation-model/${SONNET}`;
const profile = (id: string) => `arn:aws:bedrock:us-west-2:123456789012:inference-profile/${id}`;
const said = (...statements: object[]) => judged(modelWithoutProfile, roleWith(statements));

it("finds a model that can be used only through a profile, once", async () => {
  expect(
    await said(
      allow(["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], [MODEL, MODEL.replace("west", "east")]),
    ),
  ).toEqual([`warning aws_iam_role_policy.p: Role r may invoke ${MODEL}, but none of its inference profiles.`]);
});

it.each(["meta.llama3-2-90b-instruct-v1:0", "mistral.pixtral-large-2502-v1:0", "amazon.nova-2-lite-v1:0"])(
  "knows that %s needs one",
  async (id) => {
    const model = `arn:aws:bedrock:us-west-2::foundation-model/${id}`;
    expect(await said(allow("bedrock:InvokeModel", model))).toHaveLength(1);
    expect(await said(allow("bedrock:InvokeModel", [model, profile(`us.${id}`)]))).toEqual([]);
  },
);

it("does not accept the profile of another model", async () => {
  expect(await said(allow("bedrock:InvokeModel", [MODEL, profile("us.anthropic.claude-sonnet-4-6")]))).toHaveLength(1);
});

it.each([
  ["its profile", [MODEL, profile(`us.${SONNET}`)]],
  ["any profile", [MODEL, profile("*")]],
  [
    "an application inference profile",
    [MODEL, "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc"],
  ],
  ["everything", [MODEL, "*"]],
  [
    "a model that Bedrock serves directly",
    ["arn:aws:bedrock:us-west-2::foundation-model/amazon.titan-text-express-v1"],
  ],
  ["a pattern, which names no single model", ["arn:aws:bedrock:us-west-2::foundation-model/anthropic.*"]],
])("accepts %s", async (_name, resources) => {
  expect(await said(allow("bedrock:InvokeModel", resources))).toEqual([]);
});

it("reports it as info where other policies may grant the profile", async () => {
  expect(await judged(modelWithoutProfile, policyOf(allow("bedrock:InvokeModel", MODEL)))).toEqual([
    expect.stringMatching(/^info /),
  ]);
});
