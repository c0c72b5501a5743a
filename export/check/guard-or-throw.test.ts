import { CheckError } from "@openhands-aws/facts/program-error";
import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { renderStacks } from "../render/json";
import { guardOrThrow } from "./guard-or-throw";
import { ownWorkflows } from "./own-workflows";

const NOW = new Date("2026-11-21T00:00:00Z");
const FILE = "openhands.yaml";
const pass = (yaml: string) => {
  const config = testConfig(yaml, FILE);
  return guardOrThrow(renderStacks(synthesizeAll(config)), config, FILE, NOW);
};

it("says nothing and passes, as designed, the weaknesses that hardening cures", async () => {
  expect(await pass("posture: as-designed")).toBe("");
});

it("warns of a weakness that the config itself adds", async () => {
  const text = await pass("runtime: {subjects: [{any: true}]}");
  expect(text).toContain("warning aws_iam_role.openhands_runtime [github-any-run]");
});

it("throws where a role refuses the workflow that is written for it", async () => {
  const config = testConfig("deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}", FILE);
  const stacks = [...renderStacks(synthesizeAll(config))].map(([name, text]): [string, string] => [
    name,
    text.replaceAll("ref:refs/heads/deploy", "ref:refs/heads/release"),
  ]);
  await expect(guardOrThrow(new Map(stacks), config, FILE, NOW, ownWorkflows(config))).rejects.toThrow(
    /error openhands-s3-sync\.yml:jobs\.sync\.steps\[1\] \[workflow-refused\] workflows\/openhands-s3-sync\.yml:\d+/,
  );
});

it("warns of a model that AWS ends, and lets it pass", async () => {
  const ending = 'bedrock: {models: [{id: "anthropic.claude-opus-4-1-20250805-v1:0"}]}';
  expect(await pass(ending)).toMatch(
    /^warning bedrock\.models\[0\] \[model-end\] openhands\.yaml\n {2}Bedrock will reject .* from 2027-01-08, in 48 days\./,
  );
});

it("reports a release that cannot use the model, though that is only a note, and lets it pass", async () => {
  const text = await pass('openhands: {version: "0.59"}');
  expect(text).toMatch(
    /^info bedrock\.models\[0\]\.id \[openhands-model\] openhands\.yaml\n {2}OpenHands 0\.59 cannot use anthropic\.claude-sonnet-4-6: /,
  );
});

it("throws at an error, and says that nothing was written", async () => {
  const assume_role_policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }],
  });
  const stacks = new Map([["open", { resource: { aws_iam_role: { door: { name: "door", assume_role_policy } } } }]]);
  const passed = guardOrThrow(renderStacks(stacks), testConfig("", FILE), FILE, NOW);
  await expect(passed).rejects.toThrow(CheckError);
  await expect(passed).rejects.toThrow(
    /^error aws_iam_role\.door \[.*terraform\/aws\/open\/main\.tf\.json[\s\S]*nothing was written\.$/,
  );
});

describe("an exemption of the config", () => {
  const exempted = (expires = "") =>
    `runtime: {subjects: [{any: true}]}
guard:
  exemptions:
    - {rule: github-any-run, address: aws_iam_role.openhands_runtime, reason: "branches are protected here"${expires}}`;

  it("silences its finding", async () => {
    expect(await pass(exempted())).toBe("");
  });

  it.each(["access-key-activated", "active-access-key-destroyed"])(
    "for a plan, from %s, is not unused here",
    async (id) => {
      const address = "aws_iam_access_key.bedrock_user_key";
      expect(await pass(`guard: {exemptions: [{rule: ${id}, address: ${address}, reason: "one step back"}]}`)).toBe("");
    },
  );

  it("that has expired is a warning, and does not fail", async () => {
    expect(await pass(exempted(', expires: "2026-11-20"'))).toContain("[exemption-expired] openhands.yaml");
  });
});
