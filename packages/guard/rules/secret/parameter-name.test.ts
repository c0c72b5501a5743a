import { judged } from "../../support/testing";
import { parameterName as rule } from "./parameter-name";

const parameter = (name: string) =>
  JSON.stringify({ resource: { aws_ssm_parameter: { p: { name, type: "String", value: "x" } } } });
const levels = (count: number) => "/a".repeat(count);

it.each([
  ["aws-region", 'its name "aws-region" begins with aws, which AWS keeps for itself'],
  ["/aws/region", 'its name "/aws/region" begins with aws, which AWS keeps for itself'],
  ["SSM-setting", 'its name "SSM-setting" begins with SSM, which AWS keeps for itself'],
  ["app/region", 'its name "app/region" holds a slash and does not begin with one'],
  ["/app/region/", 'its name "/app/region/" ends with a slash'],
  ["/app/the region", 'its name "/app/the region" holds " "'],
  ["/app/région", 'its name "/app/région" holds "é"'],
  [levels(16), `its name "${levels(16)}" has 16 levels, and 15 are allowed`],
])("refuses %s", async (name, message) => {
  expect(await judged(rule, parameter(name))).toEqual([`error aws_ssm_parameter.p: ${message}`]);
});

it.each(["/app/region", "region", "/app/aws/region", "/assume", "bedrock-access-key-id", "/a_b.c-D/1", levels(15)])(
  "takes %s",
  async (name) => expect(await judged(rule, parameter(name))).toEqual([]),
);

it("judges what is known of a name", async () => {
  const variable = { stage: {} };
  const named = (name: string) =>
    JSON.stringify({ variable, resource: { aws_ssm_parameter: { p: { name, type: "String", value: "x" } } } });
  expect(await judged(rule, named("/aws/${var.stage}"))).toHaveLength(1);
  expect(await judged(rule, named("${var.stage}/region"))).toEqual([]);
});
