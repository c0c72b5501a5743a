import { readTerraform } from "..";

const read = (main: string, override: string) =>
  readTerraform([
    { path: "main.tf", text: main },
    { path: "override.tf", text: override },
  ]);

const A = 'statement {\n  actions = ["s3:A"]\n}\n';
const B = 'statement {\n  actions = ["s3:B"]\n}\n';
const each = (action: string, type = "statement") =>
  `dynamic "${type}" {\n  for_each = ["${action}"]\n  content {\n    actions = [${type}.value]\n  }\n}\n`;

// Checked with `terraform plan` 1.11.4 and version 5.100.0 of the provider.
it.each<[what: string, base: string, override: string, actions: readonly string[]]>([
  ["blocks replace blocks", A + A, B, ["s3:B"]],
  ["blocks replace dynamic ones", each("s3:A"), B, ["s3:B"]],
  ["dynamic blocks replace others", A, each("s3:B"), ["s3:B"]],
  ["dynamic blocks replace dynamic ones", each("s3:A"), each("s3:B"), ["s3:B"]],
  ["blocks replace both", A + each("s3:A"), B, ["s3:B"]],
  ["both replace blocks", A, B + each("s3:C"), ["s3:B", "s3:C"]],
  ["arguments leave blocks", A, 'version = "2012-10-17"\n', ["s3:A"]],
  ["arguments leave dynamic blocks", each("s3:A"), 'version = "2012-10-17"\n', ["s3:A"]],
  ["dynamic blocks leave those of other types", each("s3:A"), each("x", "other"), ["s3:A"]],
])("%s", async (_, base, override, actions) => {
  const document = (body: string) => `data "aws_iam_policy_document" "d" {\n${body}}\n`;
  const { outputs } = await read(
    `${document(base)}output "d" {\n  value = data.aws_iam_policy_document.d.json\n}`,
    document(override),
  );
  const { Statement } = JSON.parse(String(outputs[0]?.value?.value));
  expect([Statement].flat().map(({ Action }) => Action)).toEqual(actions);
});

const backend = (type: string) => `terraform {\n  backend "${type}" {\n    path = "${type}"\n  }\n}`;

it.each([
  [
    "one of the same type",
    backend("local"),
    'terraform {\n  backend "local" {\n    workspace_dir = "x"\n  }\n}',
    [["terraform.backend.local", { workspace_dir: "x" }]],
  ],
  ["one of another type", backend("local"), backend("s3"), [["terraform.backend.s3", { path: "s3" }]]],
  ["a cloud block", "terraform {\n  cloud {}\n}", backend("s3"), [["terraform.backend.s3", { path: "s3" }]]],
  ["none", "", backend("s3"), [["terraform.backend.s3", { path: "s3" }]]],
])("a backend replaces %s as a whole", async (_, base, override, expected) => {
  const { backends } = await read(base, override);
  expect(backends.map(({ address, value }) => [address, value?.value])).toEqual(expected);
});

it("merges providers by their alias, and adds those that are new", async () => {
  const provider = (body: string) => `provider "aws" {\n${body}}\n`;
  const { providers } = await read(
    provider('region = "a"\n') + provider('alias = "x"\nregion = "b"\n'),
    provider('alias = "x"\nprofile = "p"\n') + provider('alias = "y"\n'),
  );
  expect(providers.map(({ address, value }) => [address, value?.value])).toEqual([
    ["provider.aws", { region: "a" }],
    ["provider.aws.x", { alias: "x", region: "b", profile: "p" }],
    ["provider.aws.y", { alias: "y" }],
  ]);
});
