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
}

const INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"] as const;

/** The model's name for clients of Bedrock: the profile's id, or the model's own. */
export const invocationId = ({ id, profile }: Pick<BedrockModel, "id" | "profile">) =>
  profile === "none" ? id : `${profile}.${id}`;

/**
 * Invoke models, each only through its inference profile: the profile itself, and the model in every region to which the
 * profile may send a request, on condition that the request comes through the profile.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function invoke(account: Account, region: string, models: readonly BedrockModel[], why: string): Grant[] {
  const direct = models.filter(({ profile }) => profile === "none");
  const profiled = models.filter(({ profile }) => profile !== "none");
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
      const profile = inferenceProfileArn(account, region, invocationId(model));
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
