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
    "runtime: {bucket: openhands-data}\ndeploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site}}\n",
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
  ["an environment that no role names", ["--environment", "production"]],
  ["another audience", ["--ref", "refs/heads/main", "--audience", "other"]],
])("lets no role be assumed on %s, and exits with 1", async (_, options) => {
  const answer = await asked("--repository", "boxp/arch", ...options);
  expect([...new Set(Object.values(decisions(answer)))]).toEqual(["denied"]);
  expect(process.exitCode).toBe(1);
});

it("exits with 1 if no role that can be assumed allows the action", async () => {
  await ours(...MAIN, "--action", "iam:CreateUser");
  expect(process.exitCode).toBe(1);
  await ours(...MAIN, "--action", "s3:PutObject", "--resource", "arn:aws:s3:::openhands-data/x");
  expect(process.exitCode).toBe(0);
});

it("answers as text", async () => {
  await ours(...MAIN, "--action", "s3:PutObject", "--resource", "arn:aws:s3:::openhands-data/x");
  expect(stdout).toContain(
    "Asked: a workflow of boxp/arch on push, ref refs/heads/main; action s3:PutObject on arn:aws:s3:::openhands-data/x\n",
  );
  expect(stdout).toMatch(/can assume openhands-runtime-role aws_iam_role\.openhands_runtime\n {2}- allowed: /);
  // The ARN of a bucket does not say who owns it.
  expect(stdout).toMatch(
    /\n {2}allows the action\n {4}- cannot be excluded: condition StringEquals aws:ResourceAccount "123456789012"/,
  );
  expect(stdout).toMatch(/permissions\n {4}- Allow /);
  expect(stdout).toMatch(/3 of 4 roles can be assumed; 1 allows the action\.\n$/);
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

  const HINT: readonly [string, string[], string | undefined][] = [
    ["its host alone", ["oidc.example.com/id/1"], "; did you mean oidc.example.com/id/1?"],
    ["a misspelt one", ["oidc.exmaple.com", "a.test/1"], "; did you mean oidc.exmaple.com?"],
    [
      "a host with several",
      ["oidc.example.com/c", "oidc.eks.us-east-1.amazonaws.com/id/A", "oidc.example.com/openhands"],
      ". They name oidc.example.com/c, oidc.example.com/openhands, oidc.eks.us-east-1.amazonaws.com/id/A.",
    ],
    [
      "another",
      ["a.test/1", "b.test/1", "c.test/1", "d.test/1"],
      ". They name a.test/1, b.test/1, c.test/1 and 1 more.",
    ],
    ["what is there", ["oidc.example.com", "oidc.example.com/id/1"], undefined],
    ["what may be there", ["${var.issuer}"], undefined],
  ];
  it.each(HINT)("names the issuers of the files where the one that is asked for is %s", async (_, issuers, hint) => {
    const roles = issuers.map((issuer, index) => trust(issuer).replace('"app"', `"app${index}"`));
    writeFileSync(join(folder, "main.tf"), roles.join("\n"));
    const asking = ["--service-account", "openhands/app", "--issuer", "oidc.example.com"];
    await run(folder, ...asking);
    const [, second] = stdout.split("\n\n");
    const expected = hint && `These files do not name the issuer oidc.example.com${hint}`;
    if (expected) expect(second).toBe(expected);
    else expect(stdout).not.toContain("do not name");
    stdout = "";
    await run(folder, ...asking, "--format", "json");
    expect(JSON.parse(stdout).hint).toBe(expected);
  });

  it("exits with 3, and says first what was not read, if nobody was found", async () => {
    const answer = async (account: string) => {
      stdout = "";
      await run(join(folder, "main.tf"), "--service-account", account);
      return process.exitCode;
    };
    writeFileSync(
      join(folder, "main.tf"),
      `${trust("oidc.example.com/id/1")}\nmodule "roles" { source = "octo-org/roles/aws" }\n`,
    );
    expect(await answer("openhands/app")).toBe(0);
    expect(await answer("openhands/other")).toBe(3);
    expect(stdout).toMatch(/^Asked: .*\n\nmodule\.roles could not be read, so this answer may be incomplete: /);
    stdout = "";
    await run(join(folder, "main.tf"), "--service-account", "openhands/other", "--format", "json");
    expect(JSON.parse(stdout).unread).toEqual([
      {
        address: "module.roles",
        file: expect.stringMatching(/main\.tf$/),
        line: 14,
        why: expect.stringMatching(
          /^module\.roles comes from octo-org\/roles\/aws, which is not in the input: .*modules\.json/,
        ),
        others: [],
      },
    ]);
  });

  it("rejects a folder without Terraform", async () => {
    rmSync(join(folder, "openhands.yaml"));
    await expect(run(folder, ...MAIN)).rejects.toThrow(InputError);
  });
});

it.each([
  [[], /Name the caller: --repository OWNER\/NAME/],
  [["--service-account", "a/b", "--fork"], /--fork can only be used with --repository/],
  [["--service-account", "a/b", "--ref", "refs/heads/main"], /--ref can only be used with --repository/],
  [["--repository", "a/b", "--principal", "arn:aws:iam::123456789012:root"], /Name only one caller/],
  [["--principal", "arn:aws:s3:::bucket"], /is not the ARN of a principal\. Write one such as/],
  [
    ["--principal", "arn:aws:iam::123456789012:root", "--audience", "x"],
    /--audience can only be used with --repository or --service-account/,
  ],
  [["--repository", "arch"], /write OWNER\/NAME/],
  [["--repository", "boxp/*"], /write OWNER\/NAME/],
  [["--repository", "a/b", "--ref", "main"], /such as refs\/heads\/main or refs\/tags\/main/],
  [["--repository", "a/b", "--ref", "refs/heads/main", "--tag", "v1"], /--ref or --tag, not both/],
  [["--repository", "a/b", "--event", "push", "--fork"], /--fork needs an event of pull requests, not push/],
  [["--repository", "a/b", "--event", "Pull Request"], /as GitHub names it/],
  [["--repository", "a/b", "--repository-id", "x"], /--repository-id x: write the number/],
  [["--service-account", "openhands"], /NAMESPACE\/NAME/],
  [["--service-account", "a/b", "--issuer", "not a url"], /--issuer not a url/],
  [["--repository", "a/b", "--action", "PutObject"], /such as s3:PutObject/],
  [["--repository", "a/b", "--action", "s3:*"], /write one action/],
  [["--repository", "a/b", "--resource", "arn:aws:s3:::b"], /--resource can only be used with --action/],
  [["--repository", "a/b", "--action", "s3:GetObject", "--resource", "bucket"], /--resource bucket: write an ARN/],
])("rejects %j, and says what to write", async (options, message) => {
  await expect(ours(...options)).rejects.toThrow(InputError);
  await expect(ours(...options)).rejects.toThrow(message);
});
