import { join } from "node:path";
import { type Finding, RULES } from "@openhands-aws/guard";
import type { Config } from "../../config/config";
import { loadConfig } from "../../config/load";
import { synthesizeAll } from "../../main";
import { DEPARTURES } from "../../stacks/departures";
import { testConfig } from "../../tools/test-config";
import { renderStacks } from "../render/json";
import { stackFindings, stackModel } from "./stack-findings";

const NOW = new Date("2026-11-21T00:00:00Z");
const FILE = "openhands.yaml";
const INSTALLATION = loadConfig(join(__dirname, "../../config/openhands.yaml"));
const findings = (config: Config) => stackFindings(renderStacks(synthesizeAll(config)), config, FILE, NOW);
const worseThanNotes = (found: readonly Finding[]) => found.filter(({ severity }) => severity !== "info");

it("finds nothing to fix in our hardened stacks", async () => {
  expect(worseThanNotes(await findings(INSTALLATION))).toEqual([]);
});

it("reports the design's known weaknesses as notes, each with the departure that cures it", async () => {
  const found = await findings(testConfig("posture: as-designed", FILE));
  expect(worseThanNotes(found)).toEqual([]);
  const cured = found.filter(({ fix }) => fix.startsWith("Cured by posture: hardened."));
  expect(cured.map(({ rule, address }) => `${address} ${rule}`)).toEqual([
    "aws_iam_policy.bedrock_policy model-without-profile",
    "aws_iam_policy.bedrock_policy unbounded-bedrock",
    "aws_iam_policy.bedrock_policy void-action",
    "aws_iam_policy.bedrock_policy void-action",
    "aws_iam_policy.bedrock_policy void-action",
    "aws_iam_policy.openhands_s3_access void-resource",
    "aws_iam_role.openhands_runtime github-any-run",
  ]);
});

it("names only existing rules in the departures", () => {
  const rules = RULES.map(({ id }) => id);
  expect(DEPARTURES.flatMap(({ cures = [] }) => cures).filter((rule) => !rules.includes(rule))).toEqual([]);
});

it("leaves nothing in our own stacks unknown", async () => {
  const model = await stackModel(renderStacks(synthesizeAll(INSTALLATION)));
  expect(model.unknowns).toEqual([]);
  expect(model.identities.map(({ name }) => name)).toContain("openhands-runtime-role");
  for (const { trust, grants } of model.identities) {
    expect(trust?.complete ?? true).toBe(true);
    for (const grant of grants) expect(grant.kind === "managed" ? grant.policy?.document.complete : true).toBe(true);
  }
});
