import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { guardCommand } from "./guard";
import { readInput } from "./read-input";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "file-system-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const at = (...name: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat([Buffer.from(`${folder}/`), ...name.map((part) => Buffer.from(part))]);
/** `é` in Latin-1. */
const E = Buffer.of(0xe9);
const OPEN = `resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sts:AssumeRole" }]
  })
}
`;

async function checked(format: string): Promise<string> {
  let stdout = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += text;
    return true;
  });
  await guardCommand().parseAsync([folder, "--format", format], { from: "user" });
  return stdout;
}

it.each([
  ["text", /error aws_iam_role\.r \[principal-everyone\] .*\/caf\\udce9\.tf:1\n/],
  ["json", /"file": ".*\/caf\\udce9\.tf"/],
  ["sarif", /"uri": "file:.*\/caf%E9\.tf"/],
])("checks a file whose name is not UTF-8, and names it in %s", async (format, expected) => {
  writeFileSync(at("caf", E, ".tf"), OPEN);
  expect(await checked(format)).toMatch(expected);
  expect(process.exitCode).toBe(1);
});

it("goes through folders and links with such names, but not out of the root", () => {
  mkdirSync(at("d", E));
  writeFileSync(at("d", E, "/main.tf"), "x = 1");
  symlinkSync(at("d", E, "/main.tf"), at("link", E, ".tf"));
  symlinkSync("/etc/hostname", at("out", E, ".tf"));
  const files = readInput([folder]).files.map((file) => ("text" in file ? file.text : file.unread.slice(0, 35)));
  expect(files.sort()).toEqual(["a symbolic link leads outside the g", "x = 1", "x = 1"]);
});

const names = fc
  .uint8Array({ minLength: 1, maxLength: 12 })
  .filter((bytes) => !bytes.includes(0) && !bytes.includes(0x2f) && bytes[0] !== 0x2e);

it("reads a file of any name, each by a name of its own", () => {
  fc.assert(
    fc.property(fc.array(names, { minLength: 1, maxLength: 5 }), (all) => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      for (const name of all) writeFileSync(at(Buffer.from(name), ".tf"), Buffer.from(name).toString("hex"));
      const { files } = readInput([folder]);
      expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
      const written = readdirSync(folder, { encoding: "buffer" }).map((name) => name.subarray(0, -3).toString("hex"));
      expect(files.map((file) => "text" in file && file.text).sort()).toEqual(written.sort());
    }),
    { numRuns: 200 },
  );
});
