import { createServer, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { model } from "./model";

const saved = process.env;
let server: Http2Server;
const asked: { path?: string; authorization?: string; body: string }[] = [];

beforeEach(async () => {
  asked.length = 0;
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { ":path": path, authorization } = request.headers;
    asked.push({ path, authorization, body });
    response.end(JSON.stringify({ output: { message: { role: "assistant", content: [] } } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env = { ...saved, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: endpoint };
});
afterEach(() => {
  process.env = saved;
  server.close();
});

const CANVAS = "openhands: {family: canvas}\nkubernetes: {}";

it.each([
  ["a session, where the agent has one", CANVAS, "a session", /Credential=ASIAEXAMPLE\//],
  ["the access key, without a refresher", "", "the access key", /Credential=AKIAEXAMPLE000000001\//],
  [
    "the access key, where only the sandboxes have sessions",
    'openhands: {version: "0.62"}\nruntime: {refresher: {}}',
    "the access key",
    /Credential=AKIAEXAMPLE000000001\//,
  ],
  ["the API key", "bedrock: {apiKey: {parameter: api-key}}", "the API key", /^Bearer of-bedrock$/],
])("asks with %s", async (_, yaml, who, authorization) => {
  const parameters = {
    "bedrock-access-key-id": ["AKIAEXAMPLE000000001"],
    "bedrock-secret-access-key": ["secret"],
    "api-key": ["of-bedrock"],
  } as const;
  expect(await outcomeOf(model, await testWorld(yaml, { parameters }))).toEqual({
    status: "PASS",
    why: `us.anthropic.claude-sonnet-4-6 answers in us-west-2, asked with ${who}.`,
  });
  const [{ path, body, ...call } = { body: "{}" }] = asked;
  expect(path).toBe("/model/us.anthropic.claude-sonnet-4-6/converse");
  expect(call.authorization).toMatch(authorization);
  expect(JSON.parse(body).inferenceConfig).toEqual({ maxTokens: 1 });
});

it("leaves it to session to say that there is none", async () => {
  const session = async () => {
    throw refusal("denied");
  };
  expect(await outcomeOf(model, await testWorld(CANVAS, { account: { session } }))).toMatchObject({ status: "SKIP" });
  expect(asked).toEqual([]);
});
