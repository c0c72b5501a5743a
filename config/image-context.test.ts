import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imageContext, listContext } from "./image-context";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-context-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it("lists what the shell lists, in the order of bytes", () => {
  mkdirSync(join(folder, "a/b"), { recursive: true });
  for (const path of ["a/b/z", "a-b", "a.b", "A", "é", "\u{1f600}", "ｚ", "two words", ".hidden", "a/empty"])
    writeFileSync(join(folder, path), path === "a/empty" ? "" : `${path}\n\0`);
  symlinkSync("A", join(folder, "link"));
  const command = 'find . -type f | LC_ALL=C sort | while IFS= read -r file; do sha256sum "$file"; done';
  expect(listContext(folder)).toBe(execFileSync("sh", ["-c", command], { cwd: folder, encoding: "utf8" }));
});

it("lists this package's files", () => {
  expect(imageContext()).toMatch(/^(?:[0-9a-f]{64} {2}\.\/\S+\n)+$/);
});
