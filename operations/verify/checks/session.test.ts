import { refusal, testWorld } from "../../../tools/verify-world";
import { Account } from "../account";
import { outcomeOf } from "../outcome";
import { session } from "./session";

const ON = "openhands: {family: canvas}\nkubernetes: {}";
/** With the account's own way to a session. */
async function skipped(yaml: string, account = {}) {
  const world = await testWorld(yaml, { account });
  const own = new Account(world.config, { region: "us-east-1" });
  return outcomeOf(session, { ...world, account: Object.assign(world.account, { session: own.session }) });
}

it("passes with a session", async () =>
  expect(await outcomeOf(session, await testWorld(ON))).toMatchObject({ status: "PASS" }));

it("fails where AWS denies it", async () => {
  const denied = async () => {
    throw refusal("denied");
  };
  const world = await testWorld(ON, { account: { session: denied } });
  expect(await outcomeOf(session, world)).toEqual({ status: "FAIL", why: "It is denied." });
});

it.each([
  ["there is no refresher", "", /no runtime\.refresher/],
  [
    "only the cluster itself can assume the role",
    `${ON}\nruntime: {refresher: {principal: "arn:aws:iam::123456789012:role/cluster"}}`,
    /Only arn:aws:iam::123456789012:role\/cluster can assume openhands-session-role/,
  ],
])("is skipped where %s", async (_, yaml, why) =>
  expect(await skipped(yaml)).toEqual({ status: "SKIP", why: expect.stringMatching(why) }),
);
