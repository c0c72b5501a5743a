import { readTerraform } from "..";

/** The policy that the data source `x` of this HCL writes. */
async function documentOf(hcl: string): Promise<unknown> {
  const { resources } = await readTerraform([{ path: "main.tf", text: hcl }]);
  const data = resources.find(({ address }) => address === "data.aws_iam_policy_document.x");
  return JSON.parse(String(data?.attribute("json").value));
}

it("writes what the provider writes", async () => {
  const statement = (sid: string, action: string) =>
    `statement {\n sid = "${sid}"\n actions = ["${action}"]\n resources = ["*"]\n }\n`;
  const principals = (block: string, type: string, ...ids: string[]) =>
    `${block} {\n type = "${type}"\n identifiers = ${JSON.stringify(ids)}\n }\n`;
  const condition = (test: string, variable: string, ...values: string[]) =>
    `condition {\n test = "${test}"\n variable = "${variable}"\n values = ${JSON.stringify(values)}\n }\n`;
  const found = await documentOf(`
data "aws_iam_policy_document" "source" {
  ${statement("A", "s3:GetObject")}
  ${statement("", "s3:Nosid")}
}
data "aws_iam_policy_document" "override" {
  ${statement("A", "s3:Over")}
  ${statement("New", "s3:New")}
}
data "aws_iam_policy_document" "x" {
  source_policy_documents = [
    data.aws_iam_policy_document.source.json,
    jsonencode({ Statement = [{ Sid = "B", Effect = "Deny", Action = "s3:X", Resource = "*" }] }),
  ]
  override_policy_documents = [data.aws_iam_policy_document.override.json]
  statement {
    sid           = "B"
    actions       = ["s3:b", "s3:a"]
    not_resources = ["arn:aws:s3:::&{aws:username}/*", "a"]
    ${principals("principals", "AWS", "b", "a")}
    ${principals("principals", "AWS", "c")}
    ${principals("principals", "Federated", "f")}
    ${condition("StringEquals", "k", "v1")}
    ${condition("StringEquals", "k", "v2")}
    ${condition("StringLike", "k", "v2", "v1")}
    ${condition("StringLike", "m", "only")}
    ${condition("StringLike", "m", "v3", "v4&{x}")}
  }
  statement {
    effect      = "Deny"
    not_actions = ["s3:*"]
    resources   = ["*"]
    ${principals("not_principals", "*", "*")}
  }
  statement {
    actions = ["s3:*"]
    ${principals("principals", "*", "*")}
    ${principals("principals", "AWS", "*")}
  }
}`);
  // From `terraform output` of Terraform 1.11.4 with hashicorp/aws 5.100.0.
  expect(found).toEqual({
    Version: "2012-10-17",
    Statement: [
      { Sid: "A", Effect: "Allow", Action: "s3:Over", Resource: "*" },
      { Effect: "Allow", Action: "s3:Nosid", Resource: "*" },
      {
        Sid: "B",
        Effect: "Allow",
        Action: ["s3:b", "s3:a"],
        NotResource: ["arn:aws:s3:::${aws:username}/*", "a"],
        Principal: { AWS: ["b", "a", "c"], Federated: "f" },
        Condition: {
          StringEquals: { k: ["v1", "v2"] },
          StringLike: { k: ["v2", "v1"], m: ["only", "v3", "v4${x}"] },
        },
      },
      { Effect: "Deny", NotAction: "s3:*", Resource: "*", NotPrincipal: "*" },
      { Effect: "Allow", Action: "s3:*", Principal: { "*": "*", AWS: "*" } },
      { Sid: "New", Effect: "Allow", Action: "s3:New", Resource: "*" },
    ],
  });
});

it("keeps statements apart whose Sids are not known", async () => {
  const statement = (sid: string, action: string) =>
    `statement {\n sid = ${sid}\n actions = ["${action}"]\n resources = ["*"]\n }\n`;
  const found = await documentOf(`
variable "a" {}
variable "b" {}
data "aws_iam_policy_document" "source" {
  ${statement("var.a", "s3:GetObject")}
}
data "aws_iam_policy_document" "x" {
  source_policy_documents = [data.aws_iam_policy_document.source.json]
  ${statement("var.b", "s3:PutObject")}
}`);
  expect(found).toMatchObject({ Statement: [{ Action: "s3:GetObject" }, { Action: "s3:PutObject" }] });
});
