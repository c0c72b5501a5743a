import { readTerraform } from "..";

const ROLE = `variable "s" {\n  default = "narrow"\n}\nresource "aws_iam_role" "r" {\n  name = var.s\n}\n`;
const call = (source: string, name = "m") => `module "${name}" {\n  source = "${source}"\n  s      = "called"\n}\n`;
const EXAMPLE = { "example/main.tf": call("../live") };

/** The names of the roles, with the root modules that create them. */
async function roles(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { identities } = await readTerraform(Object.entries(files).map(([path, text]) => ({ path, text })));
  return identities.map(({ root, name }) => `${root}: ${String(name)}`).sort();
}

it.each<[string, Readonly<Record<string, string>>, string[]]>([
  ["that another calls as a part of that", { ...EXAMPLE, "live/main.tf": ROLE }, ["example: called"]],
  [
    "with settings on its own, too",
    { ...EXAMPLE, "live/main.tf": ROLE, "live/terraform.tfvars": 's = "wide"' },
    ["example: called", "live: wide"],
  ],
  [
    "with a state on its own, too",
    { ...EXAMPLE, "live/main.tf": `${ROLE}terraform {\n  backend "s3" {}\n}\n` },
    ["example: called", "live: narrow"],
  ],
  [
    "that calls itself in a circle",
    { "a/main.tf": ROLE + call("../b"), "b/main.tf": ROLE + call("../a"), "c/main.tf": ROLE },
    ["a: called", "a: narrow", "c: narrow"],
  ],
  ["that calls itself", { "a/main.tf": ROLE + call("./") }, ["a: narrow"]],
])("checks a folder %s", async (_, files, expected) => expect(await roles(files)).toEqual(expected));
