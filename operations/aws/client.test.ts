import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createServer2, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { bedrockRuntime } from "./bedrock-runtime";
import { bounded } from "./client";
import { iam } from "./iam";

const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
const servers: (Server | Http2Server)[] = [];
const saved = { ...process.env };

afterEach(() => {
  process.env = { ...saved };
  for (const server of servers.splice(0)) {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
  }
});

async function listening(server: Server | Http2Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function iamAt(serve: (request: IncomingMessage, response: ServerResponse) => void, signal?: AbortSignal) {
  process.env.AWS_ENDPOINT_URL = await listening(createServer(serve));
  return iam({ region: "us-east-1", credentials, signal });
}

it("retries what may succeed the next time, and then says how often it tried", async () => {
  let calls = 0;
  const client = await iamAt((_, response) => {
    calls++;
    response.writeHead(500).end("<ErrorResponse><Error><Code>InternalFailure</Code></Error></ErrorResponse>");
  });
  await expect(client.getUser({ UserName: "x" })).rejects.toMatchObject({
    kind: "failed",
    action: "iam:GetUser",
    message: expect.stringContaining("iam:GetUser failed after 3 attempts: InternalFailure (HTTP 500)"),
  });
  expect(calls).toBe(3);
});

it("does not wait longer than it may", async () => {
  const client = bounded(await iamAt(() => undefined), "iam", { region: "us-east-1" }, 0.1);
  await expect(client.getUser({ UserName: "x" })).rejects.toMatchObject({
    kind: "timeout",
    message: expect.stringMatching(/^iam:GetUser got no answer within /),
  });
});

it("ends every call with the signal", async () => {
  const client = await iamAt(() => undefined, AbortSignal.timeout(50));
  await expect(client.getUser({ UserName: "x" })).rejects.toMatchObject({ kind: "timeout" });
});

it("does not wait for credentials that do not come", async () => {
  const waiting = { send: (_command: object) => new Promise<never>(() => undefined) };
  const client = bounded(waiting, "sts", { region: "us-east-1" }, 0.05);
  class GetCallerIdentityCommand {}
  await expect(client.send(new GetCallerIdentityCommand())).rejects.toMatchObject({ action: "sts:GetCallerIdentity" });
});

it("says when nobody listens", async () => {
  process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:1";
  const client = await iam({ region: "us-east-1", credentials });
  await expect(client.getUser({ UserName: "x" })).rejects.toMatchObject({ kind: "unreachable" });
});

it.each([
  ["signs, whatever AWS_BEARER_TOKEN_BEDROCK says", undefined, /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/],
  ["sends an API key that it is given", "given", /^Bearer given$/],
])("%s", async (_, token, expected) => {
  const said: unknown[] = [];
  const server = createServer2((request, response) => {
    said.push(request.headers.authorization);
    response.writeHead(403, { "x-amzn-errortype": "AccessDeniedException" }).end("{}");
  });
  process.env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME = await listening(server);
  process.env.AWS_BEARER_TOKEN_BEDROCK = "of-the-user";
  const client = await bedrockRuntime({ region: "us-west-2", credentials }, token);
  await expect(client.converse({ modelId: "m", messages: [] })).rejects.toMatchObject({
    kind: "denied",
    action: "bedrock:Converse",
  });
  client.destroy();
  expect(said).toEqual([expect.stringMatching(expected)]);
});
