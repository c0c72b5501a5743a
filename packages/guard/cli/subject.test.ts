import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError } from "@openhands-aws/facts/program-error";
import { guardCommand } from "./guard";
import { whocanCommand } from "./whocan";

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
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);

const TRUST = `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }
    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:octo-org/*"]
    }
  }
}
resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
`;

describe("without a path and an installation", () => {
  const before = process.cwd();
  beforeEach(() => {
    write("main.tf", TRUST);
    process.chdir(folder);
  });
  afterEach(() => process.chdir(before));

  it("checks the current folder", async () => {
    await guardCommand().parseAsync(["--format", "json"], { from: "user" });
    const { findings } = JSON.parse(stdout);
    expect(findings[0]).toMatchObject({ rule: "github-any-run", address: "aws_iam_role.ci", file: "main.tf" });
    expect(process.exitCode).toBe(1);
  });

  it("answers for the roles of that folder", async () => {
    await whocanCommand().parseAsync(["--repository", "octo-org/tools", "--format", "json"], { from: "user" });
    expect(JSON.parse(stdout).roles[0]).toMatchObject({ name: "ci", decision: "allowed" });
    expect(process.exitCode).toBe(0);
  });

  it("has no option --config", async () => {
    const refused = guardCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => {} });
    await expect(refused.parseAsync(["--config", "x.yaml"], { from: "user" })).rejects.toThrow(
      /unknown option '--config'/,
    );
  });
});

it("checks workflows against manifests alone", async () => {
  write(
    "pod.yaml",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec: {containers: [{name: app, image: app}]}\n",
  );
  mkdirSync(join(folder, ".github", "workflows"), { recursive: true });
  write(
    ".github/workflows/ci.yml",
    "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: aws s3 ls\n",
  );
  const options = ["--workflows", folder, "--repository", "octo-org/app", "--format", "json"];
  await guardCommand().parseAsync([join(folder, "pod.yaml"), ...options], { from: "user" });
  expect(JSON.parse(stdout).findings).toEqual([expect.objectContaining({ rule: "workflow-without-credentials" })]);
  expect(process.exitCode).toBe(1);
});

describe("with --var-file", () => {
  const run = (...args: string[]) => guardCommand().parseAsync([folder, "--format", "json", ...args], { from: "user" });
  const path = (name: string) => join(folder, name);
  beforeEach(() => {
    write(
      "main.tf",
      `variable "sub" {\n  default = "repo:octo-org/app:environment:production"\n}\n${TRUST.replace('"repo:octo-org/*"', "var.sub")}`,
    );
    write("open.tfvars", 'sub = "repo:*"');
    write("closed.tfvars", 'sub = "repo:octo-org/app:environment:production"');
  });
  const others = () =>
    JSON.parse(stdout).findings.filter(({ rule }: { rule: string }) => rule === "github-other-owner");

  it("takes the last one", async () => {
    await run("--var-file", path("closed.tfvars"), "--var-file", path("open.tfvars"));
    expect(others()).toEqual([expect.objectContaining({ message: expect.not.stringContaining("This holds") })]);
  });

  it("tries what is not named", async () => {
    await run("--var-file", path("closed.tfvars"));
    expect(others()).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/This holds with \S*open\.tfvars\.$/) }),
    ]);
  });

  it("answers with them", async () => {
    const asked = ["--repository", "another-owner/x", "--format", "json", "--var-file", path("open.tfvars")];
    await whocanCommand().parseAsync([folder, ...asked], { from: "user" });
    expect(process.exitCode).toBe(0);
  });

  it.each([
    ["none.tfvars", "there is no such file or folder"],
    ["main.tf", "a block in a file of variable values"],
    [".", "is a folder. Name the file that gives the variables their values."],
  ])("refuses %s", async (name, message) => {
    await expect(run("--var-file", path(name))).rejects.toThrow(InputError);
    await expect(run("--var-file", path(name))).rejects.toThrow(message);
  });
});
