import { judged } from "../../support/testing";
import { openRepository as rule } from "./open-repository";

const PULLING = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const policy = (...statements: object[]) => {
  const document = {
    Version: "2012-10-17",
    Statement: statements.map((one) => ({ Effect: "Allow", Action: PULLING, ...one })),
  };
  return JSON.stringify({
    provider: { aws: { region: "us-east-1", allowed_account_ids: ["123456789012"] } },
    resource: {
      aws_ecr_repository: { app: { name: "app" } },
      aws_ecr_repository_policy: { app: { repository: "app", policy: JSON.stringify(document) } },
    },
  });
};
const organization = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } };

it.each([
  [
    "error",
    "anyone who may pull",
    policy({ Principal: "*" }),
    "Anyone with an AWS account may pull images (ecr:BatchGetImage).",
  ],
  [
    "error",
    "anyone who may do everything",
    policy({ Principal: { AWS: "*" }, Action: "ecr:*" }),
    "Anyone with an AWS account may push images (ecr:PutImage) and pull images (ecr:BatchGetImage).",
  ],
  [
    "error",
    "a condition that stops nobody",
    policy({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    "Anyone with an AWS account may pull images (ecr:BatchGetImage).",
  ],
  [
    "warning",
    "another account that may push",
    policy({ Principal: { AWS: "arn:aws:iam::111122223333:role/ci" }, Action: "ecr:PutImage" }),
    "The principal arn:aws:iam::111122223333:role/ci of another account may push images (ecr:PutImage).",
  ],
  [
    "info",
    "another account that may pull",
    policy({ Principal: { AWS: "111122223333" } }),
    "The principal 111122223333 of another account may pull images (ecr:BatchGetImage).",
  ],
])("reports as %s: %s", async (severity, _, text, message) => {
  expect(await judged(rule, text)).toEqual([`${severity} aws_ecr_repository_policy.app: ${message}`]);
});

it.each([
  ["the repository's own account", policy({ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "ecr:*" })],
  ["an organization", policy({ Principal: "*", ...organization })],
  [
    "everyone except strangers",
    policy(
      { Principal: "*" },
      {
        Effect: "Deny",
        Principal: "*",
        Action: "ecr:*",
        Condition: { StringNotEquals: organization.Condition.StringEquals },
      },
    ),
  ],
  ["a service", policy({ Principal: { Service: "lambda.amazonaws.com" } })],
  ["a Deny", policy({ Effect: "Deny", Principal: "*", Action: "ecr:*" })],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));

it("checks the policy of a whole registry", async () => {
  const statement = {
    Effect: "Allow",
    Principal: "*",
    Action: "ecr:*",
    Resource: "arn:aws:ecr:us-east-1:123456789012:repository/*",
  };
  const resource = {
    aws_ecr_registry_policy: { all: { policy: JSON.stringify({ Version: "2012-10-17", Statement: statement }) } },
  };
  expect(await judged(rule, JSON.stringify({ resource }))).toHaveLength(1);
});
