import { presetFiles } from "@openhands-aws/constructs/openhands";
import type { SettingsForm } from "@openhands-aws/facts/settings-form";
import { builtImages } from "./support/images";
import { Sandbox } from "./support/sandbox";

const STATE = "/home/openhands/.openhands";
const PRESET = { model: "bedrock/us.anthropic.claude-sonnet-4-6", region: "us-west-2" };
const UID = 10_001;
jest.setTimeout(60_000);

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = new Sandbox(builtImages()["agent-server"]);
  await sandbox.exec(`install -d -o ${UID} -g ${UID} ${STATE}`);
});
afterEach(() => sandbox.remove());

const run = (form: SettingsForm = "canvas", user = String(UID), directory = STATE) =>
  sandbox.run(["/opt/openhands-aws/bin/write-settings", directory], {
    user,
    entrypoint: [],
    env: { OPENHANDS_SETTINGS: JSON.stringify(presetFiles(form, PRESET)) },
  });
const read = async (path: string) => JSON.parse(await sandbox.exec(`cat ${STATE}/${path}`));
/** Every file below the state with its owner, mode and target. */
const files = (format = "%P %U %m %l") => sandbox.exec(`find ${STATE} -mindepth 1 -printf '${format}\\n' | sort`);

it.each<SettingsForm>(["canvas", "1.x", "0.x", "0.x-key"])(
  "writes the settings of %s where there are none",
  async (form) => {
    expect(await run(form)).toMatchObject({ code: 0, stdout: "" });
    for (const [path, content] of Object.entries(presetFiles(form, PRESET))) expect(await read(path)).toEqual(content);
  },
);

it("gives them to OpenHands' own user alone, and leaves nothing else behind", async () => {
  await run();
  expect(await files("%P %U %m")).toBe(
    [`profiles ${UID} 700`, `profiles/bedrock.json ${UID} 600`, `settings.json ${UID} 600`, ""].join("\n"),
  );
});

it("changes nothing the second time", async () => {
  await run();
  const before = await files("%P %T@");
  const { code, stderr } = await run("1.x");
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `openhands-aws: ${STATE}/settings.json is there already and stays as it is.\n`,
  });
  expect(await files("%P %T@")).toBe(before);
});

it.each([
  ["a user's", `echo '{"agent_settings":{}}' > ${STATE}/settings.json`],
  ["an empty file", `: > ${STATE}/settings.json`],
  ["another user's", `echo mine > ${STATE}/settings.json; chmod 600 ${STATE}/settings.json`],
  ["a link to nowhere", `ln -s /nowhere ${STATE}/settings.json`],
  ["a link to a file of the system", `ln -s /etc/hostname ${STATE}/settings.json`],
  ["a pipe", `mkfifo ${STATE}/settings.json`],
  ["a directory", `mkdir ${STATE}/settings.json`],
])("keeps %s as settings.json, and writes no profile beside it", async (_, prepare) => {
  await sandbox.exec(prepare);
  const before = await files();
  expect(await run()).toMatchObject({ code: 0 });
  expect(await files()).toBe(before);
});

it("completes what an interrupted run left", async () => {
  await sandbox.exec(
    `cd ${STATE}; mkdir profiles; echo '{"model":"mine"}' > profiles/bedrock.json; echo '{' > .settings.json.new; chown -R ${UID}:${UID} .`,
  );
  expect(await run()).toMatchObject({ code: 0 });
  expect(await read("profiles/bedrock.json")).toEqual({ model: "mine" });
  expect(await read("settings.json")).toEqual(presetFiles("canvas", PRESET)["settings.json"]);
  expect(await files("%P")).not.toContain(".new");
});

it.each([
  ["the temporary file", `ln -s /home/openhands/target ${STATE}/.settings.json.new`, true],
  ["a folder in its place", `mkdir ${STATE}/.settings.json.new`, false],
  ["the folder of profiles", `ln -s /home/openhands ${STATE}/profiles`, true],
])("follows no link, and is stopped by nothing that the agent puts there: %s", async (_, plant, written) => {
  await sandbox.exec(
    `${plant}; echo mine > /home/openhands/target; chown -h ${UID} ${STATE}/* ${STATE}/.[a-z]* || true`,
  );
  expect(await run()).toMatchObject({ code: 0 });
  expect(await sandbox.exec("cat /home/openhands/target; ls /home/openhands/bedrock.json || true")).toBe("mine\n");
  expect(await sandbox.exec(`test -f ${STATE}/settings.json && echo written || true`)).toBe(written ? "written\n" : "");
});

it.each([
  [
    "a volume of another user",
    `chown root:root ${STATE}; chmod 755 ${STATE}`,
    "settings.json cannot be written by uid 10001: Permission denied.",
  ],
  [
    "a volume that it cannot read",
    `chown root:root ${STATE}; chmod 700 ${STATE}`,
    "is not a directory that uid 10001 can read: Permission denied. Nothing was written.",
  ],
  [
    "a volume that it can only list",
    `chown root:root ${STATE}; chmod 744 ${STATE}`,
    "cannot be read by uid 10001: Permission denied. Nothing was written.",
  ],
  [
    "a file in its place",
    `rmdir ${STATE}; : > ${STATE}`,
    "is not a directory that uid 10001 can read: Not a directory. Nothing was written.",
  ],
  [
    "nothing in its place",
    `rmdir ${STATE}`,
    "is not a directory that uid 10001 can read: No such file or directory. Nothing was written.",
  ],
])("reports %s, and lets OpenHands start", async (_, prepare, expected) => {
  await sandbox.exec(prepare);
  const { code, stderr } = await run();
  expect(code).toBe(0);
  expect(stderr).toContain(expected);
  expect(stderr).not.toContain("Traceback");
});

it.each(["", "{", "[]", "{}", '{"profiles/bedrock.json":{}}'])("refuses OPENHANDS_SETTINGS=%s", async (text) => {
  const { code, stderr } = await sandbox.run(["/opt/openhands-aws/bin/write-settings", STATE], {
    user: String(UID),
    entrypoint: [],
    env: { OPENHANDS_SETTINGS: text },
  });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: "openhands-aws: OPENHANDS_SETTINGS must be a JSON object with settings.json.\n",
  });
  expect(await files()).toBe("");
});

it("writes as root for an app that runs as root", async () => {
  await sandbox.exec(`chown root:root ${STATE}`);
  expect(await run("1.x", "root")).toMatchObject({ code: 0 });
  expect(await files("%P %U %m")).toBe("settings.json 0 600\n");
});
