import { AwsError } from "../../../support/sigv4";
import type { Sampling } from "./models";

export interface Tool {
  readonly name: string;
  /** Names that its input must have. */
  readonly required: readonly string[];
}

/** A request to a model, whichever of Bedrock's two interfaces it came by. */
export interface Dialogue {
  readonly tools: readonly Tool[];
  /** All that the user has said, the oldest first. */
  readonly said: readonly string[];
  /** What tools have answered since the user last spoke. */
  readonly results: readonly string[];
  readonly sampling: Sampling;
  /** After so many tokens the answer is cut off. @default the model's own */
  readonly maxTokens?: number;
}

type Body = Readonly<Record<string, unknown>>;
interface Message {
  readonly role: string;
  readonly content: string | readonly Body[];
}

const record = (value: unknown) => (value ?? {}) as Body;
const list = (value: unknown) => (Array.isArray(value) ? value : []) as readonly Body[];
const number = (value: unknown) => (typeof value === "number" ? value : undefined);

/** @throws AwsError where Bedrock would refuse the form */
export function readConverse(body: Body): Dialogue {
  const { temperature, topP, maxTokens } = record(body.inferenceConfig);
  const more = record(body.additionalModelRequestFields);
  const { any, tool: named } = record(record(body.toolConfig).toolChoice);
  const forced = any !== undefined || named !== undefined;
  return {
    ...readMessages(body.messages, (block) => block.toolResult),
    tools: list(record(body.toolConfig).tools).flatMap(({ toolSpec }) => {
      const { name, inputSchema } = record(toolSpec);
      return name === undefined ? [] : [tool(name, record(inputSchema).json)];
    }),
    sampling: {
      temperature: number(temperature),
      topP: number(topP) ?? number(more.top_p),
      ...thinkingOf(more),
      forced,
    },
    ...(number(maxTokens) !== undefined && { maxTokens: number(maxTokens) }),
  };
}

/** @throws AwsError where Bedrock would refuse the form */
export function readInvoke(body: Body): Dialogue {
  const version = body.anthropic_version;
  if (version !== "bedrock-2023-05-31")
    throw new AwsError(400, "ValidationException", `anthropic_version: ${version} is not supported.`);
  const maxTokens = number(body.max_tokens);
  const forced = ["any", "tool"].includes(String(record(body.tool_choice).type));
  if (maxTokens === undefined) throw new AwsError(400, "ValidationException", "max_tokens: Field required");
  return {
    ...readMessages(body.messages, (block) => (block.type === "tool_result" ? block : undefined)),
    tools: list(body.tools).map(({ name, input_schema }) => tool(name, input_schema)),
    sampling: { temperature: number(body.temperature), topP: number(body.top_p), ...thinkingOf(body), forced },
    maxTokens,
  };
}

const thinkingOf = ({ thinking }: Body) => (thinking === undefined ? {} : { thinking: String(record(thinking).type) });

const tool = (name: unknown, schema: unknown): Tool => ({
  name: String(name),
  required: (record(schema).required ?? []) as string[],
});

function readMessages(messages: unknown, resultOf: (block: Body) => unknown) {
  const said: string[] = [];
  let results: string[] = [];
  for (const { role, content } of list(messages) as unknown as Message[]) {
    if (role !== "user") continue;
    for (const block of typeof content === "string" ? [{ text: content }] : content) {
      const result = resultOf(block);
      if (result) results.push(textOf(record(result).content));
      else if ("text" in block) {
        said.push(String(block.text));
        results = [];
      }
    }
  }
  if (said.length === 0)
    throw new AwsError(400, "ValidationException", "A conversation must start with a user message.");
  return { said, results };
}

const textOf = (content: unknown): string =>
  typeof content === "string"
    ? content
    : list(content)
        .map(({ text = "" }) => text)
        .join("");
