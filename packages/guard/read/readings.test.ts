import { loadCatalogue } from "../catalogue/load";
import { guard } from "../guard";
import { RULES } from "../rules";
import { unreadOf } from "../unread";
import { readTerraform } from ".";
import { FilesInMemory } from "./source/files-in-memory";
import { UnreadFiles } from "./source/unread-files";

const catalogue = loadCatalogue(["iam", "sts"]);

type Files = Readonly<Record<string, string>>;

const modelOf = (given: Files, others: Files = {}) =>
  readTerraform(
    Object.entries(given).map(([path, text]) => ({ path, text })),
    { elsewhere: new FilesInMemory(new Map(Object.entries({ ...given, ...others })), new UnreadFiles([])) },
  );

async function reported(...input: Parameters<typeof modelOf>): Promise<string[]> {
  const options = { rules: RULES, now: new Date("2026-11-28T12:00:00Z"), catalogue: await catalogue };
  return guard(await modelOf(...input), options).map(
    ({ severity, rule, address, message }) =>
      `${severity} ${rule} ${address}${(/\. (This holds .*)$/.exec(message) ?? [])[1] ?? ""}`,
  );
}

const OPEN = '"*"';
const CLOSED = '"arn:aws:iam::123456789012:role/caller"';
const role = (principal: string) => `resource "aws_iam_role" "ci" {
  name               = "ci"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ${principal} }, Action = "sts:AssumeRole" }] })
}
`;
const call = (source: string) => `module "m" {\n  source = "${source}"\n}\n`;
const variable = (name: string, value: string) => `variable "${name}" {\n  default = ${value}\n}\n`;
const INSTALLED = {
  ".terraform/modules/modules.json": JSON.stringify({
    Modules: [
      { Key: "", Source: "", Dir: "." },
      { Key: "m", Source: "registry.opentofu.org/octo-org/role/aws", Version: "1.0.0", Dir: ".terraform/modules/m" },
    ],
  }),
};
const IN_MODULE = "error principal-everyone module.m.aws_iam_role.ci";
const AS_TERRAFORM = "This holds as Terraform reads the files, without *.tofu.";

it.each<[what: string, given: Files, others: Files, expected: readonly string[]]>([
  [
    "only OpenTofu calls",
    { "main.tf": call("./a"), "main.tofu": call("./b") },
    { "a/x.tf": role(CLOSED), "b/x.tf": role(OPEN) },
    [IN_MODULE],
  ],
  [
    "only Terraform calls",
    { "main.tf": call("./a"), "main.tofu": call("./b") },
    { "a/x.tf": role(OPEN), "b/x.tf": role(CLOSED) },
    [IN_MODULE + AS_TERRAFORM],
  ],
  [
    "another calls that only Terraform reads",
    { "main.tf": call("./a") },
    { "a/x.tf": call("../b"), "a/x.tofu": "", "b/x.tf": role(OPEN) },
    [`error principal-everyone module.m.module.m.aws_iam_role.ci${AS_TERRAFORM}`],
  ],
  ["is empty for Terraform", { "main.tf": call("./m") }, { "m/x.tofu": role(CLOSED) }, []],
  [
    "has outputs for OpenTofu only",
    { "main.tf": call("./m") + role("module.m.who") },
    { "m/x.tofu": `output "who" {\n  value = ${CLOSED}\n}\n` },
    [],
  ],
  [
    "was installed for a call that only OpenTofu reads",
    { "main.tf": "", "main.tofu": call("octo-org/role/aws") },
    { ...INSTALLED, ".terraform/modules/m/x.tf": role(OPEN) },
    [IN_MODULE, "info unknown-permission module.m"],
  ],
  [
    "was installed, in files that only Terraform reads",
    { "main.tf": call("octo-org/role/aws") },
    { ...INSTALLED, ".terraform/modules/m/x.tf": role(OPEN), ".terraform/modules/m/x.tofu": role(CLOSED) },
    [IN_MODULE + AS_TERRAFORM, "info unknown-permission module.m"],
  ],
  [
    "is a root module, too, because of its settings",
    {
      "main.tf": call("./m"),
      "m/x.tf": variable("who", CLOSED) + role("var.who"),
      "m/terraform.tfvars": `who = ${OPEN}`,
    },
    {},
    ["error principal-everyone aws_iam_role.ci"],
  ],
])("reads a module that %s", async (_, given, others, expected) => {
  expect(await reported(given, others)).toEqual(expected);
});

it("reads what a function names with the settings of each reading", async () => {
  const main = `${variable("env", '"dev"')}${role('trimspace(file("who/$' + '{var.env}.txt"))')}`;
  const others = { "who/dev.txt": "arn:aws:iam::123456789012:role/caller", "who/prod.txt": "*\n" };
  expect(await reported({ "main.tf": main, "prod.tfvars": 'env = "prod"' }, others)).toEqual([
    "error principal-everyone aws_iam_role.ciThis holds with prod.tfvars.",
  ]);
});

it.each<[what: string, main: string, tfvars: string, expected: readonly string[]]>([
  [
    "is off by default",
    variable("n", "0") + role(OPEN).replace("{", "{\n  count = var.n"),
    "n = 1",
    ["error principal-everyone aws_iam_role.ci[0]This holds with a.tfvars.", "info decided-elsewhere aws_iam_role.ci"],
  ],
  [
    "stands in for a value",
    variable("who", '"arn:aws:iam::000000000000:role/x"') + role("var.who"),
    `who = ${OPEN}`,
    ["error principal-everyone aws_iam_role.ciThis holds with a.tfvars.", "info decided-elsewhere aws_iam_role.ci"],
  ],
])("checks with each file of values what %s", async (_, main, tfvars, expected) => {
  expect((await reported({ "main.tf": main, "a.tfvars": tfvars })).sort()).toEqual(expected);
});

it("counts as unread what is a placeholder in the first reading and unknown in another", async () => {
  const main = `${variable("who", '"arn:aws:iam::000000000000:role/x"')}${variable("other", "false")}${role("var.other ? aws_x.y.z : var.who")}`;
  expect(unreadOf(await modelOf({ "main.tf": main }))).toEqual([]);
  expect(unreadOf(await modelOf({ "main.tf": main, "a.tfvars": "other = true" }))).toEqual([
    expect.objectContaining({ address: "aws_iam_role.ci", why: expect.stringMatching(/\(with a\.tfvars\)$/) }),
  ]);
});

it("says once, at the file, what is wrong with a manifest that another reading takes from it", async () => {
  const pod = (name: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: a}\nspec: {containers: [{name: app, image: "app:latest", env: [{name: AWS_SECRET_ACCESS_KEY, value: abc}]}]}\n`;
  const main =
    `${variable("env", '"dev"')}resource "kubernetes_manifest" "app" {\n  manifest = yamldecode(file("../pods/$` +
    `{var.env}.yaml"))\n}\n`;
  const files = { "live/main.tf": main, "pods/dev.yaml": pod("dev"), "pods/prod.yaml": pod("prod") };
  const first = await reported(files);
  expect(first.length).toBeGreaterThan(0);
  expect(await reported({ ...files, "live/prod.tfvars": 'env = "prod"' })).toEqual(first);
});

describe("a template of CloudFormation", () => {
  const template = (type: string) => `AWSTemplateFormatVersion: "2010-09-09"
Parameters: {Who: {Type: String, Default: "arn:aws:iam::123456789012:role/caller"}}
Resources:
  Ci:
    Type: ${type}
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {AWS: !Ref Who}, Action: "sts:AssumeRole"}]
`;
  const stack = (body: string) => `resource "aws_cloudformation_stack" "s" {
  name          = "s"
  template_body = ${body}
  parameters    = { Who = var.who }
}
`;
  const ROLE = template("AWS::IAM::Role");

  it("is deployed with each file of values", async () => {
    const main = variable("who", CLOSED) + stack('file("ci.yaml")');
    expect(await reported({ "main.tf": main, "ci.yaml": ROLE, "a.tfvars": `who = ${OPEN}` })).toEqual([
      "error principal-everyone aws_cloudformation_stack.s.CiThis holds with a.tfvars.",
    ]);
  });

  it("is checked once where no reading deploys it", async () => {
    const open = ROLE.replace("arn:aws:iam::123456789012:role/caller", "*");
    const files = { "main.tf": variable("who", CLOSED) + role("var.who"), "other.yaml": open };
    const first = await reported(files);
    expect(first).toEqual(["error principal-everyone Ci"]);
    const tfvars = { "a.tfvars": `who = ${CLOSED}` };
    expect(await reported({ ...files, ...tfvars })).toEqual(first);
    const { alternatives } = await modelOf({ ...files, ...tfvars });
    expect(alternatives.map(({ model }) => model.identities.map(({ address }) => address))).toEqual([
      ["aws_iam_role.ci"],
    ]);
  });

  it("counts with all that it declares when it is read again", async () => {
    const one = JSON.stringify({ Type: "AWS::SNS::Topic" });
    const many = Array.from({ length: 4000 }, (_, at) => `"T${at}": ${one}`).join(", ");
    const main =
      variable("who", CLOSED) +
      stack(`<<-EOT\n{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {${many}}}\nEOT\n`);
    const tfvars = { "a.tfvars": `who = ${CLOSED}`, "b.tfvars": `who = ${CLOSED}`, "c.tfvars": `who = ${CLOSED}` };
    const { alternatives } = await modelOf({ "main.tf": main, ...tfvars });
    expect(alternatives.map(({ when }) => [...when.values()])).toEqual([["with a.tfvars"], ["with b.tfvars"]]);
  });
});
