import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "../../../config/load";
import { prepareAccount } from "../../../embedded/prepare-account";
import { Terraform } from "../../../embedded/terraform";
import { MAIN, mainFile } from "../../../export/render/terraform-directory";
import { synthesizeAll } from "../../../main";
import { PROJECT } from "../../../project";
import { withBucket } from "../../../tools/with-bucket";
import { describeEmbedded } from "../../support/embedded";
import { Launcher } from "./launcher";

describeEmbedded("terraform on the launcher", () => {
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-operations-"));
  const file = join(PROJECT, "config/openhands.yaml");
  const config = parseConfig(withBucket(readFileSync(file, "utf8")), file);
  let launcher: Launcher;
  beforeAll(async () => {
    launcher = await Launcher.start((aws) => prepareAccount(aws, config));
  });
  afterAll(async () => {
    await launcher?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it("applies what is exported, signed with the operator's key, and each of its calls has a number", async () => {
    const terraform = new Terraform(directory, launcher.env);
    const json = synthesizeAll(config).get("openhands");
    if (!json) throw new Error("There is no stack openhands.");
    terraform.write(MAIN, mainFile(json));
    await terraform.init();
    await terraform.apply();
    expect(await terraform.plan()).toMatchObject({ code: 0 });
    const calls = await launcher.calls();
    expect(calls.filter(({ number, principal }) => !number || principal !== launcher.operator.arn)).toEqual([]);
    expect(calls.map(({ action }) => action)).toEqual(expect.arrayContaining(["CreateRole", "CreateAccessKey"]));
  });
});
