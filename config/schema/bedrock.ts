import { PARAMETER_NAME } from "@openhands-aws/facts/ssm-limits";
import { z } from "zod";
import { DEFAULT_MODEL, DESIGNED_MODEL, PROFILES } from "../models";
import {
  ApplicationProfileArn,
  IamPath,
  InferenceProfileName,
  ModelId,
  ParameterName,
  PolicyDescription,
  PolicyName,
  TagKey,
  TagValue,
  UserName,
} from "../names";
import { AccessKey } from "./access-key";
import { Region } from "./region";
import { SourceAddresses } from "./source-addresses";

const OF_APPLICATION = ["from", "profileName", "profileArn", "tags"] as const;

const Model = z
  .strictObject({
    id: ModelId.describe(
      "The foundation model's id, without profile prefix. https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html",
    ),
    profile: z
      .enum([...PROFILES, "application"])
      .optional()
      .describe(
        "The inference profile through which the model is invoked; none: the model itself; application: a profile of your own, whose tags allocate the cost. Default: us. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html",
      ),
    from: z
      .enum(PROFILES)
      .optional()
      .describe(
        "What an application profile is copied from: the model's profile of this geography; none: the model itself. Default: us.",
      ),
    profileName: InferenceProfileName.optional().describe(
      "The name under which the stack openhands creates the application profile. Changing it replaces the profile. Leave it out if the profile exists already. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-create.html",
    ),
    profileArn: ApplicationProfileArn.optional().describe(
      "The application profile's ARN. AWS generates it: for a profile that the stack creates, take it from the output application_profile_arns after the first apply. Leave it out until then: the model is invoked through the profile that it is copied from.",
    ),
    tags: z
      .record(TagKey, TagValue)
      .optional()
      .describe(
        "Tags of the application profile that the stack creates, for cost allocation, in addition to those of every resource. Default: none.",
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
  })
  .refine((entry) => entry.profile === "application" || OF_APPLICATION.every((key) => entry[key] === undefined), {
    error: `must have ${OF_APPLICATION.join(", ")} only with profile: application`,
  })
  .refine(({ profile, profileName, profileArn }) => profile !== "application" || (profileName ?? profileArn), {
    error:
      "must have profileName (the stack creates the application profile) or profileArn (it exists already), with profile: application",
  })
  .refine(({ tags, profileName }) => tags === undefined || profileName !== undefined, {
    error: "must have tags only with profileName: the stack does not tag a profile that it does not create",
  });

/** Where the credentials of OpenHands come from. */
export const ACCESS = ["access-key", "workload-identity"] as const;

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
    sourceAddresses: SourceAddresses.default([]).describe(
      "Ranges of IPv4 addresses from which the user's policies work; without any, from everywhere. Not with a VPC endpoint, whose calls have no public address. Hardened only. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip",
    ),
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
    access: z
      .enum(ACCESS)
      .default("access-key")
      .describe(
        "How OpenHands gets its access. access-key: an IAM user's, through External Secrets. workload-identity: the role in kubernetes.identity.role, for which AWS trusts the pod's own token; there is no user, key, parameter or Secret for Bedrock. Hardened only.",
      ),
    accessKey: AccessKey,
    rollback: z
      .boolean()
      .default(false)
      .describe(
        "true: the user, its access key, its policy and both parameters are no longer exported, nor are the Secret and the variables with which OpenHands uses them. The command rollback writes it here, so that nothing brings them back. Default: false.",
      ),
    apiKey: z
      .strictObject({
        parameter: ParameterName.describe(
          `The SecureString parameter with the API key, at most ${PARAMETER_NAME.mostCharacters} characters. You create both: in Terraform's state it would be readable.`,
        ),
        policy: PolicyName.default("openhands-bedrock-api-key").describe(
          "The name in AWS of the policy that lets the user call Bedrock with an API key, at most 128 characters.",
        ),
      })
      .optional()
      .describe(
        "A long-term Bedrock API key of bedrock.user, which OpenHands then uses for the model instead of its other credentials. It widens the access: the agent can read it, and anyone who has it can call the models from anywhere. Hardened only, and only without runtime.refresher. Default: none. https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
      ),
  })
  .describe("Bedrock, and the access key that calls it.");
