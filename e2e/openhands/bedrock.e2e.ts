import { PYTHON } from "../../embedded/requirements";
import { type RunResult, run } from "../../embedded/run";
import { AwsError } from "../support/sigv4";
import type { Answer } from "./support/bedrock/answer";
import { Bedrock } from "./support/bedrock/bedrock";
import { describeOpenhands } from "./support/requirements";

const SECRET = "canary-of-the-session-0123456789abcdef";
const KEY = "ASIACANARY0000000000";
const MODEL = "us.anthropic.claude-sonnet-4-6";

/** Asks as a real client does, and prints what it understood. */
const CLIENT = `
import json, os, sys
import boto3, botocore
request = json.loads(sys.argv[1])
operation = request.pop("operation")
client = boto3.client("bedrock-runtime", config=botocore.config.Config(retries={"total_max_attempts": 1}))
try:
    answer = getattr(client, operation)(**request)
except botocore.exceptions.ClientError as error:
    sys.exit("%(Code)s: %(Message)s" % error.response["Error"])
if operation == "converse":
    print(json.dumps(answer["output"]["message"]["content"]))
elif operation == "invoke_model":
    print(json.dumps(json.load(answer["body"])["content"]))
elif operation == "converse_stream":
    print(json.dumps(list(answer["stream"])))
else:
    print(json.dumps([json.loads(event["chunk"]["bytes"]) for event in answer["body"]]))
`;

const messages = [{ role: "user", content: [{ text: "Hello" }] }];
const anthropic = (more: object = {}) =>
  JSON.stringify({
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 10,
    messages: [{ role: "user", content: "Hello" }],
    ...more,
  });

describeOpenhands("the stand-in for Bedrock", () => {
  let bedrock: Bedrock;
  let answer: Answer = { text: "Hello to you" };
  let denied = "";
  beforeAll(async () => {
    bedrock = await Bedrock.start({
      account: "123456789012",
      region: "us-west-2",
      keys: (id) => (id === KEY ? { secretAccessKey: SECRET, sessionToken: "token/+=" } : undefined),
      authorize(_, action, { resource }) {
        if (resource === denied) throw new AwsError(403, "AccessDeniedException", `${action} on ${denied}`);
      },
      answer: () => answer,
    });
  });
  afterAll(() => bedrock.stop());
  beforeEach(() => {
    answer = { text: "Hello to you" };
    denied = "";
  });

  const ask = (request: object, env: Record<string, string> = {}): Promise<RunResult> =>
    run(PYTHON, ["-c", CLIENT, JSON.stringify(request)], {
      cwd: "/",
      env: {
        AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.endpoint,
        AWS_DEFAULT_REGION: "us-west-2",
        AWS_ACCESS_KEY_ID: KEY,
        AWS_SECRET_ACCESS_KEY: SECRET,
        AWS_SESSION_TOKEN: "token/+=",
        AWS_CONFIG_FILE: "/dev/null",
        ...env,
      },
    });
  const converse = { operation: "converse", modelId: MODEL, messages };

  const text = "Hello to you";
  it.each([
    [converse, [{ text }]],
    [{ operation: "invoke_model", modelId: MODEL, body: anthropic() }, [{ type: "text", text }]],
  ])("answers %j", async (request, expected) => {
    const { stdout, stderr } = await ask(request);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(expected);
  });

  it("streams what a client puts together again", async () => {
    answer = { tool: "terminal", input: { command: "aws sts get-caller-identity" } };
    const { stdout } = await ask({ ...converse, operation: "converse_stream" });
    const events: { contentBlockDelta?: { delta: { toolUse: { input: string } } } }[] = JSON.parse(stdout);
    const input = events.map((event) => event.contentBlockDelta?.delta.toolUse.input ?? "").join("");
    expect(JSON.parse(input)).toEqual(answer.input);

    const invoked = await ask({ operation: "invoke_model_with_response_stream", modelId: MODEL, body: anthropic() });
    expect(invoked.stderr).toBe("");
    expect(JSON.parse(invoked.stdout).map(({ type }: { type: string }) => type)).toEqual([
      ...["message_start", "content_block_start", "content_block_delta", "content_block_delta"],
      ...["content_block_stop", "message_delta", "message_stop"],
    ]);
  });

  const both = { temperature: 0.5, topP: 0.9 };
  it.each<[string, object, Record<string, string>, string]>([
    ["a wrong secret", converse, { AWS_SECRET_ACCESS_KEY: "wrong" }, "InvalidSignatureException"],
    ["an unknown key", converse, { AWS_ACCESS_KEY_ID: "ASIAUNKNOWN000000000" }, "UnrecognizedClientException"],
    ["another session's token", converse, { AWS_SESSION_TOKEN: "other" }, "UnrecognizedClientException"],
    ["another region", converse, { AWS_DEFAULT_REGION: "us-east-1" }, "InvalidSignatureException: Credential should"],
    ["an unknown model", { ...converse, modelId: "us.anthropic.claude-9" }, {}, "ValidationException: The provided"],
    ["a model without its profile", { ...converse, modelId: MODEL.slice(3) }, {}, "on-demand throughput"],
    ["a profile of elsewhere", { ...converse, modelId: `eu.${MODEL.slice(3)}` }, {}, "identifier is invalid"],
    ["temperature with top_p", { ...converse, inferenceConfig: both }, {}, "cannot both be specified"],
    [
      "them by InvokeModel, too",
      { operation: "invoke_model", modelId: MODEL, body: anthropic({ temperature: 0.5, top_p: 0.9 }) },
      {},
      "cannot both be specified",
    ],
    [
      "temperature by a newer Opus",
      { ...converse, modelId: "us.anthropic.claude-opus-4-7", inferenceConfig: { temperature: 0 } },
      {},
      "deprecated for this model",
    ],
    [
      "a budget for a newer model's thoughts",
      {
        operation: "invoke_model",
        modelId: "us.anthropic.claude-sonnet-5",
        body: anthropic({ thinking: { type: "enabled", budget_tokens: 1024 } }),
      },
      {},
      "not supported for this model",
    ],
  ])("refuses %s", async (_, request, env, expected) => {
    const { code, stderr } = await ask(request, env);
    expect(stderr).toContain(expected);
    expect(code).toBe(1);
  });

  it("takes temperature alone, and both by an older model", async () => {
    expect(await ask({ ...converse, inferenceConfig: { temperature: 0.5 } })).toMatchObject({ stderr: "" });
    const older = "us.anthropic.claude-sonnet-4-20250514-v1:0";
    expect(await ask({ ...converse, modelId: older, inferenceConfig: both })).toMatchObject({ stderr: "" });
  });

  it("asks whether the caller may, of the profile and of the model wherever it may run", async () => {
    denied = "arn:aws:bedrock:us-east-2::foundation-model/anthropic.claude-sonnet-4-6";
    const { stderr } = await ask(converse);
    expect(stderr).toBe(`AccessDeniedException: bedrock:InvokeModel on ${denied}\n`);
    expect(bedrock.calls.at(-1)).toMatchObject({ operation: "converse", model: MODEL, accessKeyId: KEY, status: 403 });
  });
});
