import { type Check, fail, pass, skip } from "../check";

/** The user has no long-term key of Bedrock's own, unless the config says so. */
export const apiKeys: Check = {
  name: "api-keys",
  async run({ account, config }) {
    const { apiKey } = config.bedrock;
    if (apiKey) return skip(`The owner manages the Bedrock API key in ${apiKey.parameter} (bedrock.apiKey).`);
    const UserName = await account.userName();
    const { ServiceSpecificCredentials: found = [] } = await (await account.iam()).listServiceSpecificCredentials({
      UserName,
    });
    if (found.length === 0) return pass(`The user ${UserName} has no API key.`);
    const named = found.map(
      ({ ServiceSpecificCredentialId, ServiceName, Status }) =>
        `${ServiceSpecificCredentialId} (${ServiceName}, ${Status})`,
    );
    return fail(`The user ${UserName} has API keys that the config does not: ${named.join(", ")}. Delete them.`);
  },
};
