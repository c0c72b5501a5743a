import { z } from "zod";
import { PROFILES } from "../models";
import { IamPath, ModelId, ParameterName, PolicyDescription, PolicyName, UserName } from "../names";
import { Region } from "./region";

const Model = z.strictObject({
  id: ModelId.describe("The foundation model's id, without profile prefix."),
  profile: z
    .enum(PROFILES)
    .optional()
    .describe("The inference profile that the model is invoked through; none: the model itself."),
  regions: z
    .array(Region)
    .min(1, { error: "must hold at least one region" })
    .optional()
    .describe("The regions that the profile may send a request to. Known models need none."),
  endOfLife: z.iso
    .date({ error: 'must be a date in quotes, as in "2027-01-31"' })
    .optional()
    .describe("The date from which Bedrock refuses the model."),
});

export const Bedrock = z
  .strictObject({
    user: z
      .strictObject({ name: UserName.default("bedrock-openhands-user"), path: IamPath.default("/service/") })
      .prefault({})
      .describe("The user whose access key OpenHands gets. A change of its name replaces the key."),
    policy: z
      .strictObject({
        name: PolicyName.default("bedrock-openhands-policy"),
        description: PolicyDescription.default("Policy for accessing AWS Bedrock Claude 3.7 Sonnet"),
      })
      .prefault({})
      .describe(
        "The user's policy. A change of its name or description replaces it; the description says nothing of the models.",
      ),
    region: Region.default("us-west-2").describe("The region in which Bedrock is called."),
    models: z
      .array(Model)
      .min(1, { error: "must hold at least one model" })
      .optional()
      .describe(
        "The models that may be invoked; OpenHands uses the first. Default: a live model when hardened, the design's as designed.",
      ),
    accessKeyIdParameter: ParameterName.default("bedrock-access-key-id").describe(
      "The parameter that holds the key's id.",
    ),
    secretAccessKeyParameter: ParameterName.default("bedrock-secret-access-key").describe(
      "The parameter that holds the secret.",
    ),
  })
  .describe("Bedrock, and the access key that calls it.");
