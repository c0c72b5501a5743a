import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readTerraform } from "@openhands-aws/guard";
import { readInput } from "@openhands-aws/guard/cli/read-input";
import { recordedSources } from "@openhands-aws/guard/read/modules/module-address";

const NAME = "modules that Terraform installs";
const missing = ["terraform", "git"].find((program) => spawnSync(program, ["version"]).error);
if (missing && process.env.CI === "true") throw new Error(`CI must run "${NAME}": ${missing} is not on the PATH.`);

const REPORT = `
output "report" {
  value = {
    module = path.module
    root   = path.root
    name   = file("\${path.module}/name.sh")
    own    = try(file("name.sh"), "none")
    names  = fileset(path.module, "*.sh")
  }
}
`;
const call = (name: string, source: string) => `module "${name}" {\n  source = "${source}"\n}\n`;
const output = (name: string, value: string) => `output "${name}" {\n  value = ${value}\n}\n`;

let folder: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const run = (program: string, args: readonly string[], cwd: string): string =>
  execFileSync(program, args, { cwd: join(folder, cwd), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const folderWith = (path: string, more = ""): void => {
  write(`${path}/main.tf`, REPORT + more);
  write(`${path}/name.sh`, path);
};

(missing ? describe.skip : describe)(missing ? `${NAME} (${missing} is not on the PATH)` : NAME, () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "modules-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are found by the guard, with the values that Terraform gives their outputs", async () => {
    folderWith("package/role", call("deep", "../deep") + output("deep", "module.deep.report"));
    folderWith("package/deep");
    for (const args of [
      ["init", "-q"],
      ["add", "."],
      ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-qm", "a"],
    ])
      run("git", args, "package");
    write("app/.git/HEAD", "");
    folderWith("app/mods/one");
    folderWith("app/mods/two");
    folderWith("app/live/node_modules/three");
    symlinkSync("../mods/two", join(folder, "app/live/linked"));
    const git = `git::file://${folder}/package//role`;
    write(
      "app/live/main.tf",
      `${REPORT}module "one" { source = ".\\\\..\\\\mods/./one" }
${call("two", "./linked")}${call("three", "./node_modules/three")}
module "git" {
  for_each = toset(["a"])
  source /* from git */ = "${git}"
}
${output("one", "module.one.report")}${output("two", "module.two.report")}${output("three", "module.three.report")}
${output("git", 'module.git["a"].report')}${output("deep", 'module.git["a"].deep')}`,
    );
    write("app/live/name.sh", "live");
    run("terraform", ["init", "-input=false"], "app/live");
    run("terraform", ["plan", "-out=p", "-input=false", "-lock=false"], "app/live");
    const plan = JSON.parse(run("terraform", ["show", "-json", "p"], "app/live"));
    rmSync(join(folder, "app/live/p"));

    const { files, elsewhere } = readInput([join(folder, "app/live")]);
    const { outputs, unknowns } = await readTerraform(files, { elsewhere });
    const expected: Record<string, { value: unknown }> = plan.planned_values.outputs;
    expect(
      Object.fromEntries(outputs.map(({ address, value }) => [address.slice("output.".length), value?.value])),
    ).toEqual(Object.fromEntries(Object.entries(expected).map(([name, { value }]) => [name, value])));
    expect(outputs.flatMap(({ value }) => value?.whys ?? [])).toEqual([]);
    expect(unknowns.map(({ address, about }) => [address, about])).toEqual([["module.git", "origin"]]);

    const manifest = JSON.parse(readFileSync(join(folder, "app/live/.terraform/modules/modules.json"), "utf8"));
    const recorded: readonly { Key: string; Source: string }[] = manifest.Modules;
    const written = {
      one: ".\\..\\mods/./one",
      two: "./linked",
      three: "./node_modules/three",
      git,
      "git.deep": "../deep",
    };
    for (const [key, source] of Object.entries(written))
      expect(recordedSources(source)).toEqual([recorded.find(({ Key }) => Key === key)?.Source]);
  }, 120_000);
});
