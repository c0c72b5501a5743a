import { judged } from "../../support/testing";
import { bedrockApiKey as rule } from "./bedrock-api-key";

const KEY = "AWS_BEARER_TOKEN_BEDROCK";
const SETS = `sets ${KEY}, which contains a Bedrock API key.`;
const manifest = (object: object) =>
  JSON.stringify({ resource: { kubernetes_manifest: { app: { manifest: object } } } });
const deployment = (container: object) =>
  manifest({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "app" },
    spec: { template: { spec: { containers: [{ name: "app", ...container }] } } },
  });
const IN_CONTAINER = "Deployment.spec.template.spec.containers[0].env[0]";
const lambda = (line: string) => `resource "aws_lambda_function" "a" {\n  function_name = "a"\n  ${line}\n}`;
const resource = (type: string, body: string) => `resource "${type}" "a" {\n${body}\n}`;

it.each<[string, string, string]>([
  ["a literal of a container", deployment({ env: [{ name: KEY, value: "x" }] }), `app: ${IN_CONTAINER} ${SETS}`],
  [
    "a reference of a container to a Secret",
    deployment({ env: [{ name: KEY, valueFrom: { secretKeyRef: { name: "bedrock", key: "token" } } }] }),
    `app: ${IN_CONTAINER} ${SETS}`,
  ],
  [
    "a variable that OpenHands passes on",
    deployment({ env: [{ name: `SANDBOX_ENV_${KEY}`, value: "x" }] }),
    `app: ${IN_CONTAINER} ${SETS}`,
  ],
  [
    "JSON in a variable",
    deployment({ env: [{ name: "OH_AGENT_SERVER_ENV", value: JSON.stringify({ [KEY]: "x" }) }] }),
    `app: ${IN_CONTAINER}.value ${SETS}`,
  ],
  ["a ConfigMap for envFrom", manifest({ kind: "ConfigMap", data: { [KEY]: "x" } }), `app: ConfigMap.data ${SETS}`],
  ["a Secret for envFrom", manifest({ kind: "Secret", stringData: { [KEY]: "x" } }), `app: Secret.stringData ${SETS}`],
  [
    "a Secret that External Secrets writes",
    manifest({ kind: "ExternalSecret", spec: { data: [{ secretKey: KEY, remoteRef: { key: "bedrock" } }] } }),
    `app: ExternalSecret.spec.data[0] ${SETS}`,
  ],
])("finds %s", async (_, text, expected) => {
  expect(await judged(rule, text)).toEqual([`warning kubernetes_manifest.${expected}`]);
});

it.each<[string, string, string]>([
  [
    "a function's environment",
    lambda(`environment {\n    variables = { ${KEY} = var.key }\n  }`),
    "aws_lambda_function.a: environment[0].variables",
  ],
  [
    "a container of ECS",
    resource(
      "aws_ecs_task_definition",
      `family = "a"\ncontainer_definitions = jsonencode([{ name = "a", environment = [{ name = "${KEY}", value = "x" }] }])`,
    ),
    "aws_ecs_task_definition.a: container_definitions",
  ],
  [
    "a secret of ECS",
    resource(
      "aws_ecs_task_definition",
      `family = "a"\ncontainer_definitions = jsonencode([{ name = "a", secrets = [{ name = "${KEY}", valueFrom = "arn" }] }])`,
    ),
    "aws_ecs_task_definition.a: container_definitions",
  ],
  [
    "a script of a machine",
    resource("aws_instance", `user_data = "#!/bin/sh\\nexport ${KEY}=$(cat /key)\\n"`),
    "aws_instance.a: user_data",
  ],
  [
    "a CodeBuild project",
    resource(
      "aws_codebuild_project",
      `name = "a"\nenvironment {\n  environment_variable {\n    name = "${KEY}"\n    value = "bedrock"\n    type = "SECRETS_MANAGER"\n  }\n}`,
    ),
    "aws_codebuild_project.a: environment[0].environment_variable[0]",
  ],
])("finds %s", async (_, text, expected) => {
  expect(await judged(rule, text)).toEqual([`warning ${expected} ${SETS}`]);
});

it("finds it in the call of a module that was not read", async () => {
  const text = `module "agent" {\n  source = "acme/agent/aws"\n  environment = { ${KEY} = "x" }\n}`;
  expect(await judged(rule, text)).toEqual([`warning module.agent: environment ${SETS}`]);
});

const credential = (service: string) =>
  resource("aws_iam_service_specific_credential", `service_name = ${service}\nuser_name = "ci"`);

it("finds an API key that is created", async () => {
  const AT = "aws_iam_service_specific_credential.a";
  expect(await judged(rule, credential('"bedrock.amazonaws.com"'))).toEqual([
    `warning ${AT}: User ci gets a Bedrock API key, which is also in Terraform's state.`,
  ]);
  expect(await judged(rule, `variable "s" {}\n${credential("var.s")}`)).toEqual([
    `info ${AT}: User ci may get a Bedrock API key: service_name is not known.`,
  ]);
});

it.each([
  ["a credential for another service", credential('"codecommit.amazonaws.com"')],
  ["an empty variable of a container", deployment({ env: [{ name: KEY, value: "" }] })],
  ["an empty variable of a function", lambda(`environment {\n    variables = { ${KEY} = "" }\n  }`)],
  ["a script that takes it away", resource("aws_instance", `user_data = "unset ${KEY}\\nexport ${KEY}=\\n"`)],
  ["a text about it", resource("aws_iam_role", `name = "a"\ndescription = "Do not set ${KEY} here"`)],
  ["other variables", deployment({ env: [{ name: "AWS_REGION", value: "us-east-1" }] })],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));
