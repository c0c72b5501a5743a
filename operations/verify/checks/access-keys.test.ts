import { KEY, key, NOW, refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { accessKeys } from "./access-keys";

const OTHER = "AKIAEXAMPLE000000002";
const yesterday = new Date(NOW.getTime() - 26 * 60 * 60 * 1000);
const use = { LastUsedDate: yesterday, ServiceName: "bedrock", Region: "us-west-2" };

/** @param accessKey in the config, as rotate and revoke write it */
async function outcome(keys: readonly ReturnType<typeof key>[], accessKey = "{}") {
  const iam = {
    listAccessKeys: () => ({ AccessKeyMetadata: keys }),
    getAccessKeyLastUsed: ({ AccessKeyId }: { AccessKeyId?: unknown }) => ({
      AccessKeyLastUsed: AccessKeyId === KEY ? use : {},
    }),
  };
  return outcomeOf(accessKeys, await testWorld(`bedrock: {accessKey: ${accessKey}}`, { iam }));
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

it.each<[string, ReturnType<typeof key>[], string, string]>([
  ["both keys of a rotation", [key(), key(OTHER)], "{rotation: published}", "PASS"],
  ["the old one that is off", [key(), key(OTHER, "Inactive")], "{rotation: disabled}", "PASS"],
  ["the old one that should be off", [key(), key(OTHER)], "{rotation: disabled}", "FAIL"],
  ["the old one that should be gone", [key(), key(OTHER, "Inactive")], "{rotation: deleted}", "FAIL"],
  ["the new one alone", [key()], "{rotation: moved}", "PASS"],
  ["a revoked key", [key(KEY, "Inactive")], "{status: Inactive}", "PASS"],
  ["a revoked key that is on again", [key()], "{status: Inactive}", "FAIL"],
  ["no key at all", [], "{}", "FAIL"],
])("compares %s with what is exported", async (_, keys, accessKey, status) => {
  expect((await outcome(keys, accessKey)).status).toBe(status);
});

it("fails where it cannot see the keys", async () => {
  const iam = {
    listAccessKeys: () => {
      throw refusal("denied");
    },
  };
  expect(await outcomeOf(accessKeys, await testWorld("", { iam }))).toEqual({ status: "FAIL", why: "It is denied." });
});
