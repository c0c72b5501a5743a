import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { parameters } from "./parameters";

const ID = { "bedrock-access-key-id": ["AKIA"] } as const;
const SECRET = { "bedrock-secret-access-key": ["secret"] } as const;
const API_KEY = "bedrock: {apiKey: {parameter: api-key}}";

it.each<[string, string, Record<string, readonly [string, string?]>, string, RegExp]>([
  ["both", "", { ...ID, ...SECRET }, "PASS", /bedrock-access-key-id and bedrock-secret-access-key exist/],
  ["one", "", ID, "FAIL", /There is no parameter bedrock-secret-access-key/],
  ["a plain one", "", { ...ID, "bedrock-secret-access-key": ["secret", "String"] }, "FAIL", /is a String/],
  ["no API key", API_KEY, { ...ID, ...SECRET }, "FAIL", /There is no parameter api-key/],
])("%s", async (_, yaml, held, status, why) =>
  expect(await outcomeOf(parameters, await testWorld(yaml, { parameters: held }))).toEqual({
    status,
    why: expect.stringMatching(why),
  }),
);

it("wants none where the stacks have none", async () => {
  const world = await testWorld("bedrock: {rollback: true}", { parameters: {} });
  expect(await outcomeOf(parameters, world)).toMatchObject({ status: "SKIP" });
});
