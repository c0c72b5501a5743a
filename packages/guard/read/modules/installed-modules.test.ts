import { readTerraform, type TerraformFile } from "..";

const MANIFEST = ".terraform/modules/modules.json";
const ROLE = `
variable "name" {
  default = "r"
}
resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = "{}"
}
output "arn" {
  value = aws_iam_role.this.arn
}
`;
const SOURCE = "registry.terraform.io/octo-org/role/aws";

type Record = { Key: string; Source: string; Version?: string; Dir: string };

const manifest = (records: readonly object[], root = ""): TerraformFile => ({
  path: `${root}${MANIFEST}`,
  text: JSON.stringify({ Modules: [{ Key: "", Source: "", Dir: "." }, ...records] }),
});
const installed = (folder: string, text = ROLE, root = ""): TerraformFile => ({
  path: `${root}.terraform/modules/${folder}/main.tf`,
  text,
});
const call = (source: string, more = "", name = "m") => `module "${name}" {\n  source = "${source}"\n  ${more}\n}\n`;
const main = (text: string): TerraformFile => ({ path: "main.tf", text });
const M: Record = { Key: "m", Source: SOURCE, Version: "1.2.0", Dir: ".terraform/modules/m" };

it("reads modules from a registry and from git, those that they call, and each instance", async () => {
  const nested = `${call("./modules/role", "", "own")}${call("github.com/octo-org/role?ref=v1", "", "other")}`;
  const model = await readTerraform([
    main(
      `${call("octo-org/role/aws", 'version = "~> 1.0"\n for_each = toset(["a", "b"])')}${call("./local", "", "l")}output "x" {\n  value = module.m["a"].arn\n}\n`,
    ),
    { path: "local/main.tf", text: call("octo-org/role/aws//deep") },
    installed("m", `${ROLE}${nested}`),
    installed("m/modules/role"),
    installed("m.other"),
    installed("l.m/deep"),
    manifest([
      M,
      { Key: "m.own", Source: "./modules/role", Dir: ".terraform/modules/m/modules/role" },
      { Key: "m.other", Source: "git::https://github.com/octo-org/role.git?ref=v1", Dir: ".terraform/modules/m.other" },
      { Key: "l", Source: "./local", Dir: "local" },
      { Key: "l.m", Source: `${SOURCE}//deep`, Version: "3.0.0", Dir: ".terraform/modules/l.m/deep" },
    ]),
  ]);
  expect(model.identities.map(({ address, file, line }) => [address, file, line])).toEqual(
    [
      ["module.l.module.m.aws_iam_role.this", "l.m/deep"],
      ['module.m["a"].aws_iam_role.this', "m"],
      ['module.m["a"].module.other.aws_iam_role.this', "m.other"],
      ['module.m["a"].module.own.aws_iam_role.this', "m/modules/role"],
      ['module.m["b"].aws_iam_role.this', "m"],
      ['module.m["b"].module.other.aws_iam_role.this', "m.other"],
      ['module.m["b"].module.own.aws_iam_role.this', "m/modules/role"],
    ].map(([address, folder]) => [address, `.terraform/modules/${folder}/main.tf`, 5]),
  );
  expect(model.modules).toEqual([]);
  expect(model.unknowns.filter(({ about }) => about !== "origin" && about !== "trust")).toEqual([]);
  expect(model.outputs[0]?.value?.value).toMatch(/^arn:.*:role\/r$/);
});

it("says that nobody knows whether a folder holds what was recorded, without a warning", async () => {
  const { unknowns } = await readTerraform([main(call("octo-org/role/aws")), installed("m", ""), manifest([M])]);
  expect(unknowns).toMatchObject([
    {
      address: "module.m",
      about: "origin",
      what: `Whether .terraform/modules/m holds the code of ${SOURCE} 1.2.0`,
      harmless: true,
    },
  ]);
});

it("keeps what was installed for each root module apart, and checks it nowhere else", async () => {
  const files = ["a/", "b/"].flatMap((root) => [
    { path: `${root}main.tf`, text: call("octo-org/role/aws") },
    installed("m", ROLE.replace('"r"', JSON.stringify(root)), root),
    installed("stale", "not HCL", root),
    manifest([M, { Key: "stale", Source: SOURCE, Version: "1.2.0", Dir: ".terraform/modules/stale" }], root),
  ]);
  const { identities } = await readTerraform(files);
  expect(identities.map(({ root, address, name }) => [root, address, name])).toEqual([
    ["a", "module.m.aws_iam_role.this", "a/"],
    ["b", "module.m.aws_iam_role.this", "b/"],
  ]);
});

it("reads a module of .terraform on its own if nothing else is given", async () => {
  const { identities } = await readTerraform([installed("m")]);
  expect(identities).toMatchObject([{ address: "aws_iam_role.this", root: ".terraform/modules/m" }]);
});

const AGAIN = "run terraform init again";
const text = (content: string): TerraformFile => ({ path: MANIFEST, text: content });
const BROKEN = `which is not in the input: ${MANIFEST} is not what terraform init writes`;

it.each<[string, TerraformFile[], string]>([
  ["nothing was installed", [], "which is not in the input"],
  ["it is not listed", [manifest([])], `which ${MANIFEST} does not list: ${AGAIN}`],
  [
    "it came from elsewhere",
    [manifest([{ ...M, Source: "registry.example.com/octo-org/role/aws" }])],
    `but ${MANIFEST} lists registry.example.com/octo-org/role/aws for it: ${AGAIN}`,
  ],
  [
    "it has another version",
    [manifest([{ ...M, Version: "2.0.0" }])],
    `but ${MANIFEST} lists version 2.0.0 of it, and the call asks for ~> 1.0: ${AGAIN}`,
  ],
  [
    "it has no version",
    [manifest([{ ...M, Version: undefined }])],
    `but ${MANIFEST} lists no version of it, and the call asks for ~> 1.0: ${AGAIN}`,
  ],
  ...[
    "harmless",
    ".terraform/modules/other",
    ".terraform/modules/m/../../../harmless",
    "/harmless",
    "../harmless",
    ".terraform/modules/m2",
  ].map((Dir): [string, TerraformFile[], string] => [
    `its folder is ${Dir}`,
    [manifest([{ ...M, Dir }]), { path: "harmless/main.tf", text: "" }],
    `but ${MANIFEST} says that it is in ${Dir.includes("..") && Dir.startsWith(".terraform") ? "harmless" : Dir}, where terraform init does not put it: delete .terraform, and ${AGAIN}`,
  ]),
  ["the list is not JSON", [text("{")], `${BROKEN}: not valid JSON: expected a key in double quotes; ${AGAIN}`],
  ["there is no list", [text("{}")], `${BROKEN}: it has no list of Modules; ${AGAIN}`],
  ["the list has another name", [text('{"modules":[]}')], `${BROKEN}: it has no list of Modules; ${AGAIN}`],
  [
    "it is listed twice",
    [manifest([M, { ...M, Dir: ".terraform/modules/m/x" }])],
    `${BROKEN}: it lists m twice; ${AGAIN}`,
  ],
  [
    "a field is written twice, in another case",
    [manifest([{ ...M, dir: "evil" }])],
    `${BROKEN}: a module has other fields than Key, Source, Version and Dir; ${AGAIN}`,
  ],
  [
    "a field is written twice",
    [text('{"Modules":[{"Key":"m","Source":"s","Dir":"a","Dir":"b"}]}')],
    `${BROKEN}: the key "Dir" is written twice in one object; ${AGAIN}`,
  ],
])("does not read a module if %s", async (_, more, why) => {
  const source = "octo-org/role/aws";
  const hcl = `${call(source, 'version = "~> 1.0"')}output "x" {\n  value = module.m.arn\n}\n`;
  const { unknowns, modules, outputs } = await readTerraform([main(hcl), installed("m"), ...more]);
  expect(unknowns.map(({ about, why: said }) => [about, said])).toEqual([
    ["module", `module.m comes from ${source}, ${why}`],
  ]);
  expect(modules).toMatchObject([{ address: "module.m", source }]);
  expect(outputs[0]?.value?.whys).toEqual([`module.m comes from ${source}, ${why}`]);
});

it("says if the folder of a module is empty", async () => {
  const { unknowns } = await readTerraform([main(call("octo-org/role/aws")), manifest([M])]);
  expect(unknowns).toMatchObject([
    { why: "module.m comes from octo-org/role/aws, that is .terraform/modules/m, where there are no Terraform files" },
  ]);
});

it("reads a module of the caller's own package unless Terraform would read another folder", async () => {
  const record = (Dir: string) => manifest([{ Key: "m", Source: "./own", Dir }]);
  const files = [main(call("./own")), { path: "own/main.tf", text: ROLE }, { path: "other/main.tf", text: "" }];
  for (const Dir of ["own", "./own/"]) {
    const { identities, unknowns } = await readTerraform([...files, record(Dir)]);
    expect([identities.length, unknowns.filter(({ about }) => about === "module").length]).toEqual([1, 0]);
  }
  const { unknowns } = await readTerraform([...files, record("other")]);
  expect(unknowns).toMatchObject([
    {
      why: `module.m comes from ./own, but ${MANIFEST} says that it is in other, where terraform init does not put it: delete .terraform, and ${AGAIN}`,
    },
  ]);
  const { identities } = await readTerraform([...files, manifest([{ ...M, Source: "./another", Dir: "other" }])]);
  expect(identities).toHaveLength(1);
});

it("takes a version that is not written out as it comes", async () => {
  const { identities } = await readTerraform([
    main(`${call("octo-org/role/aws", "version = var.v")}variable "v" {}\n`),
    installed("m"),
    manifest([{ ...M, Source: "registry.opentofu.org/octo-org/role/aws" }]),
  ]);
  expect(identities).toHaveLength(1);
});
