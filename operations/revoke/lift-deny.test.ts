import { type Deny, denyDocument } from "./deny";
import { liftDeny } from "./lift-deny";
import { reportJson, reportText } from "./report";
import type { UserAccount } from "./user-account";

const NOW = new Date("2026-11-28T10:00:00Z");
const lift = (deny: Deny | undefined, lifted: string[], yes = true) =>
  liftDeny(
    {
      user: "openhands",
      userDeny: async () => deny && { deny },
      details: async () => ({
        RoleDetailList: [
          {
            RoleName: "first",
            RolePolicyList: [
              {
                PolicyName: "openhands-aws-revoke-older-sessions",
                PolicyDocument: JSON.stringify(denyDocument({ instant: new Date(0), state: "final" })),
              },
            ],
          },
        ],
      }),
      liftUser: async () => void lifted.push("user"),
      liftRole: async (role: string) => void lifted.push(role),
    } as unknown as UserAccount,
    { yes },
    NOW,
  );
const RECENT: Deny = { instant: new Date("2026-11-28T09:59:00Z"), state: "final" };

it("lifts the denies, and warns where an older session can still exist", async () => {
  const lifted: string[] = [];
  const { steps, notes } = await lift(RECENT, lifted);
  expect([lifted, steps.map(({ status }) => status)]).toEqual([
    ["user", "first"],
    ["CHANGED", "DONE", "CHANGED"],
  ]);
  const warning = "WARNING: Older sessions can exist until 2026-11-29T21:59:00Z: they work again.";
  const report = { ...{ steps, notes }, dryRun: false, bearer: false };
  expect(reportText(report, (_, text) => text)).toMatch(`\n\n${warning}\n`);
  expect(JSON.parse(reportJson(report)).notes).toEqual([warning]);
});

it("warns before it lifts anything, too", async () => {
  const lifted: string[] = [];
  const { notes } = await lift(RECENT, lifted, false);
  expect([lifted, notes]).toEqual([[], [expect.stringContaining("2026-11-29T21:59:00Z: they would work again")]]);
});

it("does not warn where none can exist", async () => {
  expect(await lift(undefined, [])).toMatchObject({ notes: [] });
});
