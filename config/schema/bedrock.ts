import { PARAMETER_NAME } from "@openhands-aws/facts/ssm-limits";
import { z } from "zod";
import { DEFAULT_MODEL, DESIGNED_MODEL, PROFILES } from "../models";
import { IamPath, ModelId, ParameterName, PolicyDescription, PolicyName, UserName } from "../names";
import { Region } from "./region";

const Model = z.strictObject({
  id: ModelId.describe(
    "The foundation model's id, without profile prefix. https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html",
  ),
  profile: z
    .enum(PROFILES)
    .optional()
    .describe(
      "The inference profile through which the model is invoked; none: the model itself. Default: us. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
    ),
  regions: z
    .array(Region)
    .min(1, { error: "must contain at least one region, or be left out" })
    .optional()
    .describe(
      "The regions to which the profile may send a request; left out for global and none. Default: those that config/models.ts lists for the model.",
    ),
  endOfLife: z.iso
    .date({ error: 'must be a date that exists, such as "2027-01-31"' })
    .optional()
    .describe(
      "The date (YYYY-MM-DD) from which Bedrock rejects the model. Default: the one in config/models.ts, if any. https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html",
    ),
});

export const Bedrock = z
  .strictObject({
    user: z
      .strictObject({
        name: UserName.default("bedrock-openhands-user").describe("The user's name in AWS, at most 64 characters."),
        path: IamPath.default("/service/").describe("The user's IAM path, at most 512 characters."),
      })
      .prefault({})
      .describe("The user whose access key OpenHands gets. Changing its name replaces the key."),
    policy: z
      .strictObject({
        name: PolicyName.default("bedrock-openhands-policy").describe(
          "The policy's name in AWS, at most 128 characters.",
        ),
        description: PolicyDescription.default("Policy for accessing AWS Bedrock Claude 3.7 Sonnet").describe(
          "The policy's description in AWS, at most 1000 characters.",
        ),
      })
      .prefault({})
      .describe(
        "The user's policy. Changing its name or description replaces it; the models need not match the description.",
      ),
    region: Region.default("us-west-2").describe("The region in which Bedrock is called."),
    models: z
      .array(Model)
      .min(1, { error: "must contain at least one model, or be left out for the default" })
      .default([{ id: DEFAULT_MODEL }])
      .describe("The models that may be invoked; OpenHands uses the first. Hardened only."),
    designedModel: ModelId.default(DESIGNED_MODEL).describe(
      "The one model in the hand-written variable. As designed only.",
    ),
    accessKeyIdParameter: ParameterName.default("bedrock-access-key-id").describe(
      `The SecureString parameter for the access key's id, at most ${PARAMETER_NAME.mostCharacters} characters.`,
    ),
    secretAccessKeyParameter: ParameterName.default("bedrock-secret-access-key").describe(
      `The SecureString parameter for the secret access key, at most ${PARAMETER_NAME.mostCharacters} characters.`,
    ),
  })
  .describe("Bedrock, and the access key that calls it.");
