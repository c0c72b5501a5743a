import { judged } from "../../support/testing";
import { modelPastProfile } from "./model-past-profile";
import { allow, roleWith } from "./support/testing";

const MODEL = "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-sonnet-4-6";
const PROFILE = "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6";
const said = (...statements: object[]) => judged(modelPastProfile, roleWith(statements));

it("reports a model that is not limited to its profile as info", async () => {
  expect(await said(allow("bedrock:InvokeModel", [PROFILE, MODEL]))).toEqual([
    `info aws_iam_role_policy.p: Role r may invoke ${MODEL} through any profile, or without one.`,
  ]);
});

it("accepts a model that is limited to its profile", async () => {
  const Condition = { StringEquals: { "bedrock:InferenceProfileArn": PROFILE } };
  expect(await said(allow("bedrock:InvokeModel", PROFILE), allow("bedrock:InvokeModel", MODEL, { Condition }))).toEqual(
    [],
  );
});

it("leaves a model without a profile to another rule", async () => {
  expect(await said(allow("bedrock:InvokeModel", MODEL))).toEqual([]);
});
