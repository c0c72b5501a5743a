import { type Account, foundationModelArn, inferenceProfileArn } from "../iam/arn";
import type { Condition, Grant } from "../iam/statement";

/** A foundation model, and the inference profile that it is invoked through. */
export interface BedrockModel {
  /** Foundation-model id, as in `anthropic.claude-sonnet-4-6`, or a reference to it. */
  readonly id: string;
  /** Prefix of the inference profile, as in `us`; `none`: the model is invoked itself. */
  readonly profile: string;
  /** Regions where the profile may send a request; empty for `global` and `none`. */
  readonly regions: readonly string[];
  /** ARN of an application profile that is copied from `profile`; the model is invoked through this one. @default none */
  readonly profileArn?: string;
}

const INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] as const;

/** The model's name for clients of Bedrock: its application profile's ARN, its system-defined profile's id, or its own. */
export const invocationId = ({ id, profile, profileArn }: Omit<BedrockModel, "regions">) =>
  profileArn ?? (profile === "none" ? id : `${profile}.${id}`);

/** The ARN of what an application profile is copied from: the model's system-defined profile, or the model itself. */
export const copiedFrom = (account: Account, region: string, { id, profile }: Omit<BedrockModel, "regions">): string =>
  profile === "none"
    ? foundationModelArn(account, region, id)
    : inferenceProfileArn(account, region, invocationId({ id, profile }));

/**
 * The model's name for LiteLLM. The ARN of an application profile names no model, so that older releases must be told to
 * call Converse.
 * @see https://github.com/BerriAI/litellm/issues/18258
 */
export const litellmModel = (invocationId: string): string =>
  `bedrock/${invocationId.startsWith("arn:") ? "converse/" : ""}${invocationId}`;

/**
 * Invoke models, each only through its inference profile: the profile itself, and the model in every region to which the
 * profile may send a request, on condition that the request comes through the profile.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function invoke(account: Account, region: string, models: readonly BedrockModel[], why: string): Grant[] {
  const isDirect = ({ profile, profileArn }: BedrockModel) => profile === "none" && profileArn === undefined;
  const direct = models.filter(isDirect);
  const profiled = models.filter((model) => !isDirect(model));
  return [
    ...(direct.length > 0
      ? [
          {
            sid: "InvokeModels",
            why,
            actions: INVOKE,
            resources: direct.map(({ id }) => foundationModelArn(account, region, id)),
          },
        ]
      : []),
    ...profiled.flatMap((model): Grant[] => {
      const profile = model.profileArn ?? inferenceProfileArn(account, region, invocationId(model));
      const throughProfile: Condition = {
        operator: "StringEquals",
        key: "bedrock:InferenceProfileArn",
        values: [profile],
      };
      return [
        { sid: "InvokeProfile", why, actions: INVOKE, resources: [profile] },
        {
          sid: "InvokeModelThroughProfile",
          why,
          actions: INVOKE,
          resources: placesOf(region, model).map((place) => foundationModelArn(account, place, model.id)),
          conditions: [throughProfile],
        },
      ];
    }),
  ];
}

/** The regions in which a profile's model is invoked; the empty one is the global profile's. */
const placesOf = (region: string, { profile, regions }: BedrockModel) =>
  profile === "global" ? [region, ""] : [...new Set([region, ...regions])].sort();

/**
 * Call Bedrock with an API key instead of a signature, but not with one that is made of the user's own credentials.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html
 */
export const callWithApiKey = (why: string): Grant[] => [
  {
    sid: "CallWithApiKey",
    why,
    actions: ["bedrock:CallWithBearerToken"],
    // The action supports no resource.
    resources: ["*"],
    conditions: [{ operator: "StringEquals", key: "bedrock:bearerTokenType", values: ["LONG_TERM"] }],
  },
];

/** List all models, and describe these; OpenHands offers them in its settings. */
export const describe = (account: Account, region: string, models: readonly BedrockModel[], why: string): Grant[] => [
  // Listing is not about a single model: the action supports no resource.
  { sid: "ListModels", why, actions: ["bedrock:ListFoundationModels"], resources: ["*"] },
  {
    sid: "DescribeModels",
    why,
    actions: ["bedrock:GetFoundationModel"],
    resources: models.map(({ id }) => foundationModelArn(account, region, id)),
  },
];
