import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { guardCommand } from "@openhands-aws/guard/cli";
import { expectGolden } from "../tools/golden";
import { installation } from "./installation";

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

const run = (...args: string[]) => guardCommand(installation).parseAsync(args, { from: "user" });
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

it("reports the findings of a folder as JSON", async () => {
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
  expect(summary).toEqual({ errors: 1, warnings: 0, notChecked: 0, exempted: 0 });
  expect(process.exitCode).toBe(1);
});

it("exits with 0 if there are only notes", async () => {
  await run(file("iam.tf", role("repo:octo-org/tools:ref:refs/heads/main")));
  expect(stdout).toMatch(/\n0 errors, 0 warnings, \d+ notes?\n$/);
  expect(process.exitCode).toBe(0);
});

const UNREAD = `${role("repo:octo-org/tools:ref:refs/heads/main")}
module "roles" { source = "octo-org/roles/aws" }
`;

it("fails for what could grant something and was not read, unless it is asked for otherwise", async () => {
  const code = async (...options: string[]) => {
    stdout = "";
    await run(file("iam.tf", UNREAD), ...options);
    return [process.exitCode, /\n(.*)\n$/.exec(stdout)?.[1]];
  };
  expect(await code()).toEqual([1, "0 errors, 1 warning, 1 note, 1 not checked"]);
  expect(await code("--unknown", "error")).toEqual([1, "1 error, 0 warnings, 1 note, 1 not checked"]);
  expect(await code("--unknown", "info")).toEqual([0, "0 errors, 0 warnings, 2 notes, 1 not checked"]);
});

it("checks our own stacks without a path", async () => {
  await run(
    "--config",
    file("openhands.yaml", "runtime: {bucket: data, subjects: [{any: true}]}"),
    "--format",
    "sarif",
  );
  const [{ results }] = JSON.parse(stdout).runs;
  expect(results[0]).toMatchObject({ ruleId: "github-any-run", level: "warning" });
  expect(process.exitCode).toBe(1);
});

it("reports a model that AWS has ended, and does not fail because of a date", async () => {
  const ended = 'runtime: {bucket: data}\nbedrock: {models: [{id: "anthropic.claude-3-7-sonnet-20250219-v1:0"}]}';
  await run("--config", file("openhands.yaml", ended));
  expect(stdout).toMatch(/^info bedrock\.models\[0\] \[model-end\] .*openhands\.yaml\n {2}Bedrock has rejected /m);
  expect(process.exitCode).toBe(0);
});

it("applies the exemptions of a config that is given", async () => {
  const path = file("iam.tf", role("repo:octo-org/tools:*"));
  const exemption = '{rule: github-any-run, address: aws_iam_role.ci, reason: "branches are protected"}';
  await run(path, "--config", file("openhands.yaml", `runtime: {bucket: data}\nguard: {exemptions: [${exemption}]}`));
  expect(stdout).toMatch(/^info aws_iam_role\.ci \[github-any-run\] /m);
  expect(stdout).toContain("  exempted: branches are protected\n");
  expect(stdout).toMatch(/, 1 exempted\n$/);
  expect(process.exitCode).toBe(0);
});

describe("--workflows", () => {
  const PERMISSION = "permissions: {id-token: write}";
  const workflow = (branch: string, permissions = PERMISSION) => `name: Deploy
on: {push: {branches: [${branch}]}}
${permissions}
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with:
          role-to-assume: arn:aws:iam::123456789012:role/ci
          aws-region: eu-west-1
      - run: |
          aws s3 sync public s3://site
          aws ecs update-service --service app
`;
  const WHOSE = ["--repository", "octo-org/tools"];
  const iam = () => file("iam.tf", role("repo:octo-org/tools:ref:refs/heads/main"));

  it("checks a repository's workflows against its roles, as text", async () => {
    file("repo/.github/workflows/deploy.yml", workflow("release"));
    await run("--workflows", join(folder, "repo"), iam(), ...WHOSE);
    expectGolden(stdout.replaceAll(folder, "FOLDER"), join(__dirname, "golden/guard-workflows.txt"));
    expect(process.exitCode).toBe(1);
  });

  it("follows the repository's own actions", async () => {
    const [head = "", steps = ""] = workflow("release").split("    steps:\n");
    const using = "    steps:\n      - uses: ./.github/actions/login\n";
    file("repo/.github/workflows/deploy.yml", head + using);
    const step = steps.slice(0, steps.indexOf("      - run")).replaceAll(/^ {2}/gm, "");
    file("repo/.github/actions/login/action.yaml", `runs:\n  using: composite\n  steps:\n${step}`);
    await run("--workflows", join(folder, "repo/.github/workflows"), iam(), ...WHOSE, "--format", "json");
    const [first] = JSON.parse(stdout).findings;
    expect(first).toMatchObject({ rule: "workflow-refused", line: 4, address: "login/action.yaml:runs.steps[0]" });
    file("repo/.github/actions/login/action.yaml", "runs: [\n");
    const refused = run("--workflows", join(folder, "repo"), iam(), ...WHOSE);
    await expect(refused).rejects.toThrow(/login\/action\.yaml.*it is not valid YAML/);
  });

  it("says first what was not read", async () => {
    file("workflows/deploy.yaml", workflow("main"));
    const checked = (...options: string[]) =>
      run("--workflows", join(folder, "workflows"), file("iam.tf", UNREAD), ...WHOSE, ...options);
    await checked();
    expect(stdout).toMatch(/^module\.roles could not be read, so this answer may be incomplete: /);
    stdout = "";
    await checked("--format", "json");
    expect(JSON.parse(stdout).unread).toEqual([expect.objectContaining({ address: "module.roles" })]);
  });

  it("reports workflows as JSON, in the same shape", async () => {
    file("workflows/deploy.yaml", workflow("main", ""));
    await run("--workflows", join(folder, "workflows"), iam(), ...WHOSE, "--format", "json");
    const [first] = JSON.parse(stdout).findings;
    expect(first).toMatchObject({ rule: "workflow-id-token-missing", severity: "error", line: 8 });
    expect(first).toMatchObject({
      address: "deploy.yaml:jobs.deploy.steps[0]",
      file: `${folder}/workflows/deploy.yaml`,
    });
    expect(Object.keys(first)).toEqual(["rule", "severity", "address", "file", "line", "message", "why", "fix"]);
  });

  it("reports workflows as SARIF", async () => {
    file("workflows/deploy.yml", workflow("release"));
    await run("--workflows", join(folder, "workflows"), iam(), ...WHOSE, "--format", "sarif");
    const [{ results, tool }] = JSON.parse(stdout).runs;
    expect(results[0]).toMatchObject({ ruleId: "workflow-refused", level: "error" });
    expect(tool.driver.rules[results[0].ruleIndex].id).toBe("workflow-refused");
  });

  it("exits with 0 for our own workflows and stacks", async () => {
    await run("--workflows", join(__dirname, "../workflows"));
    expect(stdout).toMatch(/\n0 errors, 0 warnings, \d+ notes?\n$/);
    expect(process.exitCode).toBe(0);
  });

  it("uses the repository and the exemptions of a config that is given", async () => {
    file("workflows/deploy.yml", workflow("release").replace(/ {6}- run[\s\S]*/, ""));
    const exemption = '{rule: workflow-refused, address: "deploy.yml:jobs.deploy.steps[0]", reason: "not in use yet"}';
    const unused = '{rule: workflow-subject-unused, address: aws_iam_role.ci, reason: "not in use yet"}';
    const config = `runtime: {bucket: data}\ngithub: {repositories: [{name: octo-org/tools}]}\nguard: {exemptions: [${exemption}, ${unused}]}`;
    await run("--workflows", join(folder, "workflows"), iam(), "--config", file("openhands.yaml", config));
    expect(stdout).toMatch(/\n0 errors, 0 warnings, /);
    expect(process.exitCode).toBe(0);
    stdout = "";
    await run(iam(), "--config", join(folder, "openhands.yaml"));
    expect(stdout).not.toContain("exemption-unused");
  });

  it("names every file that is not YAML, with its line", async () => {
    file("workflows/a.yml", "on: push\njobs: [\n");
    file("workflows/b.yml", "on: {\n");
    file("workflows/c.yml", workflow("main"));
    const refused = run("--workflows", join(folder, "workflows"), iam(), ...WHOSE);
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(/a\.yml:3:1: it is not valid YAML: .*\n.*b\.yml:2:1: it is not valid YAML: /);
  });

  it.each<[string, string[], RegExp]>([
    [
      "a folder that does not exist",
      ["--workflows", "no/such", ...WHOSE, "README.md"],
      /no\/such: there is no such file or folder/,
    ],
    ["a file", ["--workflows", "README.md", ...WHOSE, "README.md"], /README\.md is not a folder/],
    ["a folder without workflows", ["--workflows", "docs", ...WHOSE, "README.md"], /docs contains no workflow/],
    ["workflows of an unknown repository", ["--workflows", "docs", "README.md"], /--repository OWNER\/NAME/],
    ["an owner alone", ["--workflows", "docs", "--repository", "octo-org"], /--repository octo-org: write OWNER\/NAME/],
    [
      "a repository without workflows",
      ["--repository", "octo-org/tools"],
      /--repository can only be used with --workflows/,
    ],
    ["a proof", ["--prove", "--workflows", "docs"], /--prove checks principals/],
  ])("rejects %s", async (_name, args, message) => {
    await expect(run(...args)).rejects.toThrow(InputError);
    await expect(run(...args)).rejects.toThrow(message);
  });
});

it("lists every rule", async () => {
  await run("--list");
  expect(stdout).toContain("### github-other-owner\n");
  expect(process.exitCode).toBeUndefined();
});

it("proves what each principal may do", async () => {
  await run("--prove", "--config", file("openhands.yaml", "runtime: {bucket: data}"));
  expect(stdout).toContain("| s3:GetObject | arn:aws:s3:::data/* |");
  expect(process.exitCode).toBe(0);
});

it("exits with 3 if a proof hangs on what was not read", async () => {
  await run("--prove", file("iam.tf", UNREAD), "--format", "json");
  expect(JSON.parse(stdout).unread).toEqual([expect.objectContaining({ address: "module.roles" })]);
  expect(process.exitCode).toBe(3);
});

it.each([
  ["a path that does not exist", ["no/such/folder"], /no\/such\/folder: there is no such file or folder/],
  ["a proof as SARIF", ["--prove", "--format", "sarif"], /--prove prints text or json/],
])("rejects %s", async (_name, args, message) => {
  await expect(run(...args)).rejects.toThrow(InputError);
  await expect(run(...args)).rejects.toThrow(message);
});

it("rejects a file that is not Terraform, with its place", async () => {
  await expect(run(file("broken.tf.json", '{"resource": {'))).rejects.toThrow(/broken\.tf\.json:1:15: /);
});
