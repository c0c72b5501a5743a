import { KEY, key, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { parameterKey } from "./parameter-key";

const outcome = async (id: string, keys = [key()]) => {
  const parameters = { "bedrock-access-key-id": [id] as const, "bedrock-secret-access-key": ["secret"] as const };
  const iam = { listAccessKeys: () => ({ AccessKeyMetadata: keys }) };
  return outcomeOf(parameterKey, await testWorld("", { iam, parameters }));
};

it("passes for the active key", async () => expect(await outcome(KEY)).toMatchObject({ status: "PASS" }));

it.each([
  ["an inactive key", KEY, [key(KEY, "Inactive")], /names AKIA\w+, which is Inactive/],
  ["a key of somebody else", "AKIAEXAMPLE000000009", [key()], /names AKIA\w+9, which is not a key of the user/],
])("fails for %s", async (_, id, keys, why) =>
  expect(await outcome(id, keys)).toEqual({ status: "FAIL", why: expect.stringMatching(why) }),
);

it("never prints what may be the secret", async () => {
  const { status, why } = await outcome("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  expect([status, why]).toEqual(["FAIL", expect.not.stringContaining("wJalr")]);
});

it("wants no key where the config has switched it off", async () => {
  const world = await testWorld("bedrock: {accessKey: {status: Inactive}}");
  expect(await outcomeOf(parameterKey, world)).toMatchObject({ status: "SKIP" });
});
