import { judged } from "../../support/testing";
import { modelPastProfile } from "./model-past-profile";
import { allow, roleWith } from "./support/testing";

const MODEL = "arn:aws:bedrock:us-west-2::foundation-model/anthropic.claude-sonnet-4-6";
const PROFILE = "arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6";
const said = (...statements: object[]) => judged(modelPastProfile, roleWith(statements));

it("mentions a model that its profile does not bind", async () => {
  expect(await said(allow("bedrock:InvokeModel", [PROFILE, MODEL]))).toEqual([
    `info aws_iam_role_policy.p: role r may invoke ${MODEL} through any profile, or none`,
  ]);
});

it("accepts one that is bound", async () => {
  const Condition = { StringEquals: { "bedrock:InferenceProfileArn": PROFILE } };
  expect(await said(allow("bedrock:InvokeModel", PROFILE), allow("bedrock:InvokeModel", MODEL, { Condition }))).toEqual(
    [],
  );
});

it("says nothing where there is no profile, which is another rule's", async () => {
  expect(await said(allow("bedrock:InvokeModel", MODEL))).toEqual([]);
});
