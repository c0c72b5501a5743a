import { readTerraform, type TerraformFile } from "../..";

const file = (path: string, text: string): TerraformFile => ({ path, text });
const output = (value: string) => `output "x" {\n  value = ${value}\n}\n`;
const CALL = 'module "m" {\n  source = "../m"\n}\n';

/** The value of an output of the root module `live`, or why it is unknown. */
async function evaluated(expression: string, ...more: TerraformFile[]): Promise<unknown> {
  const { outputs } = await readTerraform([
    file("live/main.tf", CALL + output(expression)),
    file("live/a.sh", "live"),
    file("a.sh", "top"),
    file("m/main.tf", output('file("${path.module}/a.sh")')),
    file("m/a.sh", "m"),
    file("~/a.sh", "home"),
    ...more,
  ]);
  const { value, whys = [] } = outputs[0]?.value ?? {};
  return whys.length > 0 ? whys : value;
}

it.each<[string, unknown]>([
  ['file("a.sh")', "live"],
  ['file("./x/../a.sh")', "live"],
  ['file("${path.module}/a.sh")', "live"],
  ['file("${path.root}/a.sh")', "live"],
  ['file("../a.sh")', "top"],
  ['file("live/a.sh")', ["the file live/a.sh is not in the input"]],
  ["module.m.x", "m"],
  ["path.module", "."],
  ["path.root", "."],
  ['templatefile("a.sh", {})', "live"],
  ['filebase64("a.sh")', "bGl2ZQ=="],
  ['fileexists("a.sh")', true],
  ['fileexists("b.sh")', ["the file b.sh is not in the input"]],
  ['file("~/a.sh")', ["the file ~/a.sh is in a home directory, which is not read"]],
  ['fileexists("~/a.sh")', ["the file ~/a.sh is in a home directory, which is not read"]],
])("evaluates %s from the folder of the root module, as Terraform does", async (expression, expected) => {
  expect(await evaluated(expression)).toEqual(expected);
});

it("evaluates what a template decodes", async () => {
  expect(await evaluated('templatefile("t", { y = "a: [b]" })', file("live/t", '${yamldecode(y)["a"][0]}'))).toBe("b");
});

it("gives a module the path that Terraform gives it", async () => {
  const { outputs } = await readTerraform([
    file("live/main.tf", `module "n" {\n  source = "./n"\n}\n${CALL}${output("[module.m.x, module.n.x]")}`),
    file("m/main.tf", output("path.module")),
    file("live/n/main.tf", output('"${path.module} ${path.root}"')),
  ]);
  expect(outputs[0]?.value?.value).toEqual(["../m", "n ."]);
});
