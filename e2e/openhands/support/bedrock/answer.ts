import { eventMessage } from "./event-stream";

/** What the model says, or which tool it wants to be run. */
export type Answer = { readonly text: string } | { readonly tool: string; readonly input: object };

const USAGE = { inputTokens: 10, outputTokens: 5, totalTokens: 15 };
const ANTHROPIC_USAGE = { input_tokens: USAGE.inputTokens, output_tokens: USAGE.outputTokens };
const TOOL_USE_ID = "tooluse_0123456789abcdef";

const stopReason = (answer: Answer) => ("text" in answer ? "end_turn" : "tool_use");

/** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export function converse(answer: Answer): object {
  const block =
    "text" in answer
      ? { text: answer.text }
      : { toolUse: { toolUseId: TOOL_USE_ID, name: answer.tool, input: answer.input } };
  return {
    output: { message: { role: "assistant", content: [block] } },
    stopReason: stopReason(answer),
    usage: USAGE,
    metrics: { latencyMs: 1 },
  };
}

/** @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
export function converseStream(answer: Answer): Buffer[] {
  const start =
    "text" in answer
      ? []
      : [{ contentBlockIndex: 0, start: { toolUse: { toolUseId: TOOL_USE_ID, name: answer.tool } } }];
  const pieces =
    "text" in answer
      ? halves(answer.text).map((text) => ({ text }))
      : halves(JSON.stringify(answer.input)).map((input) => ({ toolUse: { input } }));
  return [
    eventMessage("messageStart", { role: "assistant" }),
    ...start.map((payload) => eventMessage("contentBlockStart", payload)),
    ...pieces.map((delta) => eventMessage("contentBlockDelta", { contentBlockIndex: 0, delta })),
    eventMessage("contentBlockStop", { contentBlockIndex: 0 }),
    eventMessage("messageStop", { stopReason: stopReason(answer) }),
    eventMessage("metadata", { usage: USAGE, metrics: { latencyMs: 1 } }),
  ];
}

const MESSAGE = { id: "msg_bdrk_0123456789", type: "message", role: "assistant", stop_sequence: null };

/** @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages-request-response.html */
export const invoke = (answer: Answer, model: string): object => ({
  ...MESSAGE,
  model,
  content: [block(answer)],
  stop_reason: stopReason(answer),
  usage: ANTHROPIC_USAGE,
});

/** Anthropic's events, each in a `chunk` of Bedrock's. */
export function invokeStream(answer: Answer, model: string): Buffer[] {
  const pieces =
    "text" in answer
      ? halves(answer.text).map((text) => ({ type: "text_delta", text }))
      : halves(JSON.stringify(answer.input)).map((json) => ({ type: "input_json_delta", partial_json: json }));
  const empty = "text" in answer ? { type: "text", text: "" } : { ...block(answer), input: {} };
  const message = { ...MESSAGE, model, content: [], stop_reason: null, usage: ANTHROPIC_USAGE };
  return [
    { type: "message_start", message },
    { type: "content_block_start", index: 0, content_block: empty },
    ...pieces.map((delta) => ({ type: "content_block_delta", index: 0, delta })),
    { type: "content_block_stop", index: 0 },
    {
      type: "message_delta",
      delta: { stop_reason: stopReason(answer), stop_sequence: null },
      usage: { output_tokens: USAGE.outputTokens },
    },
    { type: "message_stop" },
  ].map((event) => eventMessage("chunk", { bytes: Buffer.from(JSON.stringify(event)).toString("base64") }));
}

const block = (answer: Answer) =>
  "text" in answer
    ? { type: "text", text: answer.text }
    : { type: "tool_use", id: TOOL_USE_ID, name: answer.tool, input: answer.input };

/** More than one piece, as a stream has them. */
const halves = (text: string): string[] => {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
};
