import { readTerraform } from "./read";
import { unreadOf, unreadWords } from "./unread";

const unreadIn = async (text: string) => unreadOf(await readTerraform([{ path: "main.tf", text }]));

const MODULES = `
module "a" { source = "octo-org/role/aws" }
module "b" { source = "octo-org/role/aws" }
module "network" { source = "octo-org/network/aws" }`;

it("lists each cause once, and nothing that grants nothing", async () => {
  expect(await unreadIn(MODULES)).toEqual([
    {
      address: "module.a",
      file: "main.tf",
      line: 2,
      why: "module.a comes from octo-org/role/aws, which is not in the input",
      others: ["module.b"],
    },
  ]);
});

it("takes modules of one source in several roots for one cause, and different folders for two", async () => {
  const module = (source: string) => `module "m" { source = "${source}" }`;
  const files = (source: string) => ["a/main.tf", "b/main.tf"].map((path) => ({ path, text: module(source) }));
  const read = async (source: string) => unreadOf(await readTerraform(files(source)));
  expect(await read("octo-org/role/aws")).toHaveLength(1);
  expect(await read("../roles")).toHaveLength(1);
  expect(await read("./roles")).toHaveLength(2);
});

it("says that the answer may be incomplete, for the first few", async () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const found = await unreadIn(
    names.map((name) => `module "${name}" { source = "octo-org/role-${name}/aws" }`).join("\n"),
  );
  expect(found).toHaveLength(7);
  const [first, ...rest] = unreadWords(found);
  expect(first).toBe(
    "module.a could not be read, so this answer may be incomplete: module.a comes from octo-org/role-a/aws, which is not in the input.",
  );
  expect(rest).toHaveLength(5);
  expect(rest.at(-1)).toBe("2 more could not be read.");
});

it("does not list what is fully read", async () => {
  expect(await unreadIn(`resource "aws_iam_user" "u" { name = "u" }`)).toEqual([]);
});
