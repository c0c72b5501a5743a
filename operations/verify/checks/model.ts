import { invocationId } from "@openhands-aws/constructs/bedrock";
import { usesIdentity } from "../../../config/identity";
import { agentRunsInSandbox } from "../../../config/releases";
import { isRefreshed } from "../../../stacks/openhands-kubernetes/refresher";
import { bedrockRuntime } from "../../aws/bedrock-runtime";
import { reportedBy } from "../account";
import { type Check, pass } from "../check";
import type { World } from "../world";

/** The first model answers, asked as OpenHands asks it. */
export const model: Check = {
  name: "model",
  async run(world) {
    const { config } = world;
    const modelId = invocationId(config.bedrock.models[0]);
    const { who, client } = await asOpenHands(world);
    try {
      await client.converse({
        modelId,
        messages: [{ role: "user", content: [{ text: "Hello" }] }],
        inferenceConfig: { maxTokens: 1 },
      });
    } finally {
      client.destroy(); // Its connection would keep the process alive.
    }
    return pass(`${modelId} answers in ${config.bedrock.region}, asked with ${who}.`);
  },
};

/** With an API key, with a session where the agent has one, otherwise with the access key. */
async function asOpenHands({ account, config }: World) {
  const { region, apiKey } = config.bedrock;
  if (apiKey) {
    const token = await account.credential(apiKey.parameter);
    return { who: "the API key", client: await bedrockRuntime(account.as(await account.pair(), region), token) };
  }
  const bySession = isRefreshed(config) && agentRunsInSandbox(config);
  const credentials = bySession ? await reportedBy("session", account.session()) : await account.own();
  return {
    who: bySession ? "a session" : usesIdentity(config) ? "the pod's identity" : "the access key",
    client: await bedrockRuntime(account.as(credentials, region)),
  };
}
