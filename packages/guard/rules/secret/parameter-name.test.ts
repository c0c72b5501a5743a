import { judged } from "../../support/testing";
import { parameterName as rule } from "./parameter-name";

const parameter = (name: string) =>
  JSON.stringify({ resource: { aws_ssm_parameter: { p: { name, type: "String", value: "x" } } } });
const levels = (count: number) => "/a".repeat(count);

it.each([
  ["aws-region", 'The name "aws-region" starts with aws, which AWS reserves.'],
  ["/aws/region", 'The name "/aws/region" starts with aws, which AWS reserves.'],
  ["SSM-setting", 'The name "SSM-setting" starts with SSM, which AWS reserves.'],
  ["app/region", 'The name "app/region" contains a slash but does not start with one.'],
  ["/app/region/", 'The name "/app/region/" ends with a slash.'],
  ["/app/the region", 'The name "/app/the region" contains " ".'],
  ["/app/région", 'The name "/app/région" contains "é".'],
  [levels(16), `The name "${levels(16)}" has 16 levels, but only 15 are allowed.`],
])("rejects %s", async (name, message) => {
  expect(await judged(rule, parameter(name))).toEqual([`error aws_ssm_parameter.p: ${message}`]);
});

it.each(["/app/region", "region", "/app/aws/region", "/assume", "bedrock-access-key-id", "/a_b.c-D/1", levels(15)])(
  "accepts %s",
  async (name) => expect(await judged(rule, parameter(name))).toEqual([]),
);

it("checks the known part of a name", async () => {
  const variable = { stage: {} };
  const named = (name: string) =>
    JSON.stringify({ variable, resource: { aws_ssm_parameter: { p: { name, type: "String", value: "x" } } } });
  expect(await judged(rule, named("/aws/${var.stage}"))).toHaveLength(1);
  expect(await judged(rule, named("${var.stage}/region"))).toEqual([]);
});
