import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { s3 } from "./s3";

const saved = process.env;
const ON = "runtime: {bucket: openhands-data, prefixes: [agents/], refresher: {}}";
let server: Server;
let read: string | undefined;
const calls: string[] = [];

beforeEach(async () => {
  read = undefined;
  calls.length = 0;
  server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url?.split("?")[0]}`);
    response.end(
      request.method === "GET" ? (read ?? "Written by openhands-aws verify --s3 at 2026-11-27T12:00:00.000Z\n") : "",
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env = { ...saved, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
});
afterEach(() => {
  process.env = saved;
  server.closeAllConnections();
  server.close();
});

it("writes below the first prefix, and reads", async () => {
  expect(await outcomeOf(s3, await testWorld(ON))).toMatchObject({ status: "PASS" });
  expect(calls).toEqual(["PUT", "GET"].map((method) => `${method} /openhands-data/agents/openhands-aws-verify.txt`));
});

it("fails where it reads something else", async () => {
  read = "something else";
  expect(await outcomeOf(s3, await testWorld(ON))).toMatchObject({ status: "FAIL" });
});

it.each([
  ["it is not asked for", ON, false, /Only with --s3/],
  ["nobody but GitHub has a session", "", true, /Only a run of GitHub can assume openhands-runtime-role/],
])("touches nothing where %s", async (_, yaml, asked, why) => {
  const over = { options: { s3: asked, maxKeyAge: 90 } };
  const outcome = await outcomeOf(s3, await testWorld(yaml, { over }));
  expect(outcome).toEqual({ status: "SKIP", why: expect.stringMatching(why) });
  expect(calls).toEqual([]);
});
