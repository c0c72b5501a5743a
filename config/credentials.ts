import type { Config } from "./config";
import { usesIdentity } from "./identity";

/** The parameters with Bedrock's credentials, by the variables of OpenHands and the keys of its Secret. */
export const credentialParameters = ({ bedrock }: Pick<Config, "bedrock">): Readonly<Record<string, string>> =>
  bedrock.rollback || usesIdentity({ bedrock })
    ? {}
    : {
        AWS_ACCESS_KEY_ID: bedrock.accessKeyIdParameter,
        AWS_SECRET_ACCESS_KEY: bedrock.secretAccessKeyParameter,
        ...(bedrock.apiKey && { AWS_BEARER_TOKEN_BEDROCK: bedrock.apiKey.parameter }),
      };
