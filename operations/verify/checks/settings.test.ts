import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { settings } from "./settings";

const AS_EXPORTED = {
  "/openhands/config/bucket": ["openhands-data", "String"],
  "/openhands/config/region": ["ap-northeast-1", "String"],
  "/openhands/config/role-arn": ["arn:aws:iam::123456789012:role/openhands-runtime-role", "String"],
  "/openhands/config/bedrock-region": ["us-west-2", "String"],
  "/openhands/config/bedrock-model-id": ["us.anthropic.claude-sonnet-4-6", "String"],
} as const;

it.each<[string, Record<string, readonly [string, string?]>, string, RegExp]>([
  ["as exported", AS_EXPORTED, "PASS", /The 5 settings/],
  ["another value", { ...AS_EXPORTED, "/openhands/config/region": ["x"] }, "FAIL", /region is x; exported is ap-north/],
  ["none at all", {}, "FAIL", /There is no parameter \/openhands\/config\/bucket/],
])("%s", async (_, parameters, status, why) =>
  expect(await outcomeOf(settings, await testWorld("", { parameters }))).toEqual({
    status,
    why: expect.stringMatching(why),
  }),
);

it("are not part of the design", async () =>
  expect(await outcomeOf(settings, await testWorld("posture: as-designed"))).toMatchObject({ status: "SKIP" }));
