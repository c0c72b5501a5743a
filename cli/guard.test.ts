import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "../config/input-error";
import { guardCommand } from "./guard";

let folder: string;
let stdout: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-guard-"));
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

const run = (...args: string[]) => guardCommand().parseAsync(args, { from: "user" });
const file = (name: string, text: string) => {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const role = (subject: string) => `resource "aws_iam_role" "ci" {
  name = "ci"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
        StringLike   = { "token.actions.githubusercontent.com:sub" = "${subject}" }
      }
    }]
  })
}
`;

it("finds what is wrong in a folder, as JSON for programs", async () => {
  file("app/iam.tf", role("repo:octo*"));
  await run(folder, "--format", "json");
  const { findings, summary } = JSON.parse(stdout);
  expect(findings[0]).toMatchObject({
    rule: "github-other-owner",
    severity: "error",
    address: "aws_iam_role.ci",
    file: expect.stringContaining("app/iam.tf"),
    line: 1,
  });
  expect(Object.keys(findings[0])).toEqual(["rule", "severity", "address", "file", "line", "message", "why", "fix"]);
  expect(summary).toEqual({ errors: 1, warnings: 0 });
  expect(process.exitCode).toBe(1);
});

it("ends with 0 when there is nothing but information", async () => {
  await run(file("iam.tf", role("repo:octo-org/tools:ref:refs/heads/main")));
  expect(stdout).toMatch(/\n0 errors, 0 warnings, \d+ for information\n$/);
  expect(process.exitCode).toBe(0);
});

it("judges our own stacks without a path", async () => {
  await run("--config", file("openhands.yaml", "runtime: {subjects: [{any: true}]}"), "--format", "sarif");
  const [{ results }] = JSON.parse(stdout).runs;
  expect(results[0]).toMatchObject({ ruleId: "github-any-run", level: "warning" });
  expect(process.exitCode).toBe(1);
});

it("takes exemptions from a config that is named", async () => {
  const path = file("iam.tf", role("repo:octo-org/tools:*"));
  const exemption = '{rule: github-any-run, address: aws_iam_role.ci, reason: "branches are protected"}';
  await run(path, "--config", file("openhands.yaml", `guard: {exemptions: [${exemption}]}`));
  expect(stdout).not.toContain("github-any-run");
  expect(process.exitCode).toBe(0);
});

it("lists every rule", async () => {
  await run("--list");
  expect(stdout).toContain("### github-other-owner\n");
  expect(process.exitCode).toBeUndefined();
});

it("proves what each principal may do", async () => {
  await run("--prove", "--config", file("openhands.yaml", ""));
  expect(stdout).toContain("| s3:GetObject | arn:aws:s3:::openhands-data/* |");
  expect(process.exitCode).toBe(0);
});

it.each([
  ["no such path", ["no/such/folder"], /no\/such\/folder: there is no such file or folder/],
  ["a proof as SARIF", ["--prove", "--format", "sarif"], /--prove prints text or json/],
])("refuses %s", async (_name, args, message) => {
  await expect(run(...args)).rejects.toThrow(InputError);
  await expect(run(...args)).rejects.toThrow(message);
});

it("refuses what is no Terraform, with its place", async () => {
  await expect(run(file("broken.tf.json", '{"resource": {'))).rejects.toThrow(/broken\.tf\.json:1:15: /);
});
