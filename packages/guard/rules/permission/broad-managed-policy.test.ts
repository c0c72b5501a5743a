import { judged } from "../../support/testing";
import { broadManagedPolicy } from "./broad-managed-policy";

const attached = (name: string, boundary = "") =>
  judged(
    broadManagedPolicy,
    `resource "aws_iam_role" "r" {
       name               = "r"
       assume_role_policy = "{}"
       ${boundary}
     }
     resource "aws_iam_role_policy_attachment" "a" {
       role       = aws_iam_role.r.name
       policy_arn = "arn:aws:iam::aws:policy/${name}"
     }`,
  );

it.each([
  ["AdministratorAccess", "error", "every action on everything"],
  ["IAMFullAccess", "error", "every action of IAM, and so any permission"],
  ["PowerUserAccess", "warning", "every action but those of IAM and the organization"],
  ["AmazonS3FullAccess", "warning", "every action of a service on all its resources"],
  ["AmazonSSMReadOnlyAccess", "warning", "every parameter to read"],
])("finds %s", async (name, severity, gives) => {
  expect(await attached(name)).toEqual([`${severity} aws_iam_role_policy_attachment.a: ${name} gives role r ${gives}`]);
});

it("is milder within a permissions boundary", async () => {
  const boundary = 'permissions_boundary = "arn:aws:iam::123456789012:policy/b"';
  expect(await attached("AdministratorAccess", boundary)).toEqual([
    "warning aws_iam_role_policy_attachment.a: AdministratorAccess gives role r every action on everything, within its permissions boundary",
  ]);
});

it.each([
  "service-role/AWSLambdaBasicExecutionRole",
  "AmazonEC2ContainerRegistryReadOnly",
  "AmazonSSMManagedInstanceCore",
])("accepts %s", async (name) => {
  expect(await attached(name)).toEqual([]);
});

it("finds managed_policy_arns of the role itself", async () => {
  const hcl = `resource "aws_iam_role" "r" {
    assume_role_policy  = "{}"
    managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
  }`;
  expect(await judged(broadManagedPolicy, hcl)).toHaveLength(1);
});
