import { KEY, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { secret } from "./secret";

const encoded = (data: Readonly<Record<string, string>>) => ({
  data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, Buffer.from(value).toString("base64")])),
});
const PAIR = { AWS_ACCESS_KEY_ID: KEY, AWS_SECRET_ACCESS_KEY: "secret" };
const outcome = async (found: object | undefined, yaml = "kubernetes: {}") =>
  outcomeOf(secret, await testWorld(yaml, { objects: { "secret/bedrock-credentials": found } }));

it("passes where each key is the parameter's value", async () =>
  expect(await outcome(encoded({ ...PAIR, MORE: "x" }))).toMatchObject({ status: "PASS" }));

it.each([
  [
    "another secret",
    encoded({ ...PAIR, AWS_SECRET_ACCESS_KEY: "old-secret" }),
    /has another AWS_SECRET_ACCESS_KEY than/,
  ],
  [
    "a value with a line end",
    encoded({ ...PAIR, AWS_ACCESS_KEY_ID: `${KEY}\n` }),
    /has another AWS_ACCESS_KEY_ID than/,
  ],
  ["a key too few", encoded({ AWS_ACCESS_KEY_ID: KEY }), /has no AWS_SECRET_ACCESS_KEY/],
  ["no Secret", undefined, /There is no Secret bedrock-credentials/],
])("fails for %s, and prints neither", async (_, found, why) => {
  const { status, why: said } = await outcome(found);
  expect([status, said]).toEqual(["FAIL", expect.stringMatching(why)]);
  expect(said).not.toMatch(/old-secret|c2VjcmV0/);
});
