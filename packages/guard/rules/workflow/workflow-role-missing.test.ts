import { account, assuming, findings, MAIN, workflow } from "./support/testing";
import { workflowRoleMissing as rule } from "./workflow-role-missing";

it.each<[string, string, string[]]>([
  [
    "finds a misspelt account",
    "arn:aws:iam::123456789021:role/deploy",
    [
      "error deploy.yml:jobs.build.steps[0]: arn:aws:iam::123456789021:role/deploy is not declared here; aws_iam_role.deploy is arn:aws:iam::123456789012:role/deploy.",
    ],
  ],
  ["finds a misspelt name", "arn:aws:iam::123456789012:role/deploi", ["error deploy.yml:jobs.build.steps[0]: arn"]],
  ["finds another case", "arn:aws:iam::123456789012:role/DEPLOY", ["aws_iam_role.deploy is"]],
  ["finds a path that is not there", "arn:aws:iam::123456789012:role/ci/deploy", ["aws_iam_role.deploy is"]],
  [
    "finds an account of eleven digits",
    "arn:aws:iam::12345678901:role/deploy",
    ["error deploy.yml:jobs.build.steps[0]: arn:aws:iam::12345678901:role/deploy is not the ARN of a role."],
  ],
  ["finds a session's ARN", "arn:aws:sts::123456789012:assumed-role/deploy/x", ["is not the ARN of a role."]],
  ["finds a name alone, which belongs to no account yet", "deploy", ["is not the ARN of a role."]],
  [
    "warns of a role that may be declared elsewhere",
    "arn:aws:iam::210987654321:role/other",
    ["warning deploy.yml:jobs.build.steps[0]: arn:aws:iam::210987654321:role/other is not declared here, so"],
  ],
  ["accepts the role", "arn:aws:iam::123456789012:role/deploy", []],
  ["ignores what is only known in the run", "${{ vars.ROLE }}", []],
  ["ignores an account that is only known in the run", "arn:aws:iam::${{ vars.ACCOUNT }}:role/deploy", []],
])("%s", async (_, role, expected) =>
  expect(await findings(rule, workflow(MAIN, assuming(role)))).toEqual(
    expected.map((text) => expect.stringContaining(text)),
  ),
);

it("ignores a role that a module may declare which was not read", async () => {
  const modules = { "modules.tf.json": JSON.stringify({ module: { roles: { source: "example/roles/aws" } } }) };
  const steps = assuming("arn:aws:iam::123456789012:role/other");
  expect(await findings(rule, workflow(MAIN, steps), { ...account(), ...modules })).toEqual([]);
});

it("finds where an expression leads", async () => {
  const steps = assuming("${{ env.ROLE }}");
  expect(
    await findings(rule, `env: {ROLE: "arn:aws:iam::123456789012:role/deploi"}\n${workflow(MAIN, steps)}`),
  ).toHaveLength(1);
});

it("finds each role of a matrix", async () => {
  const roles = "strategy: {matrix: {role: [deploy, deploi]}}";
  const steps = assuming("arn:aws:iam::123456789012:role/${{ matrix.role }}");
  expect(await findings(rule, workflow(MAIN, steps, roles))).toEqual([expect.stringContaining("role/deploi")]);
});

it("finds the role of a name beside access keys in their account", async () => {
  const asked = (role: string) => workflow(MAIN, assuming(role, "aws-access-key-id: '${{ secrets.KEY }}'"));
  expect(await findings(rule, asked("deploy"))).toEqual([]);
  expect(await findings(rule, asked("deploi"))).toEqual([expect.stringContaining("is not declared here")]);
});
