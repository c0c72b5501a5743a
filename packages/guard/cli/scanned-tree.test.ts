import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openSync } from "./file-system";
import { type FolderEntry, ScanRoot } from "./scan-root";
import { ScannedTree } from "./scanned-tree";

jest.mock("./file-system", () => {
  const actual = jest.requireActual<typeof import("./file-system")>("./file-system");
  return { ...actual, openSync: jest.fn(actual.openSync) };
});

let folder: string;
let live: string;
let tree: ScannedTree;
const write = (path: string, content: string | Buffer): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "scanned-tree-")));
  live = join(folder, "repo/live");
  write("outside/a.sh", "canary");
  write("repo/.git/config", "canary");
  write("repo/live/main.tf", "");
  write("repo/top.sh", "top");
  tree = new ScannedTree(new ScanRoot([live]));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const OUTSIDE = { unread: expect.stringMatching(/^it is outside the root \S+repo; name a folder/) };
const LINK = { unread: expect.stringMatching(/^a symbolic link leads outside the root/) };

it.each([
  ["a.sh", { text: "sh" }],
  ["without-ending", { text: "w" }],
  [".hidden/b", { text: "b" }],
  ["node_modules/c.js", { text: "c" }],
  ["../top.sh", { text: "top" }],
  ["x/../a.sh", { text: "sh" }],
  ["inside", { text: "top" }],
  ["bom", { text: "\uFEFFb" }],
  ["none", undefined],
  ["a.sh/b", undefined],
  ["a\0b", undefined],
  ["a".repeat(5_000), undefined],
  ["circle", undefined],
  [".hidden", { unread: "it is a folder" }],
  ["latin", { unread: "it is not text in UTF-8" }],
  ["utf16", { unread: "it is not text in UTF-8" }],
  ["zip", { unread: "it is not text in UTF-8" }],
  ["large", { unread: "it is larger than 64 MiB" }],
  ["pipe", { unread: "it is not a regular file; save its content to one" }],
  ["outside.sh", LINK],
  ["linked/a.sh", LINK],
  ["git", { unread: expect.stringMatching(/^it is in \.git/) }],
  ["../.git/config", { unread: expect.stringMatching(/^it is in \.git/) }],
  ["../../outside/a.sh", OUTSIDE],
  ["../../outside/none.sh", OUTSIDE],
  ["/etc/passwd", OUTSIDE],
  ["/proc/self/environ", OUTSIDE],
  ["/dev/zero", OUTSIDE],
])("reads a file of any name if it may be read: %s", (path, expected) => {
  write("repo/live/a.sh", "sh");
  write("repo/live/without-ending", "w");
  write("repo/live/.hidden/b", "b");
  write("repo/live/node_modules/c.js", "c");
  write("repo/live/bom", "\uFEFFb");
  write("repo/live/latin", Buffer.from("caf\xe9", "latin1"));
  write("repo/live/utf16", Buffer.from("\uFEFFab", "utf16le"));
  write("repo/live/zip", "PK\u0003\u0004");
  truncateSync(write("repo/live/large", ""), 65 * 2 ** 20);
  execFileSync("mkfifo", [join(live, "pipe")]);
  for (const [name, target] of [
    ["inside", "../top.sh"],
    ["circle", "circle"],
    ["outside.sh", "../../outside/a.sh"],
    ["linked", "../../outside"],
    ["git", "../.git/config"],
  ] as const)
    symlinkSync(target, join(live, name));
  expect(tree.read(live, path)).toEqual(expected);
});

it.each([
  ["", { folder: expect.stringMatching(/live$/), names: ["linked", "main.tf"] }],
  ["..", { folder: expect.stringMatching(/repo$/), names: ["top.sh"] }],
  ["linked", LINK],
  ["main.tf", undefined],
  ["none", undefined],
  ["../.git", { unread: expect.stringMatching(/^it is in \.git/) }],
  ["../../outside", OUTSIDE],
  ["../../none", OUTSIDE],
  ["/", OUTSIDE],
])("opens the folder of a module if it may be read: %s", (path, expected) => {
  symlinkSync("../../outside", join(live, "linked"));
  expect(tree.open(live, path)).toEqual(expected);
});

it("knows a folder through links", () => {
  mkdirSync(join(folder, "repo/m"));
  symlinkSync("../m", join(live, "m"));
  expect(tree.open(live, "m")).toEqual(tree.open(live, "../m"));
});

it("lists the files below a folder, and says if it cannot see all", () => {
  for (const path of ["a.json", "b/c.json", "b/d/e.sh", ".git/config", ".terraform/x"])
    write(`repo/live/set/${path}`, "");
  symlinkSync("a.json", join(live, "set/linked.json"));
  symlinkSync("nowhere", join(live, "set/broken.json"));
  execFileSync("mkfifo", [join(live, "set/pipe.json")]);
  expect(tree.below(live, "set", 0)).toEqual(["a.json", "linked.json"]);
  expect(tree.below(live, "set", 1)).toEqual(["a.json", "linked.json", "b/c.json", ".terraform/x"]);
  expect(tree.below(live, "set", Number.POSITIVE_INFINITY)).toContain("b/d/e.sh");
  expect(tree.below(live, "none", 0)).toBeUndefined();
  expect(tree.below(live, "../../outside", 0)).toEqual(OUTSIDE);
  symlinkSync("../../../../outside", join(live, "set/b/f"));
  expect(tree.below(live, "set", 1)).toHaveLength(4);
  expect(tree.below(live, "set", 2)).toEqual({ unread: "b/f is a symbolic link to a folder" });
});

it("stops where a folder holds too much", () => {
  const entry = { isFile: () => true, isSymbolicLink: () => false, isDirectory: () => false } as FolderEntry;
  const list = jest.spyOn(ScanRoot.prototype, "list").mockReturnValue(Array(100_001).fill(entry));
  expect(tree.below(live, "", 0)).toEqual({ unread: "it holds more than 100000 files and folders" });
  list.mockRestore();
});

it("says if a file cannot be read", () => {
  write("repo/live/secret", "s");
  jest.mocked(openSync).mockImplementationOnce(() => {
    throw Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
  });
  expect(tree.read(live, "secret")).toEqual({ unread: "it cannot be read" });
  expect(tree.read(live, "secret")).toEqual({ text: "s" });
});
