import { bucketArn } from "@openhands-aws/constructs/iam";
import type { Config } from "../../config/config";
import { accountOf } from "../account";
import { githubTrusts } from "../subjects";
import type { Design, InputVariables } from "./design";

/** Exactly the statements of the two design documents. */
export function asDesigned(config: Config, { model }: InputVariables): Design {
  const { github, runtime, partition } = config;
  const account = accountOf(config);
  const bucket = bucketArn(account, runtime.bucket);
  return {
    provider: {
      account,
      issuer: github.issuer,
      mode: github.provider,
      audiences: github.audiences,
      thumbprints: github.thumbprints,
    },
    runtimeTrust: githubTrusts(config, [{ any: true }]),
    s3Grants: [
      {
        why: "OpenHands works with the objects of its bucket",
        actions: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
        resources: [`${bucket}/*`, bucket],
      },
    ],
    bedrockGrants: [
      {
        why: "OpenHands calls the model",
        actions: [
          "bedrock:InvokeModel",
          "bedrock:InvokeModelWithResponseStream",
          "bedrock:GetModelCustomizationJob",
          "bedrock:ListModelCustomizationJobs",
          "bedrock:ListFoundationModels",
          "bedrock:GetFoundationModel",
        ],
        resources: [`arn:${partition}:bedrock:*::foundation-model/${model}`],
      },
    ],
  };
}
