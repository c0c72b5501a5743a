import * as bedrock from "@openhands-aws/constructs/bedrock";
import { fromAddresses } from "@openhands-aws/constructs/iam";
import * as s3 from "@openhands-aws/constructs/s3";
import type { Config } from "../../config/config";
import { accountOf } from "../account";
import { githubTrusts } from "../subjects";
import type { Design, InputVariables } from "./design";

/** The design's resources with what they need and no more; stacks/departures.ts gives the reasons. */
export function hardened(config: Config, { model, region }: InputVariables): Design {
  const { github, runtime } = config;
  const account = accountOf(config);
  const [first, ...others] = config.bedrock.models;
  const models = [{ ...first, id: model }, ...others].map(({ regions, ...rest }) => ({
    ...rest,
    regions: regions.map((destination) => (destination === config.bedrock.region ? region : destination)),
  }));
  return {
    provider: {
      account,
      issuer: github.issuer,
      mode: github.provider,
      audiences: github.audiences,
      keepsWhatOthersWrote: true,
    },
    runtimeTrust: githubTrusts(config, runtime.subjects),
    maxSessionSeconds: runtime.maxSessionSeconds,
    s3Grants: s3.readWrite(
      { account, bucket: runtime.bucket, prefixes: runtime.prefixes },
      "OpenHands works with the objects of its bucket",
    ),
    bedrockGrants: fromAddresses(
      [
        ...bedrock.invoke(account, region, models, "OpenHands calls the model"),
        ...bedrock.describe(account, region, models, "OpenHands offers the models in its settings"),
      ],
      config.bedrock.sourceAddresses,
    ),
  };
}
