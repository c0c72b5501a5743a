import { loadCatalogue } from "../catalogue/load";
import { guard } from "../guard";
import { prove } from "../prove/prove";
import { proofJson } from "../prove/render";
import { RULES } from "../rules";
import { unreadOf } from "../unread";
import { whoCan } from "../whocan";
import { readTerraform } from ".";

const catalogue = loadCatalogue(["iam", "sts", "s3"]);
const NOW = new Date("2026-11-28T12:00:00Z");

const filesOf = (files: Readonly<Record<string, string>>) =>
  Object.entries(files).map(([path, text]) => ({ path, text }));
const modelOf = (files: Readonly<Record<string, string>>, varFiles: Readonly<Record<string, string>> = {}) =>
  readTerraform(filesOf(files), { varFiles: filesOf(varFiles) });

/** What is reported, as `error principal-everyone aws_iam_role.ci: This holds with prod.tfvars.` */
async function reported(...input: Parameters<typeof modelOf>): Promise<string[]> {
  const findings = guard(await modelOf(...input), { rules: RULES, now: NOW, catalogue: await catalogue });
  return findings.map(({ severity, rule, address, message }) => {
    const [, when] = /\. (This holds .*)$/.exec(message) ?? [];
    return `${severity} ${rule} ${address}${when ? `: ${when}` : ""}`;
  });
}

const role = (principal: string, name = "ci") => `resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = { AWS = ${principal} }, Action = "sts:AssumeRole" }] })
}
`;
const OPEN = '"*"';
const CLOSED = '"arn:aws:iam::123456789012:role/caller"';
const VARIABLE = `variable "who" {\n  default = ${CLOSED}\n}\n${role("var.who")}`;
const REQUIRED = `variable "who" {}\n${role("var.who")}`;
const FOUND = "error principal-everyone aws_iam_role.ci";
const UNUSED = (file: string) => `info unknown-permission ${file}`;
const set = (value: string) => `who = ${value}`;

it.each<[what: string, files: Record<string, string>, expected: readonly string[]]>([
  ["nothing", { "main.tf": VARIABLE, "prod.tfvars": set(CLOSED) }, []],
  ["one file", { "main.tf": VARIABLE, "prod.tfvars": set(OPEN) }, [`${FOUND}: This holds with prod.tfvars.`]],
  [
    "JSON",
    { "main.tf": VARIABLE, "a/../prod.tfvars.json": '{"who":"*"}' },
    [`${FOUND}: This holds with prod.tfvars.json.`],
  ],
  [
    "several files",
    { "main.tf": VARIABLE, "a.tfvars": set(OPEN), "b.tfvars": set(OPEN), "c.tfvars": set(CLOSED) },
    [`${FOUND}: This holds with a.tfvars, with b.tfvars.`],
  ],
  ["any file", { "main.tf": VARIABLE, "terraform.tfvars": set(OPEN), "b.tfvars": set(OPEN) }, [FOUND]],
  ["no file", { "main.tf": VARIABLE, "x.auto.tfvars": set(OPEN), "b.tfvars": set(CLOSED) }, [FOUND]],
  [
    "a file in a folder below",
    { "live/main.tf": VARIABLE, "live/env/eu/prod.tfvars": set(OPEN), "live/env/dev/terraform.tfvars": set(CLOSED) },
    [`${FOUND}: This holds with live/env/eu/prod.tfvars.`],
  ],
  [
    "a file that would be loaded elsewhere",
    { "main.tf": VARIABLE, "env/prod/terraform.tfvars": set(OPEN), "env/x.auto.tfvars": set(OPEN) },
    [`${FOUND}: This holds with env/prod/terraform.tfvars, with env/x.auto.tfvars.`],
  ],
  ["a file for another one", { "main.tf": VARIABLE, "env/prod.tfvars": "other = 1" }, [UNUSED("env/prod.tfvars")]],
  ["a file beside the folder", { "live/main.tf": VARIABLE, "env/a.tfvars": set(OPEN) }, [UNUSED("env/a.tfvars")]],
  [
    "a file of a module that is called",
    { "main.tf": 'module "m" {\n  source = "./m"\n}', "m/main.tf": VARIABLE, "m/a.tfvars": set(OPEN) },
    [UNUSED("m/a.tfvars")],
  ],
  [
    "the file of another root",
    { "a/main.tf": VARIABLE, "b/main.tf": VARIABLE, "a/prod.tfvars": set(CLOSED), "b/prod.tfvars": set(OPEN) },
    [`${FOUND}: This holds with b/prod.tfvars.`],
  ],
  ["whichever file is used", { "main.tf": REQUIRED, "a.tfvars": set(CLOSED), "b.tfvars": set(CLOSED) }, []],
  ["no file at all", { "main.tf": REQUIRED }, ["warning unknown-trust aws_iam_role.ci"]],
  [
    "files of which one leaves it open",
    { "main.tf": `variable "x" {}\n${REQUIRED}`, "a.tfvars": set(CLOSED), "b.tfvars": "x = 1" },
    ["warning unknown-trust aws_iam_role.ci"],
  ],
  [
    "what only one file makes unknown",
    {
      "main.tf": `${VARIABLE}variable "n" {\n  default = 0\n}\n${role("aws_x.y.z", "more").replace("{", "{\n  count = var.n")}`,
      "a.tfvars": "n = 1",
    },
    [
      "warning unknown-trust aws_iam_role.more[0]: This holds with a.tfvars.",
      "info decided-elsewhere aws_iam_role.more",
    ],
  ],
])("reports what holds with %s", async (_, files, expected) => {
  expect(await reported(files)).toEqual(expected);
});

it.each<[what: string, varFiles: Record<string, string>, expected: readonly string[]]>([
  ["wins over loaded ones", { "prod.tfvars": set(OPEN) }, [FOUND]],
  [
    "wins over earlier ones",
    { "a.tfvars": set(OPEN), "b.tfvars": set(CLOSED) },
    [`${FOUND}: This holds with prod.tfvars.`],
  ],
  ["loses against later ones", { "a.tfvars": set(CLOSED), "b.hcl": set(OPEN) }, [FOUND]],
  ["has escapes", { "a.tfvars": 'who = "\\u002a"' }, [FOUND]],
  [
    "is literal in JSON",
    { "a.tfvars.json": '{"who": "${\\"*\\"}"}' },
    [`${FOUND}: This holds with prod.tfvars.`, "error principal-invalid aws_iam_role.ci"],
  ],
])("a file that is named %s", async (_, varFiles, expected) => {
  const files = { "main.tf": VARIABLE, "x.auto.tfvars": set(CLOSED), "prod.tfvars": set(OPEN) };
  expect(await reported(files, varFiles)).toEqual(expected);
});

it.each([
  ['variable "who" {}', "a.tfvars:1: a block in a file of variable values. Write NAME = VALUE."],
  ["who = [", /^a\.tfvars:1:.* not valid HCL|^a\.tfvars:1/],
])("refuses a named file with %s", async (text, message) => {
  await expect(modelOf({ "main.tf": VARIABLE }, { "a.tfvars": text })).rejects.toThrow(message);
});

it("refuses a named file if there is no configuration", async () => {
  const plan = JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {},
    configuration: {},
  });
  await expect(modelOf({ "plan.json": plan }, { "a.tfvars": set(OPEN) })).rejects.toThrow(
    "a.tfvars: there is no Terraform configuration that takes it. Give the folder of the root module.",
  );
});

const OPEN_BY = (value: string, declared = 'variable "who" {\n  default = false\n}\n') => `${declared}${role(value)}`;
const NAMED = 'variable "who" {\n  default = "dev"\n}\n';
const WITH = (value: string) => [`${FOUND}: This holds with who = ${value}.`];

it.each<[what: string, main: string, expected: readonly string[]]>([
  ["a condition", OPEN_BY(`var.who ? ${OPEN} : ${CLOSED}`), WITH("true")],
  ["its opposite", OPEN_BY(`!var.who ? ${CLOSED} : ${OPEN}`), WITH("true")],
  ["a part of a condition", OPEN_BY(`var.who && true ? ${OPEN} : ${CLOSED}`), WITH("true")],
  [
    "a variable that is true",
    OPEN_BY(`var.who ? ${CLOSED} : ${OPEN}`, 'variable "who" {\n  default = true\n}\n'),
    WITH("false"),
  ],
  [
    "a local value",
    OPEN_BY(
      `local.it ? ${OPEN} : ${CLOSED}\n`,
      'variable "who" {\n  default = false\n}\nlocals {\n  it = var.who\n}\n',
    ),
    WITH("true"),
  ],
  ["a comparison", OPEN_BY(`var.who == "prod" ? ${OPEN} : ${CLOSED}`, NAMED), WITH('"prod"')],
  ["a comparison from the right", OPEN_BY(`"prod" != var.who ? ${CLOSED} : ${OPEN}`, NAMED), WITH('"prod"')],
  ["a table", OPEN_BY(`lookup({ prod = ${OPEN} }, var.who, ${CLOSED})`, NAMED), WITH('"prod"')],
  ["an index", OPEN_BY(`{ dev = ${CLOSED}, prod = ${OPEN} }[var.who]`, NAMED), WITH('"prod"')],
  ["a list in a branch", OPEN_BY(`(var.who ? [${OPEN}] : [${CLOSED}])[0]`), WITH("true")],
  ["what is open anyway", OPEN_BY(`var.who ? ${OPEN} : ${OPEN}`), [FOUND]],
  ["what is closed anyway", OPEN_BY(`var.who ? ${CLOSED} : ${CLOSED}`), []],
])("reports what another value of a variable would open in %s", async (_, main, expected) => {
  expect(await reported({ "main.tf": main })).toEqual(expected);
});

it("takes the value of a variable that is set for what it is", async () => {
  const main = OPEN_BY(`var.who ? ${OPEN} : ${CLOSED}`);
  expect(await reported({ "main.tf": main, "terraform.tfvars": "who = false" })).toEqual([]);
});

it("takes the default of a module's variable for what it is, and not the one that a root module hands on", async () => {
  const module = OPEN_BY(`var.who ? ${OPEN} : ${CLOSED}`);
  const call = (more = "") => `module "m" {\n  source = "./m"\n${more}}\n`;
  expect(await reported({ "main.tf": call(), "m/main.tf": module })).toEqual([]);
  const handed = `variable "on" {\n  default = false\n}\n${call("  who = var.on\n")}`;
  expect(await reported({ "main.tf": handed, "m/main.tf": module })).toEqual([
    "error principal-everyone module.m.aws_iam_role.ci: This holds with on = true.",
  ]);
});

it("says which values are too many", async () => {
  const roles = Array.from(
    { length: 22 },
    (_, at) => `variable "v${at}" {\n  default = false\n}\n${role(`var.v${at} ? ${OPEN} : ${CLOSED}`, `r${at}`)}`,
  );
  const model = await modelOf({ "main.tf": roles.join("") });
  const found = guard(model, { rules: RULES, now: NOW, catalogue: await catalogue });
  expect(found.filter(({ rule }) => rule === "principal-everyone")).toHaveLength(20);
  expect(found.filter(({ rule }) => rule === "unknown-permission")).toEqual([
    expect.objectContaining({
      severity: "warning",
      address: "var.v8",
      file: "main.tf",
      message:
        "What is declared with v8 = true is not known: only 20 other ways of reading, of about 6000 resources together, are tried. The same holds for var.v9.",
    }),
  ]);
});

it("says which files are too many", async () => {
  const many = Object.fromEntries(Array.from({ length: 22 }, (_, at) => [`v${10 + at}.tfvars`, set(CLOSED)]));
  const findings = guard(await modelOf({ "main.tf": VARIABLE, ...many }), {
    rules: RULES,
    now: NOW,
    catalogue: await catalogue,
  });
  expect(findings.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    "warning What is declared with v30.tfvars is not known: only 20 other ways of reading, of about 6000 resources together, are tried. The same holds for v31.tfvars.",
  ]);
});

it.each<[what: string, files: Record<string, string>, expected: readonly string[]]>([
  ["a file for OpenTofu only", { "main.tf": "", "x.tofu": role(OPEN) }, [FOUND]],
  ["it in the place of another", { "x.tf": role(CLOSED), "x.tofu": role(OPEN) }, [FOUND]],
  [
    "the other for Terraform",
    { "x.tf": role(OPEN), "x.tofu": role(CLOSED) },
    [`${FOUND}: This holds as Terraform reads the files, without *.tofu.`],
  ],
  ["both", { "x.tf": role(OPEN), "x.tofu": role(OPEN) }, [FOUND]],
  [
    "the same in JSON",
    { "x.tf.json": "{}", "x.tofu.json": JSON.stringify({ output: { a: { value: 1 } } }), "y.tofu": role(OPEN) },
    [FOUND],
  ],
  [
    "another syntax beside it",
    { "x.tf.json": JSON.stringify({ variable: { who: { default: "*" } } }), "x.tofu": role("var.who") },
    [FOUND],
  ],
  [
    "an override that only OpenTofu reads",
    { "main.tf": role(OPEN), "a_override.tofu": role(CLOSED) },
    [`${FOUND}: This holds as Terraform reads the files, without *.tofu.`],
  ],
  [
    "an override in the place of another",
    { "main.tf": role(CLOSED), "override.tf": "", "override.tofu": role(OPEN) },
    [FOUND],
  ],
  [
    "settings for what only Terraform reads",
    { "x.tf": VARIABLE, "x.tofu": `variable "who" {}\n${role(CLOSED)}`, "a.tfvars": set(OPEN) },
    [`${FOUND}: This holds with a.tfvars and as Terraform reads the files, without *.tofu.`],
  ],
  [
    "a called module",
    { "main.tf": 'module "m" {\n  source = "./m"\n}', "m/x.tf": role(OPEN), "m/x.tofu": role(CLOSED) },
    ["error principal-everyone module.m.aws_iam_role.ci: This holds as Terraform reads the files, without *.tofu."],
  ],
  ["nothing that Terraform refuses", { "main.tf": role("local.who"), "x.tofu": `locals {\n  who = ${CLOSED}\n}` }, []],
  [
    "files of tests neither reads",
    { "main.tf": role(CLOSED), "x.tofutest.hcl": role(OPEN), "y.tftest.hcl": role(OPEN) },
    [],
  ],
])("reads %s as OpenTofu does, and as Terraform does", async (_, files, expected) => {
  expect(await reported(files)).toEqual(expected);
});

it("tries no more than a bound when there are many resources", async () => {
  const many = role("var.who").replace("{", "{\n  count = 4000");
  const main = `variable "who" {\n  default = ${CLOSED}\n}\n${many}`;
  const model = await modelOf({
    "main.tf": main,
    "a.tfvars": set(CLOSED),
    "b.tfvars": set(CLOSED),
    "c.tfvars": set(OPEN),
  });
  expect(model.alternatives.map(({ when }) => [...when.values()])).toEqual([["with a.tfvars"], ["with b.tfvars"]]);
  expect(unreadOf(model).map(({ address }) => address)).toEqual(["c.tfvars"]);
});

it("does not report in another reading what is missing only because other roots are", async () => {
  const provider =
    'resource "aws_iam_openid_connect_provider" "p" {\n  url = "https://token.actions.githubusercontent.com"\n  client_id_list = ["sts.amazonaws.com"]\n}\n';
  const user = `variable "sub" {\n  default = "repo:octo-org/app:environment:a"\n}\nresource "aws_iam_role" "ci" {
  name = "ci"
  assume_role_policy = jsonencode({ Statement = [{
    Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity",
    Principal = { Federated = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    Condition = { StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com", "token.actions.githubusercontent.com:sub" = var.sub } }
  }] })
}\n`;
  const files = { "p/main.tf": provider, "r/main.tf": user };
  const first = await reported(files);
  expect(await reported({ ...files, "r/a.tfvars": 'sub = "repo:octo-org/app:environment:b"' })).toEqual(first);
});

/** Each of them is the open one in the workspace `prod`, or in others but not in `default`. */
const CHOICES: readonly (readonly [choice: string, where: string])[] = [
  ['terraform.workspace == "prod" ? local.open : local.closed', "in the workspace prod"],
  ['terraform.workspace != "default" ? local.open : local.closed', "in a workspace such as another-workspace"],
  ["{ prod = local.open, default = local.closed }[terraform.workspace]", "in the workspace prod"],
  ["lookup({ prod = local.open }, terraform.workspace, local.closed)", "in the workspace prod"],
  ['lookup({ prod-eu = local.open }, "${terraform.workspace}-eu", local.closed)', "in the workspace prod"],
  ['try({ prod-eu = local.open }["${terraform.workspace}-eu"], local.closed)', "in the workspace prod"],
  ['can({ prod-eu = 1 }["${terraform.workspace}-eu"]) ? local.open : local.closed', "in the workspace prod"],
  [
    'contains(["prod", "stage"], terraform.workspace) ? local.open : local.closed',
    "in the workspace prod, in the workspace stage",
  ],
  ['contains(["a-prod"], "a-${terraform.workspace}") ? local.open : local.closed', "in the workspace prod"],
  ['startswith(terraform.workspace, "prod") ? local.open : local.closed', "in the workspace prod"],
  [
    "[for key, who in { prod = local.open, default = local.closed } : who if key == terraform.workspace][0]",
    "in the workspace prod",
  ],
  ['local.name == "prod" ? local.open : local.closed', "in the workspace prod"],
  ['tofu.workspace == "prod" ? local.open : local.closed', "in the workspace prod"],
  [
    '!(terraform.workspace == "stage" || terraform.workspace == "default") ? local.open : local.closed',
    "in a workspace such as another-workspace",
  ],
];

it.each(CHOICES)("reports %s", async (choice, where) => {
  const locals = `locals {\n  open = ${OPEN}\n  closed = ${CLOSED}\n  name = terraform.workspace\n}\n`;
  const found = await reported({ "main.tf": locals + role(choice) });
  expect(found).toContain(`${FOUND}: This holds ${where}.`);
});

it("tries no workspaces where expressions name many", async () => {
  const names = Array.from("abcdef", (name) => `${name} = ${OPEN}`).join(", ");
  expect(await reported({ "main.tf": role(`{ ${names} }[terraform.workspace]`) })).toEqual([
    "warning unknown-trust aws_iam_role.ci",
  ]);
});

/** Names that no expression tells: unknown, and never the closed one. */
it.each([
  'regex("^[a-z]", terraform.workspace) == "p" ? local.open : local.closed',
  'substr("${terraform.workspace}-x", 0, 4) == "prod" ? local.open : local.closed',
  'try(tofu.workspace, "") == "prod" ? local.open : local.closed',
  'lookup({ (terraform.workspace) = local.open }, "prod", local.closed)',
  "merge({ prod = local.closed }, { (terraform.workspace) = local.open }).prod",
  '{ prod = local.closed, (terraform.workspace) = local.open }["prod"]',
  "{ (terraform.workspace) = 1 } == { prod = 1 } ? local.open : local.closed",
  "length({ (terraform.workspace) = 1, prod = 2 }) == 1 ? local.open : local.closed",
  'try({ "${terraform.workspace}-x" = local.open }["prod-x"], local.closed)',
  'one(concat(matchkeys([local.open], ["prod-x"], ["${terraform.workspace}-x"]), [local.closed]))',
  'try([local.closed, local.open]["${terraform.workspace}0"], local.closed)',
  'values({ for who in [local.open, local.closed] : "${terraform.workspace}" => who... })[0][0]',
])("never takes %s for closed", async (choice) => {
  const locals = `locals {\n  open = ${OPEN}\n  closed = ${CLOSED}\n}\n`;
  const found = await reported({ "main.tf": locals + role(choice) });
  expect(found.filter((one) => /^(?:error|warning) (?:unknown-trust|principal-everyone) /.test(one))).not.toEqual([]);
});

it("knows where an object has a member although other keys are not known", async () => {
  const text =
    'locals {\n  map = { "${terraform.workspace}-x" = 1, name = 2 }\n  r = [local.map.name, try(local.map["y-z"], 3), lookup(local.map, "x", 4)]\n}';
  const { locals } = await modelOf({ "main.tf": text });
  expect(locals.find(({ address }) => address === "local.r")?.value?.value).toEqual([2, 3, 4]);
});

it("answers who can assume a role with the files that let them in", async () => {
  const model = await modelOf({ "main.tf": VARIABLE, "prod.tfvars": set(OPEN) });
  const principal = {
    kind: "principal",
    principal: { kind: "role", arn: "arn:aws:iam::210987654321:role/x" },
  } as never;
  expect(whoCan(model, principal)).toEqual([
    expect.objectContaining({
      address: "aws_iam_role.ci",
      decision: "allowed",
      because: expect.arrayContaining(["this holds with prod.tfvars"]),
    }),
  ]);
});

it("counts what only another reading does not know as unread", async () => {
  const files = {
    "main.tf": `variable "n" {\n  default = 0\n}\n${role("aws_x.y.z").replace("{", "{\n  count = var.n")}`,
    "a.tfvars": "n = 1",
  };
  expect(unreadOf(await modelOf(files))).toEqual([
    expect.objectContaining({ address: "aws_iam_role.ci[0]", why: expect.stringMatching(/\(with a\.tfvars\)$/) }),
  ]);
});

it("proves the permissions of every reading", async () => {
  const policy = `variable "bucket" {\n  default = "a"\n}\n${role(CLOSED)}resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.ci.name
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::\${var.bucket}/x" }] })
}`;
  const proof = prove(
    await modelOf({ "main.tf": policy, "b.tfvars": 'bucket = "b"', "c.tfvars": 'bucket = "a"' }),
    await catalogue,
  );
  expect(
    JSON.parse(proofJson(proof)).principals.map(
      ({ name, permitted }: { name: string; permitted: { resource: string }[] }) => [
        name,
        ...permitted.map(({ resource }) => resource),
      ],
    ),
  ).toEqual([
    ["role ci", "arn:aws:s3:::a/x"],
    ["role ci with b.tfvars", "arn:aws:s3:::b/x"],
  ]);
});
