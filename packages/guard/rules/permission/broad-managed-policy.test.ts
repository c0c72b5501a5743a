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
  ["AdministratorAccess", "error", "every action on every resource"],
  ["IAMFullAccess", "error", "every IAM action, and with it any permission"],
  ["PowerUserAccess", "warning", "every action except those of IAM and AWS Organizations"],
  ["AmazonS3FullAccess", "warning", "every action of a service on all of its resources"],
  ["AmazonSSMReadOnlyAccess", "warning", "read access to every parameter"],
])("finds %s", async (name, severity, gives) => {
  expect(await attached(name)).toEqual([
    `${severity} aws_iam_role_policy_attachment.a: ${name} gives role r ${gives}.`,
  ]);
});

it("is only a warning within a permissions boundary", async () => {
  const boundary = 'permissions_boundary = "arn:aws:iam::123456789012:policy/b"';
  expect(await attached("AdministratorAccess", boundary)).toEqual([
    "warning aws_iam_role_policy_attachment.a: AdministratorAccess gives role r every action on every resource, limited by its permissions boundary.",
  ]);
});

it.each([
  "service-role/AWSLambdaBasicExecutionRole",
  "AmazonEC2ContainerRegistryReadOnly",
  "AmazonSSMManagedInstanceCore",
])("accepts %s", async (name) => {
  expect(await attached(name)).toEqual([]);
});

it("finds a policy in the role's own managed_policy_arns", async () => {
  const hcl = `resource "aws_iam_role" "r" {
    assume_role_policy  = "{}"
    managed_policy_arns = ["arn:aws:iam::aws:policy/AdministratorAccess"]
  }`;
  expect(await judged(broadManagedPolicy, hcl)).toHaveLength(1);
});
