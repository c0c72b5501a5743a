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

/** What AWS_BEDROCK clients name as the model: the profile's id, or the model's own. */
export const invocationId = ({ id, profile }: Pick<BedrockModel, "id" | "profile">) =>
  profile === "none" ? id : `${profile}.${id}`;

/**
 * Invoke models, each through its inference profile and not past it: the profile, and the model in every region that
 * the profile may choose, on condition that the profile chose it.
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

/** See which models there are, and what these ones can do; OpenHands offers them in its settings. */
export const describe = (account: Account, region: string, models: readonly BedrockModel[], why: string): Grant[] => [
  // A list is of no single model: the action has no resource.
  { sid: "ListModels", why, actions: ["bedrock:ListFoundationModels"], resources: ["*"] },
  {
    sid: "DescribeModels",
    why,
    actions: ["bedrock:GetFoundationModel"],
    resources: models.map(({ id }) => foundationModelArn(account, region, id)),
  },
];
