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
    "an operation that another action permits",
    "s3:HeadBucket",
    "error",
    "it is an operation, not an action; s3:ListBucket permits it",
  ],
  [
    "one of Bedrock's",
    "bedrock:Converse*",
    "error",
    "it is an operation, not an action; bedrock:InvokeModel and bedrock:InvokeModelWithResponseStream permits it",
  ],
  ["a misspelt service", "dynamobd:GetItem", "error", "there is no service dynamobd"],
  ["a wildcard that matches nothing", "ssm:Fetch*", "info", "no action of ssm matches it"],
  ["a name like no other, which may be new", "s3:TransmogrifyEverything", "warning", "there is no such action"],
  ["no service at all", "GetObject", "error", "AWS refuses it: an action is written SERVICE:ACTION"],
  ["a wildcard for it all but the star", "s3*", "error", "AWS refuses it: an action is written SERVICE:ACTION"],
  ["two colons", "logs:*:*", "error", "AWS refuses it: an action is written SERVICE:ACTION"],
  ["a wildcard in the service", "?3:GetObject", "error", "AWS refuses it: a service has no wildcard"],
  ["a wildcard for the service", "*:Untag*", "error", "AWS refuses it: a service has no wildcard"],
])("finds %s", async (_name, action, severity, what) => {
  expect(await said(allow(action, "*"))).toEqual([
    `${severity} aws_iam_policy.p: Statement 0 allows "${action}": ${what}`,
  ]);
});

it("says what was meant", async () => {
  const model = await readTerraform([
    { path: "main.tf.json", text: policyOf(allow(["s3:GetObjcet", "dynamobd:GetItem"], "*")) },
  ]);
  const catalogue = await loadCatalogue(["s3"]);
  const findings = guard(model, { rules: [unknownAction], now: new Date(0), catalogue });
  expect(findings.map(({ fix }) => fix).sort()).toEqual(["Write dynamodb:getitem.", "Write s3:GetObject."]);
});

it("finds a Deny that prevents nothing", async () => {
  expect(await said({ Effect: "Deny", Action: "s3:TransmogrifyEverything", Resource: "*" })).toEqual([
    'error aws_iam_policy.p: Statement 0 denies "s3:TransmogrifyEverything": there is no such action',
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

it("says nothing of an action that is not known", async () => {
  const hcl = `
    resource "random_pet" "a" {}
    resource "aws_iam_policy" "p" {
      policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:\${random_pet.a.id}", Resource = "*" }] })
    }`;
  expect(await judged(unknownAction, hcl)).toEqual([]);
});
