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

it("reads one document for each instance", async () => {
  const text = TRUST.replace("statement {", 'for_each = toset(["a", "b"])\n  statement {');
  expect(addresses(await read(text))).toEqual([
    'data.aws_iam_policy_document.trust["a"]',
    'data.aws_iam_policy_document.trust["b"]',
  ]);
});
