import { testConfig } from "../../tools/test-config";
import { profilesToName } from "./profiles-to-name";

const ARN = "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/a1b2c3d4e5f6";
const found = (model: string, more = "") => {
  const yaml = `${more}bedrock: {models: [{id: anthropic.claude-sonnet-4-6, ${model}}]}`;
  return profilesToName(testConfig(yaml, "c.yaml"), "c.yaml").map(({ severity, address, message }) => [
    severity,
    address,
    message,
  ]);
};

it("warns while the ARN of a created profile is not in the config", () => {
  expect(found("profile: application, from: global, profileName: agents")).toEqual([
    [
      "warning",
      "bedrock.models[0]",
      "The application profile agents is created, but not used yet: OpenHands invokes global.anthropic.claude-sonnet-4-6 itself.",
    ],
  ]);
});

it.each([
  ["named", `profile: application, profileName: agents, profileArn: "${ARN}"`],
  ["not ours", `profile: application, profileArn: "${ARN}"`],
  ["the system's", "profile: us"],
])("says nothing of a profile that is %s", (_, model) => expect(found(model)).toEqual([]));

it("says nothing as designed, where there is none", () => {
  expect(found("profile: application, profileName: agents", "posture: as-designed\n")).toEqual([]);
});
