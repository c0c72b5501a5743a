import { judged } from "../../support/testing";
import { unknownPermission } from "./unknown-permission";

const policy = (allowed: string) => `variable "x" {}
  resource "aws_sqs_queue" "q" { name = "q" }
  resource "aws_iam_policy" "p" {
    name   = "p"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", ${allowed} }] })
  }`;

const P = "aws_iam_policy.p: policy is not known: variable x has no default.";

it.each<[string, string, string[]]>([
  [
    "warns of a policy without a value, and says why",
    `variable "x" {}
     resource "aws_iam_policy" "p" {
       name   = "p"
       policy = var.x
     }`,
    [`warning ${P}`],
  ],
  ["warns of an action that may be a wildcard", policy(`Action = "s3:\${var.x}", Resource = "*"`), [`warning ${P}`]],
  ["warns of a resource that may be a wildcard", policy(`Action = "s3:GetObject", Resource = var.x`), [`warning ${P}`]],
  [
    "only notes a part of a resource's name",
    policy(`Action = "s3:GetObject", Resource = "arn:aws:s3:::\${var.x}/*"`),
    [`info ${P}`],
  ],
  [
    "warns of a policy that is declared elsewhere",
    `resource "aws_iam_role_policy_attachment" "p" {
       role       = "ci"
       policy_arn = "arn:aws:iam::123456789012:policy/p"
     }`,
    [
      "warning aws_iam_role_policy_attachment.p: policy_arn is not known: the policy that it names is not in the input.",
    ],
  ],
  [
    "only notes a boundary, which grants nothing",
    `resource "aws_iam_user" "u" {
       name                 = "u"
       permissions_boundary = "arn:aws:iam::123456789012:policy/p"
     }`,
    ["info aws_iam_user.u: permissions_boundary is not known: the policy that it names is not in the input."],
  ],
  [
    "only notes how many there are",
    `variable "x" {}
     resource "aws_sqs_queue" "q" { count = var.x }`,
    ["info aws_sqs_queue.q: count or for_each is not known: variable x has no default."],
  ],
  [
    "leaves an unknown trust policy to its own rule",
    `variable "trust" {}
     resource "aws_iam_role" "r" {
       name               = "r"
       assume_role_policy = var.trust
     }`,
    [],
  ],
  ["reports nothing where everything is known", policy(`Action = "s3:GetObject", Resource = "*"`), []],
  [
    "reports one cause once",
    `variable "x" {}
     resource "aws_iam_policy" "p" { policy = var.x }
     resource "aws_iam_policy" "q" { policy = var.x }
     resource "aws_iam_group_policy" "r" {
       group  = "g"
       policy = var.x
     }`,
    [`warning ${P} The same holds for aws_iam_policy.q, aws_iam_group_policy.r.`],
  ],
])("%s", async (_, hcl, expected) => expect((await judged(unknownPermission, hcl)).sort()).toEqual(expected));

const missing = (from: string) =>
  `source is not known: module.m comes from ${from}, ${from.startsWith(".") ? "where there are no Terraform files" : "which is not in the input"}.`;

it.each([
  ["terraform-aws-modules/vpc/aws", `cidr = "10.0.0.0/16"`, "info"],
  ["./modules/waf_non_prod", `name = "a"`, "info"],
  ["./modules/waf", `role_arn = "a"`, "warning"],
  ["./modules/app", `name = "a"`, "warning"],
  ["terraform-aws-modules/vpc/aws", `tags = { role = "network" }`, "info"],
  ["terraform-aws-modules/acm/aws", `subject_alternative_names = ["a.example.com"]`, "info"],
  ["terraform-aws-modules/autoscaling/aws", `scaling_policies = { a = {} , b = "x" }`, "info"],
  ["octo-org/app/aws", `create_role = false`, "info"],
  ["octo-org/app/aws", `policies = { a = "arn:aws:iam::aws:policy/AdministratorAccess" }`, "warning"],
  ["octo-org/app/aws", `task = { role_name = "a" }`, "warning"],
  ["octo-org/app/aws", `allowed = ["repo:octo-org/*"]`, "warning"],
  ["octo-org/app/aws", `writer = aws_iam_role.ci.arn`, "warning"],
  ["terraform-aws-modules/iam/aws//modules/iam-user", "", "warning"],
])("of the module %s with %s, says %s", async (from, given, severity) => {
  const hcl = `module "m" {
      source = "${from}"
      ${given}
    }`;
  expect(await judged(unknownPermission, hcl)).toEqual([`${severity} module.m: ${missing(from)}`]);
});

it("warns of a local module that is not there, whatever its arguments are", async () => {
  expect(await judged(unknownPermission, `module "m" { source = "../m" }`)).toEqual([
    "warning module.m: source is not known: module.m comes from ../m, where there are no Terraform files.",
  ]);
});
