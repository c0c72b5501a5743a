import { judged } from "../../support/testing";
import { readsAllParameters } from "./reads-all-parameters";
import { allow, policyOf } from "./support/testing";

const HERE = "arn:aws:ssm:us-east-1:123456789012";
const found = async (...statements: object[]) => (await judged(readsAllParameters, policyOf(...statements))).length;

it.each([
  ["ssm:GetParameter", "*"],
  ["ssm:GetParameter*", `${HERE}:parameter/*`],
  ["ssm:*", `${HERE}:*`],
  ["ssm:Get*", "arn:aws:ssm:*:*:parameter*"],
  ["ssm:GetParametersByPath", ["arn:aws:s3:::x", "arn:aws:ssm:*:123456789012:parameter/*"]],
])("finds %s on %s", async (action, resources) => {
  expect(await found(allow(action, resources))).toBe(1);
});

it.each([
  ["ssm:GetParameter", `${HERE}:parameter/app/*`],
  ["ssm:GetParameters", [`${HERE}:parameter/a`, `${HERE}:parameter/b`]],
  ["ssm:DescribeParameters", "*"],
  ["ssm:PutParameter", `${HERE}:parameter/*`],
  ["ssm:GetDocument", "*"],
])("accepts %s on %s", async (action, resources) => {
  expect(await found(allow(action, resources))).toBe(0);
});

it("accepts those with a tag, and a Deny", async () => {
  const Condition = { StringEquals: { "aws:ResourceTag/app": "openhands" } };
  expect(await found(allow("ssm:GetParameter", "*", { Condition }))).toBe(0);
  expect(await found({ Effect: "Deny", Action: "ssm:GetParameter", Resource: "*" })).toBe(0);
});
