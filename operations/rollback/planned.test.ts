import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { outside, type Scope, scopeOf } from "./planned";

const change = (address: string, ...actions: string[]) => ({ address, change: { actions } });

function scope(yaml: string): Scope {
  const [before, after] = [yaml, `${yaml}\nbedrock: {rollback: true}`].map(
    (text) => synthesizeAll(testConfig(text, "c.yaml")).get("openhands") ?? {},
  );
  return scopeOf(before ?? {}, after ?? {});
}

const SIX = [
  "aws_iam_access_key.bedrock_user_key",
  "aws_iam_policy.bedrock_policy",
  "aws_iam_user.bedrock_user",
  "aws_iam_user_policy_attachment.bedrock_policy_attachment",
  "aws_ssm_parameter.bedrock_access_key_id",
  "aws_ssm_parameter.bedrock_secret_access_key",
];

it("removes exactly the six as designed", () => {
  expect(scope("posture: as-designed")).toEqual({ deletes: SIX, updates: [] });
});

it("may update the policy that reads the parameters, whose document changes", () => {
  const { deletes, updates } = scope("kubernetes: {}\nexternalSecrets: {role: eso}");
  expect(deletes).toEqual(expect.arrayContaining(SIX));
  expect(updates).toContain("aws_iam_policy.external_secrets");
  expect([...deletes, ...updates].join()).not.toMatch(/oidc|openhands_runtime/);
});

it.each([
  ["the destruction of one that stays", change("aws_iam_role.openhands_runtime", "delete")],
  ["the creation of anything", change("aws_iam_user.other", "create")],
  ["the replacement of what may be updated", change("aws_iam_policy.external_secrets", "delete", "create")],
  ["the update of what is to be destroyed", change("aws_iam_user.bedrock_user", "update")],
])("does not accept %s", (_, wrong) => {
  const allowed = { deletes: ["aws_iam_user.bedrock_user"], updates: ["aws_iam_policy.external_secrets"] };
  const right = [
    change("aws_iam_user.bedrock_user", "delete"),
    change("aws_iam_policy.external_secrets", "update"),
    change("aws_iam_policy.other", "no-op"),
    change("data.aws_iam_policy_document.other", "read"),
  ];
  expect(outside({ resource_changes: right }, allowed)).toEqual([]);
  expect(outside({ resource_changes: [...right, wrong] }, allowed)).toEqual([
    `${wrong.change.actions.join(" and ")} ${wrong.address}`,
  ]);
});
