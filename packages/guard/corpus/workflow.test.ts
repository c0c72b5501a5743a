import { readFileSync } from "node:fs";
import { join } from "node:path";
import { guard } from "../guard";
import { readTerraform } from "../read";
import { readWorkflow } from "../workflows";

const text = (file: string) => readFileSync(join(__dirname, "workflow", file), "utf8");
const NOW = new Date("2026-11-21T00:00:00Z");
const catalogue = { version: "", services: new Set<string>(), actions: new Map() };

/**
 * Realistic workflows of the repository octo-org/app, with the account of account.tf: good ones, and the same with one
 * mistake each. The expected findings of a file are complete, each as `error rule address line`.
 */
it.each<[file: string, ...expected: string[]]>([
  ["good-image.yml"],
  ["good-release.yml"],
  ["good-plan.yml"],
  ["good-chain.yml"],
  ["good-sdk.yml"],
  ["bad-account.yml", "error workflow-role-missing jobs.image.steps[1] 20"],
  ["bad-no-token.yml", "error workflow-id-token-missing jobs.image.steps[1] 20"],
  ["bad-branch.yml", "error workflow-refused jobs.image.steps[1] 18"],
  ["bad-dispatch.yml", "warning workflow-refused jobs.image.steps[1] 19"],
  ["bad-audience.yml", "error workflow-refused jobs.image.steps[1] 20"],
  ["bad-environment.yml", "error workflow-refused jobs.site.steps[1] 25"],
  ["bad-pull-request.yml", "error workflow-refused jobs.plan.steps[0] 9"],
  ["bad-target.yml", "warning workflow-fork-let-in jobs.plan.steps[0] 8"],
  ["bad-duration.yml", "error workflow-session-length jobs.site.steps[1] 25"],
  ["bad-session-name.yml", "error workflow-session-name jobs.site.steps[1] 25"],
  ["bad-sdk-audience.yml", "error workflow-refused jobs.who.steps[1] 15"],
  ["bad-chain-tags.yml", "error workflow-chain-untagged jobs.build.steps[2] 14"],
  ["bad-chain-target.yml", "error workflow-chain-refused jobs.build.steps[2] 14"],
  [
    "bad-bucket.yml",
    "error workflow-permission-missing jobs.site.steps[2] 34",
    "error workflow-permission-missing jobs.site.steps[2] 36",
  ],
  ["bad-repository.yml", "error workflow-permission-missing jobs.image.steps[4] 30"],
  ["bad-order.yml", "error workflow-without-credentials jobs.image.steps.ecr 20"],
])("%s", async (file, ...expected) => {
  const model = await readTerraform([{ path: "account.tf", text: text("account.tf") }]);
  const files = [readWorkflow({ path: file, text: text(file) })];
  const workflows = { repository: { owner: "octo-org", name: "app" }, files, complete: false };
  const findings = guard(model, { now: NOW, catalogue, rules: [], workflows });
  const found = findings.map(
    ({ severity, rule, address, line }) => `${severity} ${rule} ${address.replace(`${file}:`, "")} ${line}`,
  );
  expect(found).toEqual(expected);
});
