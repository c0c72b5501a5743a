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
    "pulling by anybody",
    policy({ Principal: "*" }),
    "anybody with an AWS account may pull images (ecr:BatchGetImage)",
  ],
  [
    "error",
    "everything by anybody",
    policy({ Principal: { AWS: "*" }, Action: "ecr:*" }),
    "anybody with an AWS account may push images (ecr:PutImage) and pull images (ecr:BatchGetImage)",
  ],
  [
    "error",
    "a condition that keeps nobody out",
    policy({ Principal: "*", Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    "anybody with an AWS account may pull images (ecr:BatchGetImage)",
  ],
  [
    "warning",
    "pushing by another account",
    policy({ Principal: { AWS: "arn:aws:iam::111122223333:role/ci" }, Action: "ecr:PutImage" }),
    "arn:aws:iam::111122223333:role/ci of another account may push images (ecr:PutImage)",
  ],
  [
    "info",
    "pulling by another account",
    policy({ Principal: { AWS: "111122223333" } }),
    "111122223333 of another account may pull images (ecr:BatchGetImage)",
  ],
])("tells with %s of %s", async (severity, _, text, message) => {
  expect(await judged(rule, text)).toEqual([`${severity} aws_ecr_repository_policy.app: ${message}`]);
});

it.each([
  ["the own account", policy({ Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "ecr:*" })],
  ["an organization", policy({ Principal: "*", ...organization })],
  [
    "everybody but strangers",
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
  ["a denial", policy({ Effect: "Deny", Principal: "*", Action: "ecr:*" })],
])("lets %s be", async (_, text) => expect(await judged(rule, text)).toEqual([]));

it("judges the policy of a whole registry", async () => {
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
