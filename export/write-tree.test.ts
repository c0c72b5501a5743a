import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeTree } from "./write-tree";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-write-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string) => readFileSync(join(folder, path), "utf8");

it("writes new and changed files, and says which", () => {
  writeFileSync(join(folder, "same"), "1");
  writeFileSync(join(folder, "old"), "1");
  const tree = new Map([
    ["same", "1"],
    ["old", "2"],
    ["a/b/new", "3"],
  ]);
  expect(writeTree(folder, tree)).toEqual(["old", "a/b/new"]);
  expect([read("same"), read("old"), read("a/b/new")]).toEqual(["1", "2", "3"]);
});

it("does not touch a file that is already the same", () => {
  writeFileSync(join(folder, "same"), "1");
  utimesSync(join(folder, "same"), 1000, 1000);
  expect(writeTree(folder, new Map([["same", "1"]]))).toEqual([]);
  expect(statSync(join(folder, "same")).mtimeMs).toBe(1_000_000);
});

it("changes no file when one of them cannot be written, and leaves nothing beside them", () => {
  writeFileSync(join(folder, "first"), "old");
  writeFileSync(join(folder, "file"), "in the way");
  const tree = new Map([
    ["first", "new"],
    ["file/below", "new"],
  ]);
  expect(() => writeTree(folder, tree)).toThrow(/ENOTDIR|EEXIST/);
  expect(read("first")).toBe("old");
  expect(readdirSync(folder).sort()).toEqual(["file", "first"]);
});

it("removes what a killed process left beside its files, and nothing else", () => {
  const { pid: ended } = spawnSync(process.execPath, ["--version"]);
  const others = [`file.${process.ppid}.tmp`, `other.${ended}.tmp`, "file.tmp", "file.1.2.tmp"];
  for (const name of [...others, "file", `file.${ended}.tmp`]) writeFileSync(join(folder, name), "1");
  expect(writeTree(folder, new Map([["file", "1"]]))).toEqual([]);
  expect(readdirSync(folder).sort()).toEqual([...others, "file"].sort());
});

it("refuses a directory where a file must be", () => {
  mkdirSync(join(folder, "taken"));
  chmodSync(join(folder, "taken"), 0o755);
  expect(() => writeTree(folder, new Map([["taken", "text"]]))).toThrow(
    "taken is a directory, but must be a file. Move it away.",
  );
  expect(readdirSync(folder)).toEqual(["taken"]);
});
