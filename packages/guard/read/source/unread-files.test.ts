import { readTerraform, type UnreadFile } from "..";

const WHY = "a symbolic link leads outside";
const unread = (path: string): UnreadFile => ({ path, unread: WHY });
const read = (text: string, ...others: UnreadFile[]) => readTerraform([{ path: "live/main.tf", text }, ...others]);

it.each([
  ["the function file", 'file("c.txt")', "live/c.txt"],
  ["the function file, with a folder", 'file("${path.module}/c.txt")', "live/c.txt"],
  ["the function filebase64", 'filebase64("c.txt")', "live/c.txt"],
  ["the function templatefile", 'templatefile("c.txt", {})', "live/c.txt"],
  ["a folder on the way", 'file("linked/deep/c.txt")', "live/linked"],
  ["a file of a set", '[for name in fileset(path.module, "*.txt") : file("${path.module}/${name}")]', "live/c.txt"],
  ["a part of a text", 'base64encode(split("=", file("c.txt"))[1])', "live/c.txt"],
])("keeps a value unknown that depends on %s", async (_, expression, path) => {
  const { outputs, unknowns } = await read(`output "x" {\n  value = ${expression}\n}\n`, unread(path));
  expect(outputs[0]?.value?.whys).toEqual([
    expect.stringMatching(new RegExp(`^the file .*c\\.txt was not read: ${WHY}$`)),
  ]);
  expect(unknowns).toMatchObject([
    { address: path, file: path, what: `The content of ${path}`, why: `it was not read because ${WHY}` },
  ]);
});

it.each(["live/m", "live/m/main.tf", "live"])("reports a module as not read if %s was not read", async (path) => {
  const { unknowns } = await read('module "m" {\n  source = "./m"\n}\n', unread(path));
  expect(unknowns).toContainEqual(
    expect.objectContaining({ address: "module.m", why: `module.m comes from ./m, which was not read: ${WHY}` }),
  );
});

it.each<[string, string, unknown[]]>([
  ["loads", "live/terraform.tfvars", ["live/terraform.tfvars, which may set variable x, was not read"]],
  [
    "loads by its ending",
    "live/a.auto.tfvars.json",
    ["live/a.auto.tfvars.json, which may set variable x, was not read"],
  ],
  ["is told to load", "live/prod.tfvars", []],
  ["loads elsewhere", "other/terraform.tfvars", []],
])("does not rely on a default if an unread file is one that Terraform %s", async (_, path, whys) => {
  const text = 'variable "x" {\n  default = "d"\n}\noutput "x" {\n  value = var.x\n}\n';
  const { outputs } = await read(text, unread(path));
  expect(outputs[0]?.value?.whys).toEqual(whys);
});

it("says why no file was read", async () => {
  await expect(readTerraform([{ path: "a.txt", text: "" }, unread("main.tf")])).rejects.toThrow(
    `main.tf: it was not read: ${WHY}. `,
  );
});
