import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { readWorkflows } from "./read-workflows";

const USING = "on: push\njobs: {x: {steps: [{uses: ./login}]}}";
const ACTION = "runs: {using: composite, steps: []}";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "read-workflows-"));
  write("outside/workflow.yml", `canary: 1\n${USING}`);
  write("outside/action.yml", `canary: 1\n${ACTION}`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
function link(path: string, target: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  symlinkSync(target, join(folder, path));
}
const read = (path = "repo") => {
  const { files, actions } = readWorkflows(join(folder, path));
  return [...files, ...actions].map(({ file }) => file.slice(folder.length + 1));
};

it("follows links that stay in the repository", () => {
  write("repo/ci/w.yml", USING);
  link("repo/.github/workflows/w.yml", "../../ci/w.yml");
  write("repo/actions/login/action.yaml", ACTION);
  link("repo/login", "actions/login");
  const expected = ["repo/.github/workflows/w.yml", "repo/login/action.yaml"];
  expect(read()).toEqual(expected);
  expect(read("repo/.github/workflows")).toEqual(expected);
});

it("follows a link that the user gives", () => {
  link("given", "outside");
  expect(read("given")).toEqual(["given/action.yml", "given/workflow.yml"]);
});

it.each<[string, string, string]>([
  ["of a workflow", ".github/workflows/w.yml", "../../../outside/workflow.yml"],
  ["of the folder of workflows", ".github/workflows", "../../outside"],
  ["of an action", "login/action.yml", "../../outside/action.yml"],
  ["of the folder of an action", "login", "../outside"],
])("rejects a link %s that leads outside", (_, path, target) => {
  if (path.startsWith("login")) write("repo/.github/workflows/u.yml", USING);
  link(`repo/${path}`, target);
  const refused = join(folder, "repo", path === "login" ? "login/action.yml" : path);
  const message = `${refused} was not read: a symbolic link leads outside the given paths; replace the link with a copy, or name a folder that holds both with --root.`;
  expect(() => read()).toThrow(new InputError(message));
});

it("rejects a link to an endless file, and a link that leads nowhere", () => {
  link("repo/.github/workflows/w.yml", "/proc/self/pagemap");
  expect(() => read()).toThrow(/w\.yml was not read: a symbolic link leads outside/);
  rmSync(join(folder, "repo/.github/workflows/w.yml"));
  link("repo/.github/workflows/n.yml", "nowhere.yml");
  expect(() => read()).toThrow(/n\.yml: there is no such file or folder/);
});
