import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { AccessInputError } from "../read";
import { readInput } from "./read-input";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "read-input-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (path: string, content: string | Buffer): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};
const named = (paths: readonly string[]): string[] => readInput(paths).map(({ path }) => path.slice(folder.length + 1));

it("reads folders with all below them, but for copies", () => {
  for (const path of ["b/main.tf", "a.tf.json", "a.tfvars", "b/c/plan.json", "b/policy.json.tftpl", "b/README.md"])
    write(path, "{}");
  for (const path of [".terraform/modules/x.tf", "node_modules/x.tf", "b/.git/x.tf"]) write(path, "{}");
  symlinkSync(folder, join(folder, "circle"));
  symlinkSync(join(folder, "nowhere.tf"), join(folder, "broken.tf"));
  expect(named([folder])).toEqual(["a.tf.json", "a.tfvars", "b/c/plan.json", "b/main.tf", "b/policy.json.tftpl"]);
});

it("reads a file that is given twice once, and one of any name", () => {
  const plan = write("plan.out", "{}");
  expect(named([plan, folder, join(folder, "plan.out")])).toEqual(["plan.out"]);
});

it("follows a configuration to the modules beside its folder, and no further", () => {
  const call = (source: string) => `module "m" {\n  source = "${source}"\n}\n`;
  write("live/prod/main.tf", call("../../modules/app/"));
  write(
    "live/prod/other.tf.json",
    JSON.stringify({ module: { r: { source: "../../modules/role" }, gone: { source: "../nowhere" } } }),
  );
  write("live/dev/main.tf", `${call("../..")}${call("../../../../../../../../..")}`);
  write("modules/app/main.tf", "");
  write("modules/app/policy/p.json", "{}");
  write("modules/app/examples/main.tf", call("../../unused"));
  write("modules/role/main.tf", call("../../modules/queue"));
  write("modules/queue/main.tf", call("../app"));
  write("modules/unused/main.tf", "");
  expect(named([join(folder, "live/prod")])).toEqual([
    "live/prod/main.tf",
    "live/prod/other.tf.json",
    "modules/app/main.tf",
    "modules/app/policy/p.json",
    "modules/role/main.tf",
    "modules/queue/main.tf",
  ]);
  expect(named([join(folder, "live/dev")])).toEqual(["live/dev/main.tf"]);
});

it("names a path that does not exist", () => {
  const path = join(folder, "none");
  expect(() => readInput([path])).toThrow(new InputError(`${path}: there is no such file or folder. Check the path.`));
});

it("says so where there is nothing to read", () => {
  write("README.md", "# nothing");
  expect(() => readInput([folder])).toThrow(`${folder}: there are no files of Terraform. Give *.tf, *.tf.json`);
});

it("passes over a link that leads to itself", () => {
  write("main.tf", "");
  symlinkSync("circle.tf", join(folder, "circle.tf"));
  expect(named([folder])).toEqual(["main.tf"]);
});

it("says what to do with a saved plan", () => {
  const plan = write("tfplan", Buffer.from("PK\u0003\u0004\u0014", "latin1"));
  expect(() => readInput([plan])).toThrow(
    `${plan} is a saved plan, or another archive. Give what terraform show -json`,
  );
});

it("takes UTF-8 with and without a byte order mark, and U+FFFD where it is meant", () => {
  const file = write("a.tf", "\uFEFF# \uFFFD é\n");
  expect(readInput([file])).toEqual([{ path: file, text: "# \uFFFD é\n" }]);
});

it("refuses other encodings with the position", () => {
  const file = write("a.tf", Buffer.from("# é\n# ü \xe4", "latin1"));
  const good = Buffer.concat([Buffer.from("# é\n# ü "), Buffer.from([0xe4])]);
  expect(() => readInput([file])).toThrow(AccessInputError);
  writeFileSync(file, good);
  expect(() => readInput([file])).toThrow(`${file}:2:5: the file is not encoded in UTF-8`);
});
