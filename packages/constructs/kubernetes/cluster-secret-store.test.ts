import { clusterSecretStore } from "./cluster-secret-store";
import type { Manifest } from "./manifest";

const store = { apiVersion: "external-secrets.io/v1", name: "parameterstore", region: "ap-northeast-1" };
const aws = (manifest: Manifest) => (manifest.spec as { provider: { aws: object } }).provider.aws;
const keyOf = (key: string) => ({ namespace: "external-secrets", name: "awssm-secret", key });

it("reads the Parameter Store with an access key", () => {
  expect(clusterSecretStore({ ...store, accessKey: { id: keyOf("id"), secret: keyOf("secret") } })).toEqual({
    apiVersion: "external-secrets.io/v1",
    kind: "ClusterSecretStore",
    metadata: { name: "parameterstore" },
    spec: {
      provider: {
        aws: {
          service: "ParameterStore",
          region: "ap-northeast-1",
          auth: {
            secretRef: { accessKeyIDSecretRef: keyOf("id"), secretAccessKeySecretRef: keyOf("secret") },
          },
        },
      },
    },
  });
});

it("uses a ServiceAccount's token, and assumes a role with it if asked", () => {
  const serviceAccount = { namespace: "external-secrets", name: "eso" };
  const auth = { jwt: { serviceAccountRef: serviceAccount } };
  expect(aws(clusterSecretStore({ ...store, serviceAccount }))).toEqual({
    ...{ service: "ParameterStore", region: "ap-northeast-1" },
    auth,
  });
  const role = "arn:aws:iam::123456789012:role/eso";
  expect(aws(clusterSecretStore({ ...store, serviceAccount, role }))).toMatchObject({ role, auth });
});

it("assumes a role with the operator's own identity", () => {
  const role = "arn:aws:iam::123456789012:role/eso";
  expect(aws(clusterSecretStore({ ...store, role }))).toEqual({
    ...{ service: "ParameterStore", region: "ap-northeast-1", role },
  });
});

it("is not created without auth", () => {
  expect(() => clusterSecretStore(store)).toThrow("The ClusterSecretStore parameterstore has no auth");
});
