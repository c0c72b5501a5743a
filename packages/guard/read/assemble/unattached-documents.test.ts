import type { AccessModel } from "../../model";
import { readTerraform } from "..";

const TRUST = `
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
`;
const GRANT = `
data "aws_iam_policy_document" "grant" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
  }
}
`;
const OF_BUCKET = TRUST.replace("sts:AssumeRole", "s3:GetObject").replace('"trust"', '"bucket"');
const read = (text: string, path = "main.tf"): Promise<AccessModel> => readTerraform([{ path, text }]);
const addresses = ({ identities, policies }: AccessModel): string[] =>
  [...identities, ...policies].map(({ address }) => address);

it("reads documents that only an output uses", async () => {
  const model = await read(
    `${TRUST}${GRANT}${OF_BUCKET}output "x" {\n value = data.aws_iam_policy_document.trust.json\n}\n`,
  );
  expect(addresses(model)).toEqual(["data.aws_iam_policy_document.trust", "data.aws_iam_policy_document.grant"]);
  expect(model.identities[0]).toMatchObject({ kind: "role", declared: false, trust: { complete: true } });
  expect(model.policies[0]?.document.statements).toMatchObject([{ effect: "Allow" }]);
  expect(model.unknowns).toEqual([]);
});

it.each([
  ["a resource", 'resource "aws_s3_object" "x" {\n content = data.aws_iam_policy_document.grant.json\n}'],
  ["a local", "locals {\n x = data.aws_iam_policy_document.grant\n}"],
  ["a module", 'module "m" {\n source = "a/b/c"\n policy = data.aws_iam_policy_document.grant.json\n}'],
  [
    "another document",
    'data "aws_iam_policy_document" "all" {\n source_policy_documents = [data.aws_iam_policy_document.grant.json]\n}\nresource "aws_s3_object" "x" {\n content = data.aws_iam_policy_document.all.json\n}',
  ],
  ["a provider", 'provider "aws" {\n assume_role {\n policy = data.aws_iam_policy_document.grant.json\n }\n}'],
])("leaves out documents that are used by %s", async (_, taker) =>
  // The arguments of a module are policies of their own.
  expect(addresses(await read(`${GRANT}${taker}\n`)).filter((address) => address.startsWith("data."))).toEqual([]),
);

it("leaves out the documents of a module that is called", async () => {
  const model = await readTerraform([
    { path: "main.tf", text: 'module "m" {\n source = "./m"\n}\n' },
    { path: "m/main.tf", text: TRUST },
  ]);
  expect(addresses(model)).toEqual([]);
});

const OUTPUT = 'output "x" {\n value = data.aws_iam_policy_document.trust.json\n}\n';
const call = (source: string, more = ""): string => `module "m" {\n source = "${source}"\n ${more}\n}\n`;
const TAKER = 'resource "aws_s3_object" "x" {\n content = module.m.x\n}\n';
const PASSED_ON = 'output "y" {\n value = module.m.x\n}\n';

it.each<[string, Record<string, string>, string[]]>([
  ["nobody takes", { "main.tf": call("./m") }, []],
  ["an output takes", { "main.tf": call("./m") + PASSED_ON }, ["module.m.data.aws_iam_policy_document.trust"]],
  [
    "an output takes of each instance",
    { "main.tf": call("./m", 'for_each = { a = "b" }') + PASSED_ON.replace("m.x", 'm["a"].x') },
    ['module.m["a"].data.aws_iam_policy_document.trust'],
  ],
  ["a resource takes", { "main.tf": call("./m") + TAKER }, []],
  ["a resource takes with all others", { "main.tf": call("./m") + TAKER.replace(".x", "") }, []],
  [
    "a caller of the caller takes",
    { "main.tf": call("./n") + TAKER.replace("m.x", "m.y"), "n/main.tf": call("../m") + PASSED_ON },
    [],
  ],
  [
    "an output takes through a module",
    { "main.tf": call("./n") + PASSED_ON.replace("m.x", "m.y"), "n/main.tf": call("../m") + PASSED_ON },
    ["module.m.module.m.data.aws_iam_policy_document.trust"],
  ],
])("reads a module's document whose output %s", async (_, files, expected) => {
  const all = { ...files, "m/main.tf": TRUST + OUTPUT };
  const model = await readTerraform(Object.entries(all).map(([path, text]) => ({ path, text })));
  expect(addresses(model)).toEqual(expected);
});

it("reads one document for each instance", async () => {
  const text = TRUST.replace("statement {", 'for_each = toset(["a", "b"])\n  statement {');
  expect(addresses(await read(text))).toEqual([
    'data.aws_iam_policy_document.trust["a"]',
    'data.aws_iam_policy_document.trust["b"]',
  ]);
});
