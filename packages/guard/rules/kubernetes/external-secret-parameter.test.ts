import { judged } from "../../support/testing";
import { externalSecretParameter as rule } from "./external-secret-parameter";
import { manifests } from "./support/testing";

const PARAMETERS = {
  aws_ssm_parameter: {
    key: { name: "bedrock-access-key-id", type: "SecureString", value: "x" },
    level: { name: "/app/key", type: "SecureString", value: "x" },
  },
};
const store = (aws: object = { service: "ParameterStore" }) => ({
  apiVersion: "external-secrets.io/v1",
  kind: "ClusterSecretStore",
  metadata: { name: "aws" },
  spec: { provider: { aws } },
});
const secret = (...keys: string[]) => ({
  apiVersion: "external-secrets.io/v1",
  kind: "ExternalSecret",
  metadata: { name: "app", namespace: "app" },
  spec: {
    secretStoreRef: { name: "aws", kind: "ClusterSecretStore" },
    data: keys.map((key) => ({ secretKey: "key", remoteRef: { key } })),
  },
});

it("finds a parameter that no stack writes", async () => {
  expect(await judged(rule, manifests({ app: secret("bedrock-access-key"), store: store() }, PARAMETERS))).toEqual([
    'warning kubernetes_manifest.app: spec.data[0].remoteRef.key is "bedrock-access-key", but no stack writes this parameter.',
  ]);
});

it("reports it as info where the store is unknown, which may not be of AWS", async () => {
  expect(await judged(rule, manifests({ app: secret("other") }, PARAMETERS))).toEqual([expect.stringMatching(/^info/)]);
});

it("reads dataFrom and the prefix of the store", async () => {
  const app = secret();
  const from = { ...app, spec: { ...app.spec, dataFrom: [{ extract: { key: "key" } }, { find: { path: "/app" } }] } };
  const prefixed = (prefix: string) => store({ service: "ParameterStore", prefix });
  expect(await judged(rule, manifests({ app: from, store: prefixed("/app/") }, PARAMETERS))).toEqual([]);
  expect(await judged(rule, manifests({ app: from, store: prefixed("/other/") }, PARAMETERS))).toHaveLength(1);
});

it.each([
  [
    "parameters that are written",
    manifests({ app: secret("bedrock-access-key-id", "/app/key"), store: store() }, PARAMETERS),
  ],
  [
    "ARNs of parameters that are written",
    manifests({ app: secret("arn:aws:ssm:us-east-1:123456789012:parameter/app/key"), store: store() }, PARAMETERS),
  ],
  ["another store", manifests({ app: secret("other"), store: store({ service: "SecretsManager" }) }, PARAMETERS)],
  ["parameters, where none at all is written here", manifests({ app: secret("other"), store: store() })],
])("accepts %s", async (_, text) => expect(await judged(rule, text)).toEqual([]));

it("finds the parameter in another stack, and lets an unknown name match any", async () => {
  const app = manifests({ app: secret("/app/key"), store: store() });
  const other = (name: string) =>
    `variable "stage" {}\nresource "aws_ssm_parameter" "p" {\n  name = "${name}"\n  type = "String"\n  value = "x"\n}`;
  expect(await judged(rule, { "a/main.tf.json": app, "b/main.tf": other("/app/key") })).toEqual([]);
  expect(await judged(rule, { "a/main.tf.json": app, "b/main.tf": other("/${var.stage}/key") })).toEqual([]);
  expect(await judged(rule, { "a/main.tf.json": app, "b/main.tf": other("/${var.stage}/id") })).toHaveLength(1);
});
