import type { AccessModel } from "../model";
import { UNKNOWN as U } from "../text";
import { readTerraform, type TerraformFile } from ".";

const hcl = (text: string): Promise<AccessModel> => readTerraform([{ path: "main.tf", text }]);
/** Value and reasons of the output `x`. */
const output = async (text: string) => {
  const value = (await hcl(text)).outputs[0]?.value;
  return [value?.value, value?.whys];
};
const trusting = (name: string, principal: string, argument = `name = "${name}"`): string => `
resource "aws_iam_role" "${name}" {
  ${argument}
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ${principal} } }]
  })
}
`;

it("recognizes a role that does not exist yet in the trust policy of another", async () => {
  const { identities, unknowns } = await hcl(
    trusting("first", '"arn:aws:iam::123456789012:root"') + trusting("second", "aws_iam_role.first.arn"),
  );
  const [first, second] = identities;
  expect(second?.trust?.statements[0]?.principals?.members).toEqual([{ type: "AWS", id: first?.arn }]);
  expect(second?.trust?.references).toEqual(["aws_iam_role.first.arn"]);
  expect(unknowns).toEqual([]);
});

it.each<[string, string, string]>([
  ["the only allowed account", 'allowed_account_ids = ["111122223333"]', "arn:aws:iam::111122223333:role/r"],
  [
    "the account of the assumed role",
    'assume_role {\n role_arn = "arn:aws:iam::111122223333:role/x"\n }',
    "arn:aws:iam::111122223333:role/r",
  ],
  ["no account", 'region = "eu-west-1"', `arn:aws:iam::${U}:role/r`],
  ["one of several accounts", 'allowed_account_ids = ["111122223333", "123456789012"]', `arn:aws:iam::${U}:role/r`],
  ["the partition of the region", 'region = "cn-north-1"', `arn:aws-cn:iam::${U}:role/r`],
  ["a region that asks for itself", "region = data.aws_region.now.name", `arn:aws:iam::${U}:role/r`],
])("puts %s into ARNs", async (_, provider, arn) => {
  const { identities } = await hcl(
    `provider "aws" {\n ${provider}\n}\ndata "aws_region" "now" {}\n${trusting("r", '"*"')}`,
  );
  expect(identities[0]?.arn).toBe(arn);
});

it.each<[string, string, unknown]>([
  [
    "S3 bucket",
    'resource "aws_s3_bucket" "x" {\n bucket = "b"\n}\noutput "x" {\n value = [aws_s3_bucket.x.arn, aws_s3_bucket.x.id, aws_s3_bucket.x.bucket]\n}',
    ["arn:aws:s3:::b", "b", "b"],
  ],
  [
    "user",
    'resource "aws_iam_user" "x" {\n name = "u"\n path = "/p/"\n}\noutput "x" {\n value = [aws_iam_user.x.arn, aws_iam_user.x.name, aws_iam_user.x.path]\n}',
    [`arn:aws:iam::${U}:user/p/u`, "u", "/p/"],
  ],
  [
    "OIDC provider",
    'resource "aws_iam_openid_connect_provider" "x" {\n url = "https://a.example/p"\n}\noutput "x" {\n value = aws_iam_openid_connect_provider.x.arn\n}',
    `arn:aws:iam::${U}:oidc-provider/a.example/p`,
  ],
  [
    "SAML provider",
    'resource "aws_iam_saml_provider" "x" {\n name = "corp"\n}\noutput "x" {\n value = [aws_iam_saml_provider.x.id, aws_iam_saml_provider.x.arn]\n}',
    [`arn:aws:iam::${U}:saml-provider/corp`, `arn:aws:iam::${U}:saml-provider/corp`],
  ],
  [
    "service principal",
    'data "aws_service_principal" "x" {\n service_name = "ec2"\n}\noutput "x" {\n value = data.aws_service_principal.x.name\n}',
    "ec2.amazonaws.com",
  ],
  [
    "cluster",
    'resource "aws_eks_cluster" "x" {\n name = "c"\n}\noutput "x" {\n value = [aws_eks_cluster.x.arn, aws_eks_cluster.x.identity[0].oidc[0].issuer]\n}',
    [`arn:aws:eks:${U}:${U}:cluster/c`, `https://oidc.eks.${U}.amazonaws.com/id/${U}`],
  ],
  [
    "looked-up policy",
    'data "aws_iam_policy" "x" {\n name = "ReadOnlyAccess"\n}\noutput "x" {\n value = data.aws_iam_policy.x.arn\n}',
    `arn:aws:iam::${U}:policy/${U}ReadOnlyAccess`,
  ],
  [
    "account and partition",
    'data "aws_caller_identity" "x" {}\ndata "aws_partition" "x" {}\noutput "x" {\n value = "${data.aws_partition.x.partition}:${data.aws_caller_identity.x.account_id}"\n}',
    `aws:${U}`,
  ],
  [
    "instances",
    'resource "aws_s3_bucket" "x" {\n for_each = toset(["b", "a"])\n bucket = each.key\n}\noutput "x" {\n value = [aws_s3_bucket.x["a"].arn, values(aws_s3_bucket.x)[*].id, [for k, v in aws_s3_bucket.x : v.arn]]\n}',
    ["arn:aws:s3:::a", ["a", "b"], ["arn:aws:s3:::a", "arn:aws:s3:::b"]],
  ],
  [
    "counted instances",
    'resource "aws_s3_bucket" "x" {\n count = 2\n bucket = "b${count.index}"\n}\noutput "x" {\n value = [aws_s3_bucket.x[1].id, aws_s3_bucket.x[*].id, one(aws_s3_bucket.x[*].id == [] ? [] : ["y"])]\n}',
    ["b1", ["b0", "b1"], "y"],
  ],
  [
    "instances that may not exist",
    'resource "aws_s3_bucket" "x" {\n count = 0\n bucket = "b"\n}\noutput "x" {\n value = try(aws_s3_bucket.x[0].id, "none")\n}',
    "none",
  ],
])("resolves references to a %s", async (_, text, expected) => {
  const [value, whys] = await output(text);
  expect([JSON.parse(JSON.stringify(value)), whys]).toEqual([expected, []]);
});

it("creates an instance for every element, and one for an unknown number", async () => {
  const { identities, unknowns } = await hcl(`
variable "names" {}
resource "aws_iam_user" "count" {
  count = 2
  name  = "c\${count.index}"
}
resource "aws_iam_user" "map" {
  for_each = { a = "x" }
  name     = "\${each.key}-\${each.value}"
}
resource "aws_iam_user" "listed" {
  for_each = ["b", "a"]
  name     = each.key
}
resource "aws_iam_user" "unknown" {
  for_each = var.names
  name     = each.key
}
resource "aws_iam_user" "none" {
  count = false ? 1 : 0
  name  = "none"
}
output "first" {
  value = aws_iam_user.unknown["a"].arn
}`);
  expect(identities.map(({ address, name }) => [address, name])).toEqual([
    ["aws_iam_user.count[0]", "c0"],
    ["aws_iam_user.count[1]", "c1"],
    ['aws_iam_user.listed["b"]', "b"],
    ['aws_iam_user.listed["a"]', "a"],
    ['aws_iam_user.map["a"]', "a-x"],
    ["aws_iam_user.unknown[*]", U],
  ]);
  expect(unknowns.map(({ about, address, why }) => [about, address, why])).toContainEqual([
    "instances",
    "aws_iam_user.unknown",
    "variable names has no default",
  ]);
});

const MODULE: TerraformFile = {
  path: "live/modules/role/main.tf",
  text: `
variable "name" {}
variable "trusted" {}
${trusting("this", "var.trusted", "name = var.name")}
output "arn" {
  value = aws_iam_role.this.arn
}`,
};
const call = (name: string, more: string): string => `module "${name}" {\n  source = "./modules/role"\n  ${more}\n}\n`;

it("reads a module where it is called, with its arguments, and not on its own", async () => {
  const root = {
    path: "live/main.tf",
    text: `provider "aws" {
  allowed_account_ids = ["111122223333"]
}
provider "aws" {
  alias               = "other"
  allowed_account_ids = ["123456789012"]
}
${call("a", 'name = "a"\n trusted = "*"')}
${call("b", 'for_each = toset(["x", "y"])\n name = each.key\n trusted = module.a.arn\n providers = { aws = aws.other }')}
${trusting("r", 'module.b["x"].arn')}`,
  };
  const { identities, unknowns } = await readTerraform([root, MODULE]);
  expect(
    identities.map(({ address, arn, trust }) => [address, arn, trust?.statements[0]?.principals?.members[0]?.id]),
  ).toEqual([
    ["aws_iam_role.r", "arn:aws:iam::111122223333:role/r", "arn:aws:iam::123456789012:role/x"],
    ["module.a.aws_iam_role.this", "arn:aws:iam::111122223333:role/a", "*"],
    ['module.b["x"].aws_iam_role.this', "arn:aws:iam::123456789012:role/x", "arn:aws:iam::111122223333:role/a"],
    ['module.b["y"].aws_iam_role.this', "arn:aws:iam::123456789012:role/y", "arn:aws:iam::111122223333:role/a"],
  ]);
  expect(unknowns).toEqual([]);
  expect(identities[1]).toMatchObject({ root: "live", file: "live/modules/role/main.tf", line: 5 });
});

it.each([
  ["a registry", "hashicorp/iam/aws", "module.m comes from hashicorp/iam/aws, which is not in the input"],
  ["a missing folder", "./none", "module.m comes from ./none, where there are no Terraform files"],
  ["itself", "./", "module.m calls a module that calls it back"],
])("reports a module from %s as unknown", async (_, source, why) => {
  const { unknowns, identities } = await hcl(
    `module "m" {\n source = "${source}"\n}\n${trusting("r", "module.m.arn")}`,
  );
  expect(unknowns.map((unknown) => [unknown.about, unknown.address, unknown.why])).toEqual([
    ["module", "module.m", why],
    ["trust", "aws_iam_role.r", why],
  ]);
  expect(identities[0]?.trust?.statements[0]?.principals?.members[0]?.id).toBe(U);
});

it("keeps unrelated folders apart", async () => {
  const files = ["a", "b"].map((folder) => ({
    path: `${folder}/main.tf`,
    text: trusting("r", '"*"', `name = "${folder}"`),
  }));
  const { identities } = await readTerraform(files);
  expect(identities.map(({ root, address, name }) => [root, address, name])).toEqual([
    ["a", "aws_iam_role.r", "a"],
    ["b", "aws_iam_role.r", "b"],
  ]);
});

it("leaves out statements that are not fully known, and reports that", async () => {
  const { identities, unknowns } = await hcl(`
variable "x" {}
resource "aws_iam_role" "r" {
  name = "r"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = var.x },
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "123456789012" }, Condition = { StringEquals = { "a:b" = var.x } } },
      { Effect = var.x, Action = "sts:AssumeRole", Principal = "*" },
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = "*", Condition = var.x },
    ]
  })
}`);
  const trust = identities[0]?.trust;
  expect(trust).toMatchObject({ complete: false, problems: [], whys: ["variable x has no default"] });
  expect(trust?.statements).toMatchObject([
    { principals: { members: [{ id: "123456789012" }] }, conditions: [{ values: [U] }] },
  ]);
  expect(unknowns).toMatchObject([{ about: "trust", what: "assume_role_policy", why: "variable x has no default" }]);
});

it("reads a policy with an unknown part outside its strings", async () => {
  const { policies } = await hcl(
    'variable "x" {}\nresource "aws_iam_policy" "p" {\n name = "p"\n policy = <<EOT\n{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:B","Resource":${var.x}}}\nEOT\n}',
  );
  expect(policies[0]?.document).toMatchObject({ complete: true, statements: [{ resources: { patterns: [U] } }] });
});

it("says what is wrong with a policy that is not JSON", async () => {
  const { policies } = await hcl('resource "aws_iam_policy" "p" {\n name = "p"\n policy = "{\\"Statement\\": [}"\n}');
  expect(policies[0]?.document).toMatchObject({
    complete: false,
    problems: [{ message: 'not valid JSON: unexpected "}" (line 1, column 16 of the policy)' }],
  });
});

it("reads what the other rules check", async () => {
  const model = await hcl(`
resource "aws_iam_user" "u" {
  name = "u"
}
resource "aws_iam_access_key" "k" {
  user = aws_iam_user.u.name
}
resource "aws_ssm_parameter" "p" {
  name  = "/a/key"
  type  = "String"
  value = aws_iam_access_key.k.secret
}
resource "aws_ecr_repository" "e" {
  name                 = "runtime"
  image_tag_mutability = "IMMUTABLE"
}
data "aws_ecr_lifecycle_policy_document" "l" {
  rule {
    priority = 1
    selection {
      tag_status   = "untagged"
      count_type   = "imageCountMoreThan"
      count_number = 3
    }
  }
}
resource "aws_ecr_lifecycle_policy" "l" {
  repository = aws_ecr_repository.e.name
  policy     = data.aws_ecr_lifecycle_policy_document.l.json
}
resource "kubernetes_manifest" "m" {
  manifest = { kind = "Secret", data = { k = "v" } }
}
output "secret" {
  value     = aws_iam_access_key.k.secret
  sensitive = true
}
locals {
  a = "b"
}`);
  const secret = "aws_iam_access_key.k.secret";
  expect(model.accessKeys).toMatchObject([{ user: "u", status: "Active" }]);
  expect(model.parameters).toMatchObject([
    { name: "/a/key", type: "String", value: { value: U, references: [secret] } },
  ]);
  expect(model.parameters[0]?.arn).toBe(`arn:aws:ssm:${U}:${U}:parameter/a/key`);
  expect(model.outputs).toMatchObject([{ address: "output.secret", sensitive: true, value: { references: [secret] } }]);
  expect(model.manifests[0]?.manifest.value).toMatchObject({ kind: "Secret", data: { k: "v" } });
  expect(model.locals).toMatchObject([{ address: "local.a", line: 38, value: { value: "b" } }]);
  expect(model.repositories).toMatchObject([
    {
      name: "runtime",
      tagMutability: "IMMUTABLE",
      lifecycle: {
        address: "aws_ecr_lifecycle_policy.l",
        document: {
          rules: [
            {
              rulePriority: 1,
              selection: { tagStatus: "untagged", countType: "imageCountMoreThan", countNumber: 3 },
              action: { type: "expire" },
            },
          ],
        },
      },
    },
  ]);
  expect(model.unknowns).toEqual([]);
});
