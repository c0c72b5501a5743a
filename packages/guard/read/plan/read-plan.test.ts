import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessModel, Identity } from "../../model";
import { UNKNOWN } from "../../text";
import { readTerraform } from "..";

// `terraform show -json` of Terraform 1.11.4 with hashicorp/aws 5.100.0, planned for an account without resources.
// The configuration is beside it.
const plan = readFileSync(join(__dirname, "golden/fresh-account.json"), "utf8");
// The same after most of it was applied.
const applied = readFileSync(join(__dirname, "golden/applied-account.json"), "utf8");
const read = (text: string): Promise<AccessModel> => readTerraform([{ path: "plan.json", text }]);
const identity = ({ identities }: AccessModel, address: string): Identity =>
  identities.find((one) => one.address === address) ?? ({ grants: [] } as unknown as Identity);

const GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

it("reads the trust policy of a role that does not exist yet from the configuration", async () => {
  const model = await read(plan);
  expect(identity(model, "aws_iam_role.ci")).toMatchObject({
    arn: "arn:aws:iam::123456789012:role/ci",
    trust: {
      complete: true,
      whys: [],
      statements: [
        {
          principals: { members: [{ type: "Federated", id: GITHUB }] },
          conditions: [{ values: ["repo:octo-org/octo-repo:ref:refs/heads/main"] }],
        },
      ],
    },
  });
});

it("follows variables into a module and outputs out of it", async () => {
  const model = await read(plan);
  expect(identity(model, "module.extra.aws_iam_role.this")).toMatchObject({
    name: "extra",
    trust: { complete: true, statements: [{ principals: { members: [{ id: GITHUB }] } }] },
    grants: [{ kind: "managed", arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }],
  });
});

it.each(["aws_iam_role.ci", 'aws_iam_role.static["a"]', 'aws_iam_role.static["b"]'])(
  "connects %s with the policy whose ARN is unknown",
  async (address) => {
    const [grant] = identity(await read(plan), address).grants;
    expect(grant).toMatchObject({ kind: "managed", policy: { address: "aws_iam_policy.read" } });
  },
);

it("does not guess what the plan does not show", async () => {
  const model = await read(plan);
  expect(identity(model, "aws_iam_role.chained").trust).toMatchObject({ complete: false, statements: [] });
  expect(model.unknowns.map(({ about, address, why }) => [about, address, why])).toEqual([
    ["permission", "aws_iam_policy.read", expect.stringContaining("aws_s3_bucket.data.arn in a way that a plan")],
    ["trust", "aws_iam_role.chained", expect.stringContaining("aws_iam_role.ci.arn in a way that a plan")],
  ]);
  const [read0] = model.policies;
  expect(read0?.document.statements.map(({ resources }) => resources?.patterns)).toEqual([[UNKNOWN], ["*"]]);
});

it("does not mistake the references of a list for the whole list", async () => {
  // Two principals, of which the plan shows one reference: the other may be anyone.
  const text = plan.replace('{"identifiers":[true]}', '{"identifiers":true}');
  expect(text).not.toBe(plan);
  const { trust } = identity(await read(text), "aws_iam_role.ci");
  expect(trust?.statements[0]?.principals?.members.map(({ id }) => id)).toEqual([GITHUB, UNKNOWN]);
  expect(trust?.whys).toHaveLength(1);
});

it("knows everything about what exists", async () => {
  const model = await read(applied);
  expect(model.unknowns).toEqual([]);
  expect(identity(model, "aws_iam_role.chained").trust?.statements[0]?.principals?.members).toEqual([
    { type: "AWS", id: "arn:aws:iam::123456789012:role/ci" },
  ]);
  expect(identity(model, "aws_iam_role.ci").grants).toMatchObject([{ policy: { address: "aws_iam_policy.read" } }]);
});

it.each([
  ["as JSON", { format_version: "1.0", values: JSON.parse(plan).planned_values }],
  ["as Terraform keeps it", { version: 4, serial: 1, lineage: "a", resources: [] }],
])("refuses a state %s, and says what to give instead", async (_, state) => {
  await expect(read(JSON.stringify(state))).rejects.toThrow(
    /it is a state, which is not checked; give a plan: terraform plan -out tfplan && terraform show -json tfplan/,
  );
});

it("reads the values of outputs and variables", async () => {
  const { outputs, variables } = await read(plan);
  expect(outputs).toMatchObject([{ address: "output.ci_arn", sensitive: false }]);
  expect(variables).toMatchObject([{ address: "var.region", value: { value: "eu-west-1" } }]);
});

it.each([
  ["resources that are not a list", { planned_values: { root_module: { resources: 5, child_modules: "x" } } }],
  [
    "values that are not an object",
    { planned_values: { root_module: { resources: [{ type: "aws_iam_role", values: 3 }, 7] } } },
  ],
  [
    "prototype keys",
    JSON.parse(
      '{"planned_values":{"root_module":{"resources":[{"address":"__proto__","mode":"managed","type":"__proto__","name":"constructor","values":{"__proto__":{"arn":1}}}]}},"configuration":{"__proto__":{}}}',
    ),
  ],
])("survives %s", async (_, broken) => {
  const model = await read(JSON.stringify({ format_version: "1.2", ...broken }));
  expect(model.policies).toEqual([]);
});
