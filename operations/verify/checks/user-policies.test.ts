import { refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { userPolicies } from "./user-policies";

const EXPORTED = [{ PolicyArn: "arn:aws:iam::123456789012:policy/bedrock-openhands-policy" }];

async function outcome(more: Record<string, () => object> = {}) {
  const iam = {
    listAttachedUserPolicies: () => ({ AttachedPolicies: EXPORTED }),
    listUserPolicies: () => ({ PolicyNames: [] }),
    listGroupsForUser: () => ({ Groups: [] }),
    ...more,
  };
  return outcomeOf(userPolicies, await testWorld("", { iam }));
}

it("passes for what is exported", async () => expect(await outcome()).toMatchObject({ status: "PASS" }));

it.each([
  ["no policy", { listAttachedUserPolicies: () => ({}) }, /lacks the policy .*bedrock-openhands-policy/],
  ["an inline policy", { listUserPolicies: () => ({ PolicyNames: ["deny-older"] }) }, /inline policy deny-older/],
  ["a group", { listGroupsForUser: () => ({ Groups: [{ GroupName: "admins" }] }) }, /in the group admins/],
])("fails for %s", async (_, more, why) =>
  expect(await outcome(more)).toEqual({ status: "FAIL", why: expect.stringMatching(why) }),
);

it("leaves it to user to say that there is none", async () => {
  const getUser = () => {
    throw refusal("not-found");
  };
  expect(await outcome({ getUser })).toMatchObject({ status: "SKIP", why: expect.stringContaining("check user") });
});
