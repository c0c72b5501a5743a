import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { synthesizeAll } from "../main";
import type { TerraformJson } from "../stacks/terraform-json";
import { MIGRATION_STEPS, type MigrationStep } from "../tools/migration-steps";
import { testConfig } from "../tools/test-config";
import { refuseEarlyKeysOff } from "./refuse-early-keys-off";
import { terraformDirectory } from "./render/terraform-directory";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-keys-"));
  mkdirSync(join(folder, "aws/openhands"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const NAMES = Object.keys(MIGRATION_STEPS) as MigrationStep[];

const config = (step: MigrationStep) => testConfig(MIGRATION_STEPS[step], "c.yaml");
function exported(step: MigrationStep): void {
  const json = synthesizeAll(config(step)).get("openhands") as TerraformJson;
  const files = terraformDirectory("openhands", json, "", config(step));
  writeFileSync(join(folder, "aws/openhands/main.tf.json"), files.get("main.tf.json") as string);
}

/** What may be exported after each: every way back, and the next step. */
const REFUSED: Readonly<Record<MigrationStep, readonly MigrationStep[]>> = {
  key: ["kept", "off", "keyless"],
  both: ["keyless"],
  kept: ["keyless"],
  off: [],
  keyless: [],
};

it.each(NAMES)("after %s refuses what would take the key from pods that use it", (last) => {
  exported(last);
  for (const next of NAMES) {
    const refuse = () => refuseEarlyKeysOff(config(next), folder);
    if (REFUSED[last].includes(next)) expect(refuse).toThrow(InputError);
    else expect(refuse).not.toThrow();
  }
});

it("says what to export first", () => {
  exported("key");
  expect(() => refuseEarlyKeysOff(config("kept"), folder)).toThrow(
    /with bedrock\.access: access-key and kubernetes\.identity first.* If the stack openhands was never applied, delete .*main\.tf\.json and export again\./,
  );
  exported("kept");
  expect(() => refuseEarlyKeysOff(config("keyless"), folder)).toThrow(/still active.*\n.*then add status: Inactive/);
});

it("has nothing to refuse without an earlier export", () => {
  expect(() => refuseEarlyKeysOff(config("keyless"), folder)).not.toThrow();
  expect(() => refuseEarlyKeysOff(config("keyless"), undefined)).not.toThrow();
});
