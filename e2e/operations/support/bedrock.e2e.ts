import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { IAMClient, UpdateAccessKeyCommand } from "@aws-sdk/client-iam";
import { DEFAULT_MODEL } from "../../../config/models";
import { run } from "../../../embedded/run";
import { PROJECT } from "../../../project";
import { Bedrock } from "../../openhands/support/bedrock/bedrock";
import { describeOnLauncher } from "./describe-on-launcher";
import { ACCOUNT, type Launcher } from "./launcher";

const REGION = "us-west-2";
const MODEL = `us.${DEFAULT_MODEL}`;
const MESSAGES = [{ role: "user" as const, content: [{ text: "Are you there?" }] }];

describeOnLauncher("The Bedrock stub", (launcher) => {
  let bedrock: Bedrock;
  beforeAll(async () => {
    bedrock = await Bedrock.start({
      ...{ account: ACCOUNT, region: REGION, keys: (id) => launcher().key(id) },
      authorize: () => undefined,
      answer: () => ({ text: "I am." }),
    });
  });
  afterAll(() => bedrock?.stop());
  afterEach(() => {
    bedrock.calls.length = 0;
  });

  /** As the SDK is by itself: it speaks HTTP/2. */
  const client = (keys: Parameters<Launcher["clientOf"]>[0] = launcher().operator) =>
    new BedrockRuntimeClient({
      ...launcher().clientOf(keys),
      endpoint: bedrock.endpoint,
      region: REGION,
      maxAttempts: 1,
    });
  const converse = new ConverseCommand({ modelId: MODEL, messages: MESSAGES });

  it("answers Converse with the launcher's keys, over HTTP/2", async () => {
    const { output } = await client().send(converse);
    expect(output?.message?.content).toEqual([{ text: "I am." }]);
    expect(bedrock.calls).toMatchObject([{ accessKeyId: launcher().operator.accessKeyId, model: MODEL, status: 200 }]);
  });

  it("is found by a program through its environment", async () => {
    const program = `const { BedrockRuntimeClient, ConverseCommand } = require("@aws-sdk/client-bedrock-runtime");
      new BedrockRuntimeClient({ region: "${REGION}" })
        .send(new ConverseCommand(${JSON.stringify(converse.input)}))
        .then(({ output }) => console.log(output.message.content[0].text));`;
    const env = { ...launcher().env, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.endpoint };
    const { stdout, stderr } = await run(process.execPath, ["--eval", program], { cwd: PROJECT, env });
    expect(stdout || stderr).toBe("I am.\n");
  });

  it("streams, and takes InvokeModel, over HTTP/2", async () => {
    const { stream } = await client().send(new ConverseStreamCommand({ modelId: MODEL, messages: MESSAGES }));
    let said = "";
    for await (const event of stream ?? []) said += event.contentBlockDelta?.delta?.text ?? "";
    expect(said).toBe("I am.");
    const body = JSON.stringify({ anthropic_version: "bedrock-2023-05-31", max_tokens: 10, messages: MESSAGES });
    const answer = await client().send(new InvokeModelCommand({ modelId: MODEL, body }));
    expect(JSON.parse(answer.body.transformToString()).content).toEqual([{ type: "text", text: "I am." }]);
  });

  it("refuses a wrong signature", async () => {
    const wrong = client({ ...launcher().operator, secretAccessKey: "x".repeat(40) });
    await expect(wrong.send(converse)).rejects.toMatchObject({ name: "InvalidSignatureException" });
  });

  it("refuses a key once it is inactive", async () => {
    const { accessKeyId: AccessKeyId } = launcher().operator;
    const tester = new IAMClient(launcher().clientOf(launcher().tester));
    await tester.send(new UpdateAccessKeyCommand({ UserName: "operator", AccessKeyId, Status: "Inactive" }));
    await expect(client().send(converse)).rejects.toMatchObject({ name: "UnrecognizedClientException" });
  });

  it("refuses a model that it does not have", async () => {
    const other = new ConverseCommand({ modelId: "us.anthropic.claude-none", messages: MESSAGES });
    await expect(client().send(other)).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("answers HTTP/1.1 on the same port", async () => {
    const response = await fetch(`${bedrock.endpoint}/model/${MODEL}/converse`, { method: "POST", body: "{}" });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ message: "Missing Authentication Token" });
  });
});
