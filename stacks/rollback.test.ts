import { guardOrThrow } from "../export/check/guard-or-throw";
import { renderStacks } from "../export/render/json";
import { manifestFiles } from "../export/render/manifest-files";
import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";

const ROLLBACK = "bedrock: {rollback: true}";

/** The addresses of the stack openhands. */
function addresses(yaml: string): string[] {
  const { resource } = synthesizeAll(testConfig(yaml, "c.yaml")).get("openhands") as {
    resource: Record<string, object>;
  };
  return Object.entries(resource).flatMap(([type, blocks]) => Object.keys(blocks).map((label) => `${type}.${label}`));
}

/** The six of the Bedrock design. */
const SIX = [
  "aws_iam_access_key.bedrock_user_key",
  "aws_iam_policy.bedrock_policy",
  "aws_iam_user.bedrock_user",
  "aws_iam_user_policy_attachment.bedrock_policy_attachment",
  "aws_ssm_parameter.bedrock_access_key_id",
  "aws_ssm_parameter.bedrock_secret_access_key",
];

const gone = (yaml: string) => {
  const left = addresses(`${yaml}\n${ROLLBACK}`);
  return addresses(yaml)
    .filter((address) => !left.includes(address))
    .sort();
};

it("takes exactly the six resources back as designed", () => expect(gone("posture: as-designed")).toEqual(SIX));

it("takes back what only they need, and neither the runtime role nor what it needs", () => {
  expect(gone("kubernetes: {}\nexternalSecrets: {role: eso}")).toEqual(
    [
      ...SIX,
      "aws_iam_policy.openhands_refresher",
      "aws_iam_role.openhands_session",
      "aws_iam_role_policy_attachment.openhands_session_bedrock",
      "aws_iam_role_policy_attachment.openhands_session_config",
      "aws_iam_role_policy_attachment.openhands_session_s3",
      "aws_iam_user_policy_attachment.openhands_refresher",
    ].sort(),
  );
});

it("keeps the sessions of a refresher with a principal of its own, without the models", () => {
  const own = "runtime: {refresher: {principal: 'arn:aws:iam::123456789012:role/agents'}}\nkubernetes: {}";
  expect(gone(own)).toEqual([...SIX, "aws_iam_role_policy_attachment.openhands_session_bedrock"].sort());
  expect(JSON.stringify(manifests(`${own}\n${ROLLBACK}`))).not.toContain("bedrock:Invoke");
  expect(JSON.stringify(manifests(own))).toContain("bedrock:Invoke");
});

it.each([["aws_iam_policy.external_secrets"], ["aws_iam_role_policy_attachment.external_secrets"]])(
  "removes %s where there is nothing left to read",
  (address) => {
    expect(gone("externalSecrets: {role: eso}")).toContain(address);
    expect(gone("kubernetes: {}\nexternalSecrets: {role: eso}")).not.toContain(address);
  },
);

const manifests = (yaml: string) => Object.fromEntries(manifestFiles(testConfig(yaml, "c.yaml")));

it.each([
  ["as designed", "posture: as-designed\nkubernetes: {}"],
  ["with 0.62", "openhands: {version: '0.62'}\nkubernetes: {}"],
  ["with 1.11", "openhands: {version: '1.11'}\nruntime: {refresher: {}}\nkubernetes: {}"],
  ["with Agent Canvas", "kubernetes: {}"],
  ["with Agent Canvas and its access key", "runtime: {refresher: false}\nkubernetes: {}"],
])("%s, the Secret and the variables leave the cluster, and everything else stays", (_, yaml) => {
  const before = manifests(yaml);
  const after = manifests(`${yaml}\n${ROLLBACK}`);
  const files = Object.keys(before).filter((file) => !(file in after));
  expect(files).toEqual(["openhands/external-secrets.yaml", "openhands/components/aws-access/external-secrets.yaml"]);
  for (const [file, text] of Object.entries(after)) {
    expect([file, /bedrock-credentials|AWS_ACCESS_KEY|BEDROCK|refresher/.exec(text)?.[0]]).toEqual([file, undefined]);
    if (/kustomization/.test(file)) expect(text).not.toContain("external-secrets.yaml");
  }
});

it("leaves what the runtime design sets", () => {
  const after = manifests(`posture: as-designed\nkubernetes: {}\n${ROLLBACK}`);
  expect(after["openhands/deployment.yaml"]).toContain("SANDBOX_RUNTIME_CONTAINER_IMAGE");
});

it.each(["as-designed", "hardened"])("passes the guard %s", async (posture) => {
  const config = testConfig(`posture: ${posture}\nkubernetes: {terraform: {}}\n${ROLLBACK}`, "c.yaml");
  await expect(
    guardOrThrow(renderStacks(synthesizeAll(config)), config, "c.yaml", new Date("2026-11-01")),
  ).resolves.toBeDefined();
});
