import type { Config } from "./config";
import { hasUser, usesIdentity } from "./identity";

type Parameters = Readonly<Record<string, string>>;

/** The parameters with Bedrock's credentials, by the variables of OpenHands and the keys of its Secret: none where its pod has an identity of its own. */
export const credentialParameters = (config: Pick<Config, "bedrock">): Parameters =>
  usesIdentity(config) ? {} : storedCredentials(config);

/** Those that exist: also those that are kept for the way back to the access key. */
export const storedCredentials = ({ bedrock }: Pick<Config, "bedrock">): Parameters =>
  !hasUser({ bedrock })
    ? {}
    : {
        AWS_ACCESS_KEY_ID: bedrock.accessKeyIdParameter,
        AWS_SECRET_ACCESS_KEY: bedrock.secretAccessKeyParameter,
        ...(bedrock.apiKey && { AWS_BEARER_TOKEN_BEDROCK: bedrock.apiKey.parameter }),
      };
