import type { AccountDetails } from "@openhands-aws/guard";
import { stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { DENY } from "../revoke/deny";
import { otherUses, type Used } from "./other-uses";

const USER = "bedrock-openhands-user";
const POLICY = "arn:aws:iam::123456789012:policy/bedrock-openhands-policy";
const model = (yaml: string) => stackModel(renderStacks(synthesizeAll(testConfig(yaml, "c.yaml"))));
const OURS = { UserName: USER, AttachedManagedPolicies: [{ PolicyArn: POLICY }] };
type User = NonNullable<AccountDetails["UserDetailList"]>[number];

async function uses(user: User, details: AccountDetails = {}, more: Partial<Used> = {}): Promise<string[]> {
  return otherUses({
    ...{ user: USER, details: { UserDetailList: [user], ...details } },
    before: await model("posture: as-designed"),
    after: await model("posture: as-designed\nbedrock: {rollback: true}"),
    ...{ keysOfOurs: 1, keys: ["AKIA1"], apiKeys: [], denyIsOurs: true },
    ...more,
  });
}

it("finds none in what is exported, and none in what revoke left", async () => {
  expect(await uses(OURS)).toEqual([]);
  expect(await uses({ ...OURS, UserPolicyList: [{ PolicyName: DENY }] })).toEqual([]);
  expect(await uses({ UserName: "other", GroupList: ["team"] })).toEqual([]);
});

it.each<[string, User, AccountDetails, Partial<Used>, string]>([
  ["a group", { ...OURS, GroupList: ["team"] }, {}, {}, "is in the group team"],
  ["an inline policy", { ...OURS, UserPolicyList: [{ PolicyName: "mine" }] }, {}, {}, "inline policy mine"],
  ["another's deny", { ...OURS, UserPolicyList: [{ PolicyName: DENY }] }, {}, { denyIsOurs: false }, DENY],
  ["a policy", { ...OURS, AttachedManagedPolicies: [{ PolicyArn: "arn:x" }] }, {}, {}, "has the policy arn:x"],
  ["a second key", OURS, {}, { keys: ["AKIA1", "AKIA2"] }, "2 access keys, AKIA1 and AKIA2, but Terraform has 1"],
  ["an API key", OURS, {}, { apiKeys: ["ACCA1"] }, "Bedrock API key ACCA1"],
  [
    "another holder of the policy",
    OURS,
    { RoleDetailList: [{ RoleName: "web", AttachedManagedPolicies: [{ PolicyArn: POLICY }] }] },
    {},
    "is attached to the role web",
  ],
  [
    "a boundary",
    OURS,
    { RoleDetailList: [{ RoleName: "web", PermissionsBoundary: { PermissionsBoundaryArn: POLICY } }] },
    {},
    "is the permissions boundary of the role web",
  ],
])("finds %s", async (_, user, details, more, expected) => {
  expect(await uses(user, details, more)).toEqual([expect.stringContaining(expected)]);
});
