import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import os, { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { AccessInputError, readTerraform, type SourceTree } from "../read";
import { readInput } from "./read-input";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "read-input-"));
});
const before = process.cwd();
afterEach(() => process.chdir(before));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, content: string | Buffer): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};
const named = (paths: readonly string[]): string[] =>
  readInput(paths).files.map(({ path }) => path.slice(folder.length + 1));
/** What was read at once, and why the rest was not. */
const contents = (...paths: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    readInput(paths.map((path) => join(folder, path))).files.map((file) => [
      file.path.slice(folder.length + 1),
      "text" in file ? file.text : `not read: ${file.unread}`,
    ]),
  );
/** What was read of modules and for functions, and why the rest was not. */
async function followed(...paths: readonly string[]): Promise<Record<string, string>> {
  const { files, elsewhere } = readInput(paths.map((path) => join(folder, path)));
  const found: Record<string, string> = {};
  const note = (from: string, path: string, content?: object): void => {
    const at = resolve(from, path).slice(folder.length + 1);
    if (content && "text" in content) found[at] = String(content.text);
    if (content && "unread" in content) found[at] = `not read: ${content.unread}`;
  };
  const tree: SourceTree = {
    read: (from, path) => {
      const content = elsewhere.read(from, path);
      note(from, path, content);
      return content;
    },
    open: (from, path) => {
      const opened = elsewhere.open(from, path);
      note(from, path, opened);
      return opened;
    },
    below: (...args) => elsewhere.below(...args),
  };
  const { outputs } = await readTerraform(files, { elsewhere: tree });
  for (const output of outputs) void output.value;
  return found;
}
const everything = async (...paths: readonly string[]): Promise<Record<string, string>> => ({
  ...contents(...paths),
  ...(await followed(...paths)),
});
const link = (path: string, target: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(target, join(folder, path));
};
const OUTSIDE = expect.stringMatching(/^not read: a symbolic link leads outside the given paths/);

it("reads folders with everything below them, except copies", () => {
  for (const path of [
    "b/main.tf",
    "a.tf.json",
    "a.tfvars",
    "b/c/plan.json",
    "b/policy.json.tftpl",
    "b/README.md",
    "b/p.txt",
  ])
    write(path, "{}");
  for (const path of [".terraform/modules/x.tf", "node_modules/x.tf", "b/.git/x.tf"]) write(path, "{}");
  symlinkSync(folder, join(folder, "circle"));
  symlinkSync(join(folder, "nowhere.tf"), join(folder, "broken.tf"));
  expect(named([folder])).toEqual(["a.tf.json", "a.tfvars", "b/c/plan.json", "b/main.tf", "b/p.txt"]);
});

it("reads a file that is given twice only once, and a file of any name", () => {
  const plan = write("plan.out", "{}");
  expect(named([plan, folder, join(folder, "plan.out")])).toEqual(["plan.out"]);
});

const call = (source: string, name = "m") => `module "${name}" {\n  source = "${source}"\n}\n`;

it("follows a configuration to the modules beside its folder, and no further", async () => {
  write("live/prod/main.tf", call("../../modules/app/"));
  write(
    "live/prod/other.tf.json",
    JSON.stringify({ module: { r: { source: "../../modules/role" }, gone: { source: "../nowhere" } } }),
  );
  write("live/dev/main.tf", `${call("../..")}${call("../../../../../../../../..", "n")}`);
  write("modules/app/main.tf", "# app");
  write("modules/app/policy/p.json", "{}");
  write("modules/app/terraform.tfvars", "");
  write("modules/app/examples/main.tf", call("../../unused"));
  write("modules/role/main.tf", call("../../modules/queue"));
  write("modules/queue/main.tf", call("../app"));
  write("modules/unused/main.tf", "");
  write(".git/HEAD", "");
  expect(Object.keys(await followed("live/prod"))).toEqual([
    "modules/app/main.tf",
    "modules/role/main.tf",
    "modules/queue/main.tf",
  ]);
  expect(await followed("live/dev")).toEqual({
    // The root of the file system.
    "": expect.stringMatching(/^not read: it is outside the root .*read-input-/),
  });
});

it.each([
  ["on one line", "main.tf", 'module "m" { source = "../mods/m" }'],
  ["by a path that is not clean", "main.tf", call("./../mods//./m/")],
  ["after a comment", "main.tf", 'module "m" {\n  source /* here */ = "../mods/m"\n}\n'],
  ["with an escape", "main.tf", call("..\\u002fmods/m")],
  ["with backslashes", "main.tf", call("..\\\\mods\\\\m")],
  ["with a part in braces", "main.tf", call('../${"mods"}/m')],
  ["by an escaped key", "main.tf.json", '{"module":{"m":{"s\\u006furce":"../mods/m"}}}'],
  ["in OpenTofu's file", "main.tofu", call("../mods/m")],
  ["in an override", "a_override.tf", call("../mods/m")],
])("follows a call that is written %s", async (_, file, text) => {
  write("app/.git/HEAD", "");
  if (file.includes("override")) write("app/live/a.tf", call("../other"));
  write(`app/live/${file}`, text);
  write("app/mods/m/main.tf", "# m");
  expect(await followed("app/live")).toEqual({ "app/mods/m/main.tf": "# m" });
});

it.each(["node_modules/m", ".hidden/m", "build/.terraform/m", "a b"])(
  "follows a call to a module in %s",
  async (path) => {
    write("app/.git/HEAD", "");
    write("app/live/main.tf", call(`./${path}`));
    write(`app/live/${path}/main.tf`, "# m");
    expect(await everything("app/live")).toMatchObject({ [`app/live/${path}/main.tf`]: "# m" });
  },
);

it("reads all of a module although one of its files is given", async () => {
  write("m/a.tf", "# a");
  write("m/b.tf.json", "{}");
  write("m/c.tofu", "# c");
  write("m/.d.tf", "# d");
  write("live/main.tf", call("../m"));
  process.chdir(folder);
  expect(await followed("m/a.tf", "live")).toEqual({ "m/b.tf.json": "{}", "m/c.tofu": "# c" });
});

it("follows a kustomization to what it names, and no further", () => {
  write("git/.git/HEAD", "");
  write(
    "git/overlays/prod/kustomization.yaml",
    "resources: [../../base, https://example.com/x.yaml]\npatches: [{path: ../p.yml}]\n",
  );
  write("git/overlays/prod/Kustomization", "resources: [../unused.yaml]");
  write("git/overlays/p.yml", "p");
  write("git/overlays/unused.yaml", "u");
  write(
    "git/base/kustomization.yml",
    "resources: [a.yaml, none.yaml, ../../outside.yaml, linked.yaml]\nsecretGenerator: [{name: s, envs: [.env], files: [k=cert.pem]}]\n",
  );
  write("git/base/a.yaml", "a");
  write("git/base/other.yaml", "o");
  write("git/base/.env", "TOKEN=1");
  write("git/base/cert.pem", "c");
  write("outside.yaml", "canary");
  link("git/base/linked.yaml", "../../outside.yaml");
  const read = contents("git/overlays/prod");
  expect(Object.keys(read).sort()).toEqual([
    ...["git/base/.env", "git/base/a.yaml", "git/base/cert.pem", "git/base/kustomization.yml", "git/base/linked.yaml"],
    ...["git/overlays/p.yml", "git/overlays/prod/Kustomization", "git/overlays/prod/kustomization.yaml"],
    ...["git/overlays/unused.yaml", "outside.yaml"],
  ]);
  expect(read["outside.yaml"]).toMatch(/^not read: it is outside the root .*git; name a folder/);
  expect(read["git/base/linked.yaml"]).toMatch(/^not read: a symbolic link leads outside the root/);
});

it("takes for configuration and settings what Terraform and OpenTofu do", () => {
  for (const path of ["a.tofu", "b.tofu.json", ".auto.tfvars", ".c.tf", "d.tf~", "#e.tf#", ".f.tofu", ".tf"])
    write(path, "{}");
  expect(named([folder])).toEqual([".auto.tfvars", "a.tofu", "b.tofu.json"]);
});

it("names a file that Terraform ignores", () => {
  const path = write(".draft.tf", "");
  expect(() => readInput([path])).toThrow(
    `${path} was not read: its name begins with a dot, so Terraform ignores it. Rename the file, or leave it out.`,
  );
});

it("names a path that does not exist", () => {
  const path = join(folder, "none");
  expect(() => readInput([path])).toThrow(new InputError(`${path}: there is no such file or folder. Check the path.`));
});

it("rejects a folder without Terraform files", () => {
  write("README.md", "# nothing");
  expect(() => readInput([folder])).toThrow(
    `${folder}: no Terraform files, CloudFormation templates or Kubernetes manifests were found. Give *.tf, *.tf.json`,
  );
});

it("ignores a link that leads to itself", () => {
  write("main.tf", "");
  symlinkSync("circle.tf", join(folder, "circle.tf"));
  expect(named([folder])).toEqual(["main.tf"]);
});

describe("a link", () => {
  beforeEach(() => {
    write("repo/main.tf", "# main");
    write("outside/secret.txt", "canary");
    write("outside/role/main.tf", "# canary");
  });

  it("is read where it stays inside", () => {
    write("repo/a.txt", "a");
    link("repo/deep/b.txt", "../a.txt");
    expect(contents("repo")).toEqual({ "repo/main.tf": "# main", "repo/a.txt": "a", "repo/deep/b.txt": "a" });
  });

  it.each([
    ["of a file", "repo/c.txt", "../outside/secret.txt"],
    ["of a configuration", "repo/c.tf", "../outside/role/main.tf"],
    ["by an absolute path", "repo/c.json", "/proc/self/environ"],
    ["to an endless file", "repo/c.json", "/proc/self/pagemap"],
    ["to a device", "repo/c.json", "/dev/zero"],
    ["to a folder", "repo/modules", "../outside"],
    ["to a folder whose name starts the same", "repo/modules", "../repo-2"],
    ["through other links", "repo/c.txt", "deep/d.txt"],
  ])("%s that leads outside is not read, with the reason", (_, path, target) => {
    write("repo-2/main.tf", "# canary");
    link("repo/deep/d.txt", "../../outside/secret.txt");
    link(path, target);
    expect(contents("repo")).toEqual({ "repo/main.tf": "# main", "repo/deep/d.txt": OUTSIDE, [path]: OUTSIDE });
  });

  it("is followed if the user gives it, or its target", () => {
    link("given", "repo");
    link("repo/c.txt", "../outside/secret.txt");
    link("plan.txt", "outside/secret.txt");
    expect(contents("given")).toEqual({ "given/main.tf": "# main", "given/c.txt": OUTSIDE });
    expect(contents("given", "plan.txt")).toMatchObject({ "given/c.txt": "canary", "plan.txt": "canary" });
  });

  it.each([
    ["to the folder of a module", "../modules/app", "modules/app", "../outside/role"],
    ["on the way to it", "../modules/role", "modules", "outside"],
  ])("%s beside the given one is not followed", async (_, source, path, target) => {
    process.chdir(folder);
    write("repo/main.tf", call(source));
    link(path, target);
    expect(await followed("repo")).toEqual({ [source.slice(3)]: OUTSIDE });
  });

  it("in a module beside the given folder is not followed out of it", async () => {
    process.chdir(folder);
    write("repo/main.tf", call("../modules/app"));
    const file = (name: string) => `output "${name}" {\n  value = file("\${path.module}/${name}.sh")\n}\n`;
    write("modules/app/main.tf", file("c") + file("d"));
    write("repo/outputs.tf", 'output "c" {\n  value = module.m.c\n}\noutput "d" {\n  value = module.m.d\n}\n');
    link("modules/app/c.sh", "../../outside/secret.txt");
    link("modules/app/d.sh", "main.tf");
    expect(await followed("repo")).toMatchObject({
      "modules/app/c.sh": OUTSIDE,
      "modules/app/d.sh": file("c") + file("d"),
    });
  });
});

describe("in a git work tree", () => {
  beforeEach(() => {
    write("app/.git/config", "[http]\n extraheader = canary");
    write("app/live/main.tf", "# main");
    write("app/shared/base.tf", "# shared");
    write("outside/main.tf", "# canary");
  });

  it("follows links within it, to files and to folders", () => {
    link("app/live/base.tf", "../shared/base.tf");
    link("app/live/shared", "../shared");
    link("app/live/again", "../shared");
    expect(contents("app/live")).toEqual({
      "app/live/main.tf": "# main",
      "app/live/base.tf": "# shared",
      "app/shared/base.tf": "# shared",
    });
  });

  it.each([
    ["to a folder above", ".."],
    ["to its own folder", "."],
  ])("does not run in a circle for a link %s", (_, target) => {
    link("app/live/circle", target);
    expect(contents("app/live")).toEqual({ "app/live/main.tf": "# main" });
  });

  it.each([
    ["a file", "app/live/c.txt", "../.git/config", /^not read: it is in \.git, which is not part/],
    ["a folder", "app/live/git", "../.git", /^not read: it is in \.git/],
    [
      "a file outside",
      "app/live/c.tf",
      "../../outside/main.tf",
      /^not read: a symbolic link leads outside the root .*app;/,
    ],
    ["a folder outside", "app/live/out", "../../outside", /^not read: a symbolic link leads outside the root/],
  ])("does not follow a link to %s in .git or outside", (_, path, target, why) => {
    link(path, target);
    expect(contents("app/live")).toEqual({ "app/live/main.tf": "# main", [path]: expect.stringMatching(why) });
  });

  it("reads a module through a linked folder, and what it calls from where it is", async () => {
    write("app/live/main.tf", call("./linked"));
    write("app/shared/base.tf", `resource "aws_iam_role" "r" {}\n${call("../deep", "deep")}`);
    write("app/deep/main.tf", 'resource "aws_iam_role" "d" {}\n');
    write("app/live/deep/main.tf", 'resource "aws_iam_role" "other" {}\n');
    link("app/live/linked", "../shared");
    const { files, elsewhere } = readInput([join(folder, "app/live")]);
    const { identities } = await readTerraform(files, { elsewhere });
    expect(
      identities.map(({ root, address, file }) => [root, address, file].map((at) => at.replace(folder, ""))),
    ).toEqual([
      ["/app/live/deep", "aws_iam_role.other", "/app/live/deep/main.tf"],
      ["/app/live", "module.m.aws_iam_role.r", "/app/shared/base.tf"],
      ["/app/live", "module.m.module.deep.aws_iam_role.d", "/app/deep/main.tf"],
    ]);
  });

  it("does not read a module in .git", async () => {
    write("app/.git/m/main.tf", "# canary");
    write("app/live/main.tf", call("../.git/m"));
    expect(await followed("app/live")).toEqual({ "app/.git/m": expect.stringMatching(/^not read: it is in \.git/) });
  });

  it("knows a linked work tree, whose .git is a file", async () => {
    write("tree/.git", "gitdir: ../app/.git/worktrees/tree");
    write("tree/live/main.tf", 'module "m" {\n  source = "../m"\n}\n');
    write("tree/m/main.tf", "# inside");
    expect(await followed("tree/live")).toEqual({ "tree/m/main.tf": "# inside" });
  });
});

describe("outside of work trees", () => {
  beforeEach(() => {
    write("live/main.tf", 'module "m" {\n  source = "../m"\n}\n');
    write("m/main.tf", "# m");
    write("secret.txt", "canary");
  });

  it("reads modules in the working directory, and follows no link out of the given path", async () => {
    process.chdir(folder);
    link("live/c.txt", "../secret.txt");
    expect(await everything("live")).toEqual({
      "live/main.tf": expect.any(String),
      "live/c.txt": OUTSIDE,
      "m/main.tf": "# m",
    });
  });

  it.each([
    ["another folder", () => "/usr"],
    ["the root of the file system", () => "/"],
    ["the home of the user", () => folder],
  ])("reads no module beside the given path from %s", async (_, from) => {
    jest.spyOn(os, "homedir").mockReturnValue(folder);
    process.chdir(from());
    expect(await followed("live")).toEqual({ m: expect.stringMatching(/^not read: it is outside the given paths; /) });
    jest.restoreAllMocks();
  });

  it("reads what the chosen root holds, and nothing else", () => {
    const paths = [join(folder, "live")];
    const module = (root?: string) => readInput(paths, root).elsewhere.open(paths[0] ?? "", "../m");
    expect(module(folder)).toEqual({ folder: join(folder, "m"), names: ["main.tf"] });
    expect(module(paths[0])).toEqual({ unread: expect.stringMatching(/outside the root .*live/) });
    expect(() => readInput(paths, join(folder, "m"))).toThrow(/live is outside .*m, which --root names\./);
    expect(() => readInput(paths, join(folder, "none"))).toThrow(/none: there is no such file or folder/);
    expect(() => readInput(paths, join(folder, "secret.txt"))).toThrow(/--root .*secret\.txt is not a folder/);
  });
});

it("does not follow a configuration out of its checkout", async () => {
  write("app/.git/HEAD", "");
  write("app/live/main.tf", call("../../other") + call("../modules", "n"));
  write("app/modules/main.tf", "# inside");
  write("other/main.tf", "# canary");
  expect(await followed("app/live")).toEqual({
    "app/modules/main.tf": "# inside",
    other: expect.stringMatching(/^not read: it is outside the root .*app; name a folder that holds it/),
  });
});

it("reads a pipe that the user names", () => {
  const pipe = join(folder, "plan");
  execFileSync("mkfifo", [pipe]);
  const writer = spawn("sh", ["-c", 'printf "{}" > "$0"', pipe]);
  expect(readInput([pipe]).files).toEqual([{ path: pipe, text: "{}" }]);
  writer.unref();
});

it("reads regular files only in a folder", () => {
  write("main.tf", "");
  execFileSync("mkfifo", [join(folder, "pipe.json")]);
  expect(contents(".")).toEqual({
    "main.tf": "",
    "pipe.json": expect.stringMatching(/^not read: it is not a regular/),
  });
  expect(() => readInput(["/dev/null"])).toThrow(/^\/dev\/null is not a folder, a regular file or a pipe\. /);
  expect(() => readInput(["/proc/self/environ"])).toThrow(
    new InputError("/proc/self/environ was not read: it contains more than its size says, as files in /proc do."),
  );
});

it("does not read a file that is too large", () => {
  write("main.tf", "");
  truncateSync(write("data.json", ""), 65 * 2 ** 20);
  expect(contents(".")).toEqual({ "main.tf": "", "data.json": "not read: it is larger than 64 MiB" });
});

it("says what to do with a saved plan", () => {
  const plan = write("tfplan", Buffer.from("PK\u0003\u0004\u0014", "latin1"));
  expect(() => readInput([plan])).toThrow(
    `${plan} is a saved plan or another archive. Give the output of terraform show -json`,
  );
});

it("accepts UTF-8 with and without a byte order mark, and a U+FFFD that is in the file", () => {
  const file = write("a.tf", "\uFEFF# \uFFFD é\n");
  expect(readInput([file]).files).toEqual([{ path: file, text: "# \uFFFD é\n" }]);
});

it("reads what PowerShell writes, where Terraform does not read it", () => {
  const text = '\uFEFF{"format_version":"1.2"}';
  const plan = write("plan.json", Buffer.from(text, "utf16le"));
  const big = write("big.json", Buffer.from(text, "utf16le").swap16());
  expect(readInput([plan, big]).files.map((file) => "text" in file && file.text)).toEqual(Array(2).fill(text.slice(1)));
  expect(() => readInput([write("a.tf", Buffer.from(text, "utf16le"))])).toThrow(/a\.tf:1:1: the file is not encoded/);
});

it("is not stopped by a text that Terraform does not read", () => {
  write("main.tf", "");
  write("notes.txt", Buffer.from("caf\xe9", "latin1"));
  write("archive.txt", Buffer.from("PK\u0003\u0004", "latin1"));
  expect(contents(".")).toEqual({
    "main.tf": "",
    "notes.txt": "not read: it is not text in UTF-8",
    "archive.txt": "not read: it is not text in UTF-8",
  });
  expect(() => readInput([join(folder, "notes.txt")])).toThrow(/notes\.txt:1:4: the file is not encoded in UTF-8/);
});

it("rejects other encodings with the position", () => {
  const file = write("a.tf", Buffer.from("# é\n# ü \xe4", "latin1"));
  const good = Buffer.concat([Buffer.from("# é\n# ü "), Buffer.from([0xe4])]);
  expect(() => readInput([file])).toThrow(AccessInputError);
  writeFileSync(file, good);
  expect(() => readInput([file])).toThrow(`${file}:2:5: the file is not encoded in UTF-8`);
});
