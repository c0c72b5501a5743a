import { testWorld } from "../../../tools/verify-world";
import { outcomeOf } from "../outcome";
import { modelEnd } from "./model-end";

const outcome = async (endOfLife?: string) => {
  const end = endOfLife ? `, endOfLife: "${endOfLife}"` : "";
  return outcomeOf(modelEnd, await testWorld(`bedrock: {models: [{id: anthropic.claude-sonnet-4-6${end}}]}`));
};

it.each([
  [undefined, "PASS", /No end is announced within 90 days for anthropic\.claude-sonnet-4-6/],
  ["2027-02-26", "PASS", /No end/],
  ["2027-02-25", "FAIL", /Bedrock will reject anthropic\.claude-sonnet-4-6 from 2027-02-25, in 90 days/],
  ["2026-11-27", "FAIL", /Bedrock has rejected anthropic\.claude-sonnet-4-6 since 2026-11-27/],
])("an end at %s: %s", async (end, status, why) =>
  expect(await outcome(end)).toEqual({ status, why: expect.stringMatching(why) }),
);

it("knows that the design's model has ended", async () =>
  expect(await outcomeOf(modelEnd, await testWorld("posture: as-designed"))).toMatchObject({ status: "FAIL" }));
