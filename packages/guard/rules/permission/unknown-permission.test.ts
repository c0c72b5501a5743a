import { judged } from "../../support/testing";
import { unknownPermission } from "./unknown-permission";

it("says what is not known, and why", async () => {
  const found = await judged(
    unknownPermission,
    `variable "policy" {}
     resource "aws_iam_policy" "p" {
       name   = "p"
       policy = var.policy
     }`,
  );
  expect(found).toEqual(["info aws_iam_policy.p: policy is not known: variable policy has no default."]);
});

it("leaves an unknown trust policy to its own rule", async () => {
  const hcl = `variable "trust" {}
    resource "aws_iam_role" "r" {
      name               = "r"
      assume_role_policy = var.trust
    }`;
  expect(await judged(unknownPermission, hcl)).toEqual([]);
});

it("reports nothing where everything is known", async () => {
  const hcl = `resource "aws_iam_policy" "p" {
    name   = "p"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::a/*" }] })
  }`;
  expect(await judged(unknownPermission, hcl)).toEqual([]);
});
