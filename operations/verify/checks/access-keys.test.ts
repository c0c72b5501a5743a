import { KEY, key, NOW, refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import type { World } from "../world";
import { accessKeys } from "./access-keys";

const OTHER = "AKIAEXAMPLE000000002";
const yesterday = new Date(NOW.getTime() - 26 * 60 * 60 * 1000);
const use = { LastUsedDate: yesterday, ServiceName: "bedrock", Region: "us-west-2" };

async function outcome(keys: ReturnType<typeof key>[], statuses = ["Active"]) {
  const iam = {
    listAccessKeys: () => ({ AccessKeyMetadata: keys }),
    getAccessKeyLastUsed: ({ AccessKeyId }: { AccessKeyId?: unknown }) => ({
      AccessKeyLastUsed: AccessKeyId === KEY ? use : {},
    }),
  };
  const world = await testWorld("", { iam });
  const exported = statuses.map((status) => ({ user: "bedrock-openhands-user", status }));
  const own: World = { ...world, expected: { ...world.expected, accessKeys: exported } };
  return outcomeOf(accessKeys, own);
}

it("says status, age and last use", async () => {
  expect(await outcome([key(KEY, "Active", yesterday)])).toEqual({
    status: "PASS",
    why: `${KEY} is Active, 1 day old, last used 1 day ago for bedrock in us-west-2.`,
  });
});

it("names the key that is not the one in the parameters", async () => {
  expect(await outcome([key(), key(OTHER)])).toMatchObject({
    status: "FAIL",
    why: expect.stringContaining(`The user has 2 access keys, exported: 1. Unknown is ${OTHER}:`),
  });
});

it.each([
  ["both keys of a rotation", [key(), key(OTHER)], ["Active", "Active"], "PASS"],
  ["the old one that is off", [key(), key(OTHER, "Inactive")], ["Active", "Inactive"], "PASS"],
  ["the old one that should be off", [key(), key(OTHER)], ["Active", "Inactive"], "FAIL"],
  ["a revoked key", [key(KEY, "Inactive")], ["Inactive"], "PASS"],
  ["a revoked key that is on again", [key()], ["Inactive"], "FAIL"],
  ["no key at all", [], ["Active"], "FAIL"],
  ["no key where none is exported", [], [], "PASS"],
] as const)("compares %s with what is exported", async (_, keys, statuses, status) => {
  expect((await outcome([...keys], [...statuses])).status).toBe(status);
});

it("fails where it cannot see the keys", async () => {
  const iam = {
    listAccessKeys: () => {
      throw refusal("denied");
    },
  };
  expect(await outcomeOf(accessKeys, await testWorld("", { iam }))).toEqual({ status: "FAIL", why: "It is denied." });
});
