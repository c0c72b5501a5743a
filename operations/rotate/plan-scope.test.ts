import type { Plan } from "../terraform";
import type { Phase } from "./next-step";
import { changesOf, KEY, NEXT, outsidePhase, PARAMETERS } from "./plan-scope";

type Change = NonNullable<Plan["resource_changes"]>[number];
const plan = (...resource_changes: Change[]): Plan => ({ resource_changes });
const change = (address: string, actions: string[], more: object = {}): Change => ({
  address,
  change: { actions, ...more },
});
const POLICY = "aws_iam_policy.bedrock_policy";

it.each<[Phase, Change[]]>([
  ["published", [change(NEXT, ["create"]), change(PARAMETERS[0] as string, ["update"])]],
  ["disabled", [change(KEY, ["update"], { before: { status: "Active" }, after: { status: "Inactive" } })]],
  ["deleted", [change(KEY, ["delete"])]],
  ["moved", [{ ...change(KEY, ["no-op"]), previous_address: NEXT }]],
])("lets %s do what it is for, and read", (phase, changes) => {
  expect(outsidePhase(plan(...changes, change("data.aws_iam_access_keys.x", ["read"])), phase)).toEqual([]);
});

it.each([
  ["published", change(POLICY, ["update"]), `update ${POLICY}`],
  ["published", change(KEY, ["delete"]), `delete ${KEY}`],
  ["disabled", change(NEXT, ["create"]), `create ${NEXT}`],
  ["deleted", change(NEXT, ["delete"]), `delete ${NEXT}`],
  ["deleted", change(KEY, ["delete", "create"]), `delete and create ${KEY}`],
  ["moved", change(KEY, ["delete"]), `delete ${KEY}`],
  ["none", change(KEY, ["create"]), `create ${KEY}`],
  [
    "published",
    change(KEY, ["update"], { before: { status: "Inactive" }, after: { status: "Active" } }),
    `activate ${KEY}`,
  ],
] as const)("refuses in %s what is not of it: %j", (phase, one, outside) => {
  expect(outsidePhase(plan(one), phase)).toEqual([outside]);
});

it("names what changes", () => {
  expect(changesOf(plan(change(NEXT, ["create"]), change(POLICY, ["no-op"])))).toEqual([`create ${NEXT}`]);
});
