import { refusal, testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { rolePolicies } from "./role-policies";

const arn = (name: string) => ({ PolicyArn: `arn:aws:iam::123456789012:policy/${name}` });
const EXPORTED = [arn("openhands-config-read"), arn("openhands-s3-access")];

async function outcome(attached: object[], more: Record<string, () => object> = {}) {
  const iam = {
    listAttachedRolePolicies: () => ({ AttachedPolicies: attached }),
    listRolePolicies: () => ({ PolicyNames: [] }),
    getRole: () => ({ Role: {} }),
    ...more,
  };
  return outcomeOf(rolePolicies, await testWorld("", { iam }));
}

it("passes for what is exported", async () => expect(await outcome(EXPORTED)).toMatchObject({ status: "PASS" }));

it.each([
  ["another policy", [...EXPORTED, arn("more")], {}, /also has the policy .*more: detach it/],
  ["one too few", EXPORTED.slice(1), {}, /lacks the policy .*openhands-config-read/],
  ["an inline one", EXPORTED, { listRolePolicies: () => ({ PolicyNames: ["in"] }) }, /inline policy in/],
  [
    "a boundary",
    EXPORTED,
    { getRole: () => ({ Role: { PermissionsBoundary: { PermissionsBoundaryArn: "b" } } }) },
    /permissions boundary b/,
  ],
])("fails for %s", async (_, attached, more, why) =>
  expect(await outcome(attached, more)).toEqual({ status: "FAIL", why: expect.stringMatching(why) }),
);

it("leaves it to trust to say that there is no such role", async () => {
  const none = () => {
    throw refusal("not-found");
  };
  const all = { listAttachedRolePolicies: none, listRolePolicies: none, getRole: none };
  expect(await outcome([], all)).toMatchObject({ status: "PASS" });
});
