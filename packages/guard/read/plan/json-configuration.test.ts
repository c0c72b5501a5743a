import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessModel, Identity } from "../../model";
import { UNKNOWN } from "../../text";
import { readTerraform } from "..";

// `terraform show -json` of Terraform 1.11.4 with hashicorp/aws 5.100.0, planned for an account without resources, with
// fewer fields. The configuration, in JSON syntax, is beside it.
const plan = readFileSync(join(__dirname, "golden/json-configuration.json"), "utf8");
const read = (text = plan): Promise<AccessModel> => readTerraform([{ path: "plan.json", text }]);
const identity = ({ identities }: AccessModel, address: string): Identity =>
  identities.find((one) => one.address === address) ?? ({ grants: [] } as unknown as Identity);

const GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

it("reads a trust policy whose document is known only after apply", async () => {
  expect(identity(await read(), "aws_iam_role.ci").trust).toMatchObject({
    complete: true,
    statements: [{ principals: { members: [{ type: "Federated", id: GITHUB }] } }],
  });
});

it("reads a bucket policy whose document is known only after apply", async () => {
  const { resourcePolicies } = await read();
  expect(resourcePolicies).toMatchObject([
    {
      address: "aws_s3_bucket_policy.data",
      document: {
        complete: true,
        statements: [{ principals: { members: [{ type: "AWS", id: "arn:aws:iam::123456789012:role/ci" }] } }],
      },
    },
  ]);
});

it.each(["aws_iam_role.ci", 'aws_iam_role.static["a"]', 'aws_iam_role.static["b"]', "module.extra.aws_iam_role.this"])(
  "connects %s with the policy that the plan creates",
  async (address) => {
    expect(identity(await read(), address).grants).toMatchObject([{ policy: { address: "aws_iam_policy.read" } }]);
  },
);

it("finds the role of an attachment that is known only after apply", async () => {
  const text = plan
    .replaceAll('"values":{"role":"ci"}', '"values":{}')
    .replaceAll('"after":{"role":"ci"},"after_unknown":{', '"after":{},"after_unknown":{"role":true,');
  expect(text).not.toContain('"role":"ci"');
  expect(identity(await read(text), "aws_iam_role.ci").grants).toMatchObject([
    { policy: { address: "aws_iam_policy.read" } },
  ]);
});

it("reads an escaped template as the text that it stands for", async () => {
  const [policy] = (await read()).policies;
  expect(policy?.document.statements.map(({ resources }) => resources?.patterns)).toEqual([
    [UNKNOWN],
    ["arn:aws:s3:::octo-home/${aws:username}/*"],
  ]);
});

it("never takes a template for the value, with references or without", async () => {
  const model = await read();
  expect(identity(model, "aws_iam_role.chained").trust).toMatchObject({ complete: false, statements: [] });
  const [, assumed] = identity(model, "module.extra.aws_iam_role.this").trust?.statements ?? [];
  expect(assumed?.principals?.members.map(({ id }) => id)).toEqual([
    "111122223333",
    UNKNOWN,
    "arn:aws:iam::123456789012:user/extra",
    UNKNOWN,
  ]);
  expect(model.unknowns.map(({ address, why }) => [address, why])).toEqual([
    ["aws_iam_policy.read", expect.stringContaining("aws_s3_bucket.data.arn in a way that a plan does not show")],
    ["aws_iam_role.chained", expect.stringContaining("aws_iam_role.ci.arn in a way that a plan does not show")],
    ["module.extra.aws_iam_role.this", expect.stringContaining("does not say how variable account is built")],
  ]);
});

it("follows the variable of the provider's region", async () => {
  const text = plan.replace('"region":{"value":"eu-west-1"}', '"region":{"value":"cn-north-1"}');
  expect(identity(await read(text), "aws_iam_role.ci").arn).toBe("arn:aws-cn:iam::123456789012:role/ci");
});
