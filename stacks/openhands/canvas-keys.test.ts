import { parsePrincipal, whoCan } from "@openhands-aws/guard";
import { stackModel } from "../../export/check/stack-findings";
import { renderStacks } from "../../export/render/json";
import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";

const ON = "kubernetes: {}";
const rendered = (yaml: string) => renderStacks(synthesizeAll(testConfig(yaml, "openhands.yaml")));
const json = (yaml: string) => JSON.parse(rendered(yaml).get("openhands") ?? "");
const parameters = (yaml: string): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries<Record<string, unknown>>(json(yaml).resource.aws_ssm_parameter).filter(([label]) =>
      label.startsWith("canvas_"),
    ),
  );

it("creates both keys at random, as write-only values that no plan and no state contains", () => {
  expect(parameters(ON)).toEqual({
    canvas_secret_key: {
      name: "/openhands/canvas/secret-key",
      description: "Key with which Agent Canvas encrypts the secrets that it stores",
      type: "SecureString",
      value_wo: "${ephemeral.aws_secretsmanager_random_password.canvas_secret_key.random_password}",
      value_wo_version: 1,
    },
    canvas_session_key: {
      name: "/openhands/canvas/session-key",
      description: "Key that the web page of Agent Canvas asks for",
      type: "SecureString",
      value_wo: "${ephemeral.aws_secretsmanager_random_password.canvas_session_key.random_password}",
      value_wo_version: 1,
    },
  });
  const random = { password_length: 48, exclude_punctuation: true };
  expect(json(ON).ephemeral).toEqual({
    aws_secretsmanager_random_password: { canvas_secret_key: random, canvas_session_key: random },
  });
});

it("passes the keys on to nothing but their parameters", () => {
  const { resource, ephemeral: _, ...rest } = json(ON);
  const { aws_ssm_parameter, ...others } = resource;
  expect(JSON.stringify([others, rest])).not.toMatch(/ephemeral\.|random_password/);
  const values = Object.values<Record<string, unknown>>(aws_ssm_parameter).filter(({ value_wo }) => value_wo);
  expect(values).toHaveLength(2);
  for (const parameter of values) expect(parameter).not.toHaveProperty("value");
});

it("names the parameters as the config does", () => {
  const own =
    "kubernetes: {canvas: {keys: {sessionKeyParameter: /agents/session, secretKeyParameter: /agents/secret}}}";
  expect(Object.values(parameters(own)).map(({ name }) => name)).toEqual(["/agents/secret", "/agents/session"]);
});

it.each([
  ["without a cluster", ""],
  ["as designed", "posture: as-designed\nkubernetes: {}"],
  ["for another family", "openhands: {version: '0.62'}\nkubernetes: {}"],
  ["for keys of the owner's", "kubernetes: {canvas: {keys: {generate: false}}}"],
  ["for someone else's Deployment", "kubernetes: {deployment: {generate: false}}"],
])("creates none %s", (_, yaml) => {
  expect(parameters(yaml)).toEqual({});
  expect(json(yaml)).not.toHaveProperty("ephemeral");
});

const ARNS = ["session-key", "secret-key"].map(
  (name) => `arn:aws:ssm:ap-northeast-1:123456789012:parameter/openhands/canvas/${name}`,
);

it("lets External Secrets read them by name", () => {
  const read = (yaml: string): string[] =>
    json(yaml).data.aws_iam_policy_document.external_secrets.statement.flatMap(
      ({ resources }: { resources: string[] }) => resources,
    );
  expect(read(ON)).toEqual([...read(""), ...ARNS]);
});

it.each(["role/openhands-runtime-role", "role/openhands-session-role", "user/service/bedrock-openhands-user"])(
  "lets %s, which the agent may have, read neither",
  async (name) => {
    const model = await stackModel(rendered(ON));
    const principal = parsePrincipal(`arn:aws:iam::123456789012:${name}`);
    if (!principal) throw new Error(name);
    const decisions = ARNS.flatMap((resource) =>
      whoCan(model, { kind: "principal", principal }, { action: "ssm:GetParameter", resource }).flatMap(
        ({ decision, wish }) => (decision === "allowed" ? [wish?.decision] : []),
      ),
    );
    expect([...new Set(decisions)]).toEqual(["denied"]);
  },
);
