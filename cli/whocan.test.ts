import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { whocanCommand } from "@openhands-aws/guard/cli";
import { installation } from "./installation";

let folder: string;
let stdout: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openhands-aws-whocan-"));
  writeFileSync(
    join(folder, "openhands.yaml"),
    "deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site}}\n",
  );
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

const run = (...options: string[]) => whocanCommand(installation).parseAsync(options, { from: "user" });
const ours = (...options: string[]) => run("--config", join(folder, "openhands.yaml"), ...options);
const asked = async (...options: string[]) => {
  stdout = "";
  await ours(...options, "--format", "json");
  return JSON.parse(stdout);
};
const decisions = (answer: { roles: { name: string; decision: string }[] }) =>
  Object.fromEntries(answer.roles.map(({ name, decision }) => [name, decision]));

const MAIN = ["--repository", "boxp/arch", "--event", "push", "--ref", "refs/heads/main"];

it("answers in JSON as it is documented", async () => {
  const answer = await asked(...MAIN);
  expect(answer.request).toEqual({
    repository: "boxp/arch",
    event: "push",
    ref: "refs/heads/main",
    audience: "sts.amazonaws.com",
  });
  expect(answer.roles[0]).toEqual({
    address: "aws_iam_role.github_oidc",
    name: "github-oidc-role",
    decision: "allowed",
    because: expect.arrayContaining([expect.stringContaining("repo:boxp/arch:ref:refs/heads/main")]),
    permissions: expect.arrayContaining([expect.stringContaining("ecr:PutImage")]),
  });
  expect(process.exitCode).toBe(0);
});

it("follows chains of our own stacks", async () => {
  expect(decisions(await asked(...MAIN))).toEqual({
    "github-oidc-role": "allowed",
    "openhands-runtime-role": "allowed",
    "github-s3-sync-role": "denied",
    "upload-to-s3-role": "allowed",
  });
});

it.each([
  ["a pull request", ["--event", "pull_request"]],
  ["a fork", ["--fork"]],
  ["a tag", ["--tag", "v1"]],
  ["an environment that is not named", ["--environment", "production"]],
  ["another audience", ["--ref", "refs/heads/main", "--audience", "other"]],
])("lets nobody in on %s, and ends with 1", async (_, options) => {
  const answer = await asked("--repository", "boxp/arch", ...options);
  expect([...new Set(Object.values(decisions(answer)))]).toEqual(["denied"]);
  expect(process.exitCode).toBe(1);
});

it("ends with 1 if who is let in may not do it", async () => {
  await ours(...MAIN, "--action", "iam:CreateUser");
  expect(process.exitCode).toBe(1);
  await ours(...MAIN, "--action", "s3:PutObject", "--resource", "arn:aws:s3:::openhands-data/x");
  expect(process.exitCode).toBe(0);
});

it("answers for people", async () => {
  await ours(...MAIN, "--action", "s3:PutObject", "--resource", "arn:aws:s3:::openhands-data/x");
  expect(stdout).toContain(
    "Asked: a run on push of refs/heads/main in boxp/arch, to do s3:PutObject on arn:aws:s3:::openhands-data/x\n",
  );
  expect(stdout).toMatch(/let in by openhands-runtime-role aws_iam_role\.openhands_runtime\n {2}- allowed: /);
  expect(stdout).toMatch(/and may do it\n {4}- allowed: allows s3:PutObject/);
  expect(stdout).toMatch(/permissions\n {4}- Allow /);
  expect(stdout).toMatch(/3 of 4 roles let it in; with 1 of them it may do it\.\n$/);
});

describe("over files", () => {
  const trust = (issuer: string) => `
resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/${issuer}" }
      Condition = { StringEquals = { "${issuer}:sub" = "system:serviceaccount:openhands:app" } }
    }]
  })
}`;

  it("answers for a service account", async () => {
    writeFileSync(join(folder, "main.tf"), trust("oidc.example.com/id/1"));
    const of = async (...options: string[]) => {
      await run(folder, ...options);
      return process.exitCode;
    };
    expect(await of("--service-account", "openhands/app")).toBe(0);
    expect(await of("--service-account", "openhands/app", "--issuer", "https://oidc.example.com/id/1")).toBe(0);
    expect(await of("--service-account", "openhands/app", "--issuer", "https://oidc.example.com/id/2")).toBe(1);
    expect(await of("--service-account", "openhands/other")).toBe(1);
    expect(await of("--principal", "arn:aws:iam::123456789012:role/app")).toBe(0);
  });

  it("refuses a folder without Terraform", async () => {
    rmSync(join(folder, "openhands.yaml"));
    await expect(run(folder, ...MAIN)).rejects.toThrow(InputError);
  });
});

it.each([
  [[], /Say who asks: --repository OWNER\/NAME/],
  [["--service-account", "a/b", "--fork"], /--fork belongs to --repository/],
  [["--service-account", "a/b", "--ref", "refs/heads/main"], /--ref belongs to --repository/],
  [["--repository", "a/b", "--principal", "arn:aws:iam::123456789012:root"], /Only one can ask/],
  [["--principal", "arn:aws:s3:::bucket"], /is no ARN of a principal: write one such as/],
  [["--principal", "arn:aws:iam::123456789012:root", "--audience", "x"], /--audience belongs to/],
  [["--repository", "arch"], /write it as OWNER\/NAME/],
  [["--repository", "boxp/*"], /write it as OWNER\/NAME/],
  [["--repository", "a/b", "--ref", "main"], /such as refs\/heads\/main or refs\/tags\/main/],
  [["--repository", "a/b", "--ref", "refs/heads/main", "--tag", "v1"], /--ref or --tag, not both/],
  [["--repository", "a/b", "--event", "push", "--fork"], /--fork goes with an event of pull requests, not with push/],
  [["--repository", "a/b", "--event", "Pull Request"], /GitHub's name for it/],
  [["--repository", "a/b", "--repository-id", "x"], /--repository-id x: write the number/],
  [["--service-account", "openhands"], /NAMESPACE\/NAME/],
  [["--service-account", "a/b", "--issuer", "not a url"], /--issuer not a url/],
  [["--repository", "a/b", "--action", "PutObject"], /such as s3:PutObject/],
  [["--repository", "a/b", "--action", "s3:*"], /write one action/],
  [["--repository", "a/b", "--resource", "arn:aws:s3:::b"], /--resource needs --action/],
  [["--repository", "a/b", "--action", "s3:GetObject", "--resource", "bucket"], /--resource bucket: write an ARN/],
])("refuses %j, and says what to write", async (options, message) => {
  await expect(ours(...options)).rejects.toThrow(InputError);
  await expect(ours(...options)).rejects.toThrow(message);
});
