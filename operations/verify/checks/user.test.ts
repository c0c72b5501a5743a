import { refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { user } from "./user";

const none = {
  getUser: () => {
    throw refusal("not-found");
  },
};

it("passes for the user with its path", async () =>
  expect(await outcomeOf(user, await testWorld(""))).toMatchObject({ status: "PASS" }));

it.each([
  ["no user", "", none, /There is no user bedrock-openhands-user/],
  ["another path", "bedrock: {user: {path: /other/}}", {}, /has the path \/service\/; the config says \/other\//],
])("fails for %s", async (_, yaml, iam, why) =>
  expect(await outcomeOf(user, await testWorld(yaml, { iam }))).toEqual({
    status: "FAIL",
    why: expect.stringMatching(why),
  }),
);

it("wants no user where the stacks have none", async () => {
  const without = async (iam: object) =>
    outcomeOf(user, await testWorld("bedrock: {rollback: true}", { iam: { ...iam } }));
  expect(await without(none)).toMatchObject({ status: "SKIP" });
  expect(await without({})).toMatchObject({ status: "FAIL", why: expect.stringContaining("no longer exported") });
});
