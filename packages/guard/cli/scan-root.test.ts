import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guardCommand } from "./guard";

const CANARY = "canary-0123456789abcdef";
let folder: string;
let stdout: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scan-root-"));
  mkdirSync(join(folder, "repo"));
  stdout = "";
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    stdout += text;
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

const role = (principal: string) => `resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = ${principal} }, Action = "sts:AssumeRole" }]
  })
}
`;

describe.each(["text", "json", "sarif"])("a report as %s", (format) => {
  it.each([
    ["whole", 'file("c.txt")'],
    ["in parts", '[for part in split("", file("c.txt")) : upper(part)]'],
    ["encoded", 'base64encode(file("c.txt"))'],
  ])("does not show what a link leads to, %s", async (_, principal) => {
    writeFileSync(join(folder, "secret"), CANARY);
    symlinkSync("../secret", join(folder, "repo/c.txt"));
    writeFileSync(join(folder, "repo/main.tf"), role(principal));
    await guardCommand().parseAsync([join(folder, "repo"), "--format", format], { from: "user" });
    expect(stdout).not.toMatch(new RegExp(`${CANARY}|${Buffer.from(CANARY).toString("base64")}|\\bC\\b`));
    expect(stdout).toContain("the file c.txt was not read: a symbolic link leads outside the given paths");
    expect(stdout).toContain("/repo/c.txt is not known: it was not read because a symbolic link");
    expect(process.exitCode).toBe(1);
  });
});
