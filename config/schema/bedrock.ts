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
      "The inference profile that the model is invoked through; none: the model itself. Default: us. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
    ),
  regions: z
    .array(Region)
    .min(1, { error: "must hold at least one region, or be left out" })
    .optional()
    .describe(
      "The regions that the profile may send a request to. Default: what config/models.ts knows of the model; left out for global and none.",
    ),
  endOfLife: z.iso
    .date({ error: 'must be a date that exists, as in "2027-01-31"' })
    .optional()
    .describe(
      "The date (YYYY-MM-DD) from which Bedrock refuses the model. Default: what config/models.ts knows. https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html",
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
      .describe("The user whose access key OpenHands gets. A change of its name replaces the key."),
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
        "The user's policy. A change of its name or description replaces it; the description says nothing of the models.",
      ),
    region: Region.default("us-west-2").describe("The region in which Bedrock is called."),
    models: z
      .array(Model)
      .min(1, { error: "must hold at least one model, or be left out for the default" })
      .default([{ id: DEFAULT_MODEL }])
      .describe("The models that may be invoked; OpenHands uses the first. Hardened only."),
    designedModel: ModelId.default(DESIGNED_MODEL).describe(
      "The one model that the hand-written variable names. As designed only.",
    ),
    accessKeyIdParameter: ParameterName.default("bedrock-access-key-id").describe(
      `The SecureString parameter that holds the key's id, at most ${PARAMETER_NAME.mostCharacters} characters.`,
    ),
    secretAccessKeyParameter: ParameterName.default("bedrock-secret-access-key").describe(
      `The SecureString parameter that holds the secret, at most ${PARAMETER_NAME.mostCharacters} characters.`,
    ),
  })
  .describe("Bedrock, and the access key that calls it.");
