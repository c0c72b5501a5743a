import { loadCatalogue } from "../../catalogue/load";
import { guard } from "../../guard";
import { readTerraform } from "../../read";
import { judged } from "../../support/testing";
import { allow, policyOf } from "./support/testing";
import { unknownAction } from "./unknown-action";

const said = (statement: object) => judged(unknownAction, policyOf(statement));

it.each([
  ["a misspelt action", "s3:GetObjects", "error", "there is no such action"],
  [
    "an API operation that another action allows",
    "s3:HeadBucket",
    "error",
    "it is an API operation, not an action; s3:ListBucket allows it",
  ],
  [
    "an API operation of Bedrock",
    "bedrock:Converse*",
    "error",
    "it is an API operation, not an action; bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream allow it",
  ],
  ["a misspelt service", "dynamobd:GetItem", "error", "there is no service dynamobd"],
  ["a wildcard that matches nothing", "ssm:Fetch*", "info", "no action of ssm matches it"],
  ["a name without a similar one, which may be new", "s3:TransmogrifyEverything", "warning", "there is no such action"],
  ["no service at all", "GetObject", "error", "AWS rejects it; an action is written SERVICE:ACTION"],
  ["a wildcard without a colon", "s3*", "error", "AWS rejects it; an action is written SERVICE:ACTION"],
  ["two colons", "logs:*:*", "error", "AWS rejects it; an action is written SERVICE:ACTION"],
  ["a wildcard in the service", "?3:GetObject", "error", "AWS rejects it; the service must not be a wildcard"],
  ["a wildcard for the service", "*:Untag*", "error", "AWS rejects it; the service must not be a wildcard"],
])("finds %s", async (_name, action, severity, what) => {
  expect(await said(allow(action, "*"))).toEqual([
    `${severity} aws_iam_policy.p: Statement 0 allows "${action}": ${what}.`,
  ]);
});

it("suggests what was probably meant, in the case that was written", async () => {
  const model = await readTerraform([
    { path: "main.tf.json", text: policyOf(allow(["s3:GetObjcet", "dynamobd:GetItem"], "*")) },
  ]);
  const catalogue = await loadCatalogue(["s3"]);
  const findings = guard(model, { rules: [unknownAction], now: new Date(0), catalogue });
  expect(findings.map(({ fix }) => fix).sort()).toEqual(["Write dynamodb:GetItem.", "Write s3:GetObject."]);
});

it("finds a Deny that prevents nothing", async () => {
  expect(await said({ Effect: "Deny", Action: "s3:TransmogrifyEverything", Resource: "*" })).toEqual([
    'error aws_iam_policy.p: Statement 0 denies "s3:TransmogrifyEverything": there is no such action.',
  ]);
});

it.each([
  "s3:getobject",
  "S3:GetObject",
  "s3:Get*",
  "*",
  "*:*",
  "ec2:Describe?mages",
  "execute-api:Invoke",
  "sts:AssumeRoleWithSaml",
])("accepts %s", async (action) => {
  expect(await said(allow(action, "*"))).toEqual([]);
});

it("reports nothing about an unknown action", async () => {
  const hcl = `
    resource "random_pet" "a" {}
    resource "aws_iam_policy" "p" {
      policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:\${random_pet.a.id}", Resource = "*" }] })
    }`;
  expect(await judged(unknownAction, hcl)).toEqual([]);
});
