import { join } from "node:path";
import { CheckError } from "@openhands-aws/facts/program-error";
import { RULES } from "@openhands-aws/guard";
import { loadConfig, parseConfig } from "../../config/load";
import { synthesizeAll } from "../../main";
import { DEPARTURES } from "../../stacks/departures";
import { renderStacks } from "../render/json";
import { checkStacks, guardStacks, stackModel } from "./guard-stacks";
import { ownWorkflows } from "./own-workflows";

const NOW = new Date("2026-11-21T00:00:00Z");
const FILE = "openhands.yaml";
const judge = (yaml: string) => {
  const config = parseConfig(yaml, FILE);
  return checkStacks(renderStacks(synthesizeAll(config)), config, FILE, NOW);
};
const pass = (yaml: string) => {
  const config = parseConfig(yaml, FILE);
  return guardStacks(renderStacks(synthesizeAll(config)), config, FILE, NOW);
};

it("finds nothing to mend in our hardened stacks", async () => {
  const config = loadConfig(join(__dirname, "../../config/openhands.yaml"));
  const findings = await checkStacks(renderStacks(synthesizeAll(config)), config, FILE, NOW);
  expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
});

it("tells as designed the design's known weaknesses, each with the departure that cures it, and stops nothing", async () => {
  const findings = await judge("posture: as-designed");
  expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
  const cured = findings.filter(({ fix }) => fix.startsWith("Cured by posture: hardened."));
  expect(cured.map(({ rule, address }) => `${address} ${rule}`)).toEqual([
    "aws_iam_policy.bedrock_policy model-without-profile",
    "aws_iam_policy.bedrock_policy unbounded-bedrock",
    "aws_iam_policy.bedrock_policy void-action",
    "aws_iam_policy.bedrock_policy void-action",
    "aws_iam_policy.bedrock_policy void-action",
    "aws_iam_policy.openhands_s3_access void-resource",
    "aws_iam_role.openhands_runtime github-any-run",
  ]);
  expect(await pass("posture: as-designed")).toBe("");
});

it("names in the departures only rules that there are", () => {
  const rules = RULES.map(({ id }) => id);
  expect(DEPARTURES.flatMap(({ cures = [] }) => cures).filter((rule) => !rules.includes(rule))).toEqual([]);
});

it("does not take a weakness for known that is the config's own", async () => {
  const text = await pass("runtime: {subjects: [{any: true}]}");
  expect(text).toContain("warning aws_iam_role.openhands_runtime [github-any-run]");
});

it("stops where a role refuses the workflow that is written for it", async () => {
  const config = parseConfig("deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site-bucket}}", FILE);
  const stacks = [...renderStacks(synthesizeAll(config))].map(([name, text]): [string, string] => [
    name,
    text.replaceAll("ref:refs/heads/deploy", "ref:refs/heads/release"),
  ]);
  await expect(guardStacks(new Map(stacks), config, FILE, NOW, ownWorkflows(config))).rejects.toThrow(
    /error openhands-s3-sync\.yml:jobs\.sync\.steps\[1\] \[workflow-refused\] workflows\/openhands-s3-sync\.yml:\d+/,
  );
});

it("warns of a model that AWS ends, and stops nothing", async () => {
  const ending = 'bedrock: {models: [{id: "anthropic.claude-opus-4-1-20250805-v1:0"}]}';
  expect(await pass(ending)).toMatch(
    /^warning bedrock\.models\[0\] \[model-end\] openhands\.yaml\n {2}Bedrock will reject .* from 2027-01-08, in 48 days\./,
  );
});

it("stops at an error, and says that nothing was written", async () => {
  const assume_role_policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }],
  });
  const stacks = new Map([["open", { resource: { aws_iam_role: { door: { name: "door", assume_role_policy } } } }]]);
  const passed = guardStacks(renderStacks(stacks), parseConfig("", FILE), FILE, NOW);
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

  it("that has expired is a warning, and stops nothing", async () => {
    expect(await pass(exempted(', expires: "2026-11-20"'))).toContain("[exemption-expired] openhands.yaml");
  });
});

it("leaves nothing of our own stacks unknown", async () => {
  const config = loadConfig(join(__dirname, "../../config/openhands.yaml"));
  const model = await stackModel(renderStacks(synthesizeAll(config)));
  expect(model.unknowns).toEqual([]);
  expect(model.identities.map(({ name }) => name)).toContain("openhands-runtime-role");
  for (const { trust, grants } of model.identities) {
    expect(trust?.complete ?? true).toBe(true);
    for (const grant of grants) expect(grant.kind === "managed" ? grant.policy?.document.complete : true).toBe(true);
  }
});
