import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BEDROCK_REGION } from "./aws";
import { Bedrock } from "./bedrock/bedrock";
import { AGENT, runContained } from "./contained";
import type { Image } from "./image";

/**
 * What LiteLLM limits the answers of a model to that it does not know: too little for an agent that writes files. Not looked
 * at with an app: it downloads the list of models when it starts, and here it has the one of its release.
 */
const CUT_OFF = 4096;
const KEY = { id: "ASIACANARY0000000000", secretAccessKey: "canary-of-the-session-0123456789abcdef" };

/** A program with an LLM class. */
export interface Asking {
  readonly image: Image;
  /** In the image. */
  readonly python: string;
  /** Of the folder `llm`. */
  readonly script: "sdk.py" | "app.py";
  readonly env?: Readonly<Record<string, string>>;
}

/** Asks each model through its `us.` profile with a real LLM class, by Bedrock's rules. @returns what went wrong, by model */
export async function problemsWith(
  { image, python, script, env }: Asking,
  models: readonly string[],
): Promise<Record<string, string | null>> {
  const bedrock = await Bedrock.start({
    ...{ account: "123456789012", region: BEDROCK_REGION, keys: (id) => (id === KEY.id ? KEY : undefined) },
    authorize: () => {},
    answer: ({ tools: [tool] }) =>
      tool ? { tool: tool.name, input: { message: "Hello to you" } } : { text: "Hello to you" },
  });
  try {
    const printed = await runContained({
      ...{ name: script, image, mounts: [], user: AGENT },
      env: {
        AWS_ACCESS_KEY_ID: KEY.id,
        AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
        AWS_CONFIG_FILE: "/dev/null",
        AWS_BEDROCK_RUNTIME_ENDPOINT: bedrock.endpoint,
        LITELLM_LOCAL_MODEL_COST_MAP: "True",
        ...env,
      },
      command: [python, "-c", readFileSync(join(__dirname, "llm", script), "utf8"), ...models],
    });
    const said = printed.split("\n").flatMap((line) => (line.startsWith('["anthropic.') ? [JSON.parse(line)] : []));
    const errors = new Map<string, string | null>(said);
    return Object.fromEntries(
      models.map((id) => {
        const { maxTokens = Number.POSITIVE_INFINITY } =
          bedrock.calls.findLast(({ model }) => model === `us.${id}`) ?? {};
        const error = errors.get(id);
        if (error === undefined) return [id, `never asked:\n${printed}`];
        return [id, error ?? (script === "app.py" || maxTokens > CUT_OFF ? null : `cut off after ${maxTokens} tokens`)];
      }),
    );
  } finally {
    bedrock.stop();
  }
}
