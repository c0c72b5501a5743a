import { testConfig } from "../tools/test-config";

const kubernetes = (more = "{}", others = "") => {
  const config = testConfig(`kubernetes: ${more}\n${others}`, "c.yaml");
  if (!config.kubernetes) throw new Error("There is no section kubernetes");
  return config.kubernetes;
};

it("is off unless asked for", () => expect(testConfig("", "c.yaml").kubernetes).toBeUndefined());

it("has safe defaults", () => {
  expect(kubernetes()).toMatchObject({
    namespace: "openhands",
    createNamespace: true,
    apiVersions: { externalSecrets: "external-secrets.io/v1" },
    secretStore: { name: "parameterstore", generate: true },
    externalSecret: { name: "bedrock-credentials", refreshInterval: "1h0m0s", parameters: {} },
    deployment: {
      ...{ generate: true, name: "openhands", replicas: 1, strategy: "Recreate" },
      ...{ hostNetwork: false, dockerSocket: false, reload: "reloader", nodeAffinity: {}, env: {} },
      storage: { size: "10Gi", accessMode: "ReadWriteOnce" },
      resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "2Gi" } },
      service: { type: "ClusterIP", port: 3000, annotations: {} },
      image: { pullSecrets: [] },
    },
    awsAccess: { kind: "Deployment", container: "openhands", mounts: [] },
  });
  expect(kubernetes().terraform).toBeUndefined();
});

it("authenticates with the design's key, or with the role where only that may read", () => {
  const secret = { namespace: "external-secrets", name: "awssm-secret" };
  const keys = { accessKeyIdKey: "access-key", secretAccessKeyKey: "secret-access-key" };
  expect(kubernetes().secretStore.auth).toEqual({ secret: { ...secret, ...keys } });
  expect(kubernetes("{secretStore: {auth: {secret: {}}}}").secretStore.auth).toEqual({
    secret: { ...secret, ...keys },
  });
  expect(kubernetes("{}", "externalSecrets: {role: eso}").secretStore.auth).toEqual({ role: true });
  expect(kubernetes("{}", "externalSecrets: {role: a, user: b}").secretStore.auth).toEqual({
    secret: { ...secret, ...keys },
  });
});

it.each([
  ["0.27", "docker.all-hands.dev/all-hands-ai/openhands"],
  ["0.59", "docker.all-hands.dev/all-hands-ai/openhands"],
  ["0.60", "docker.openhands.dev/openhands/openhands"],
  ["0.9", "docker.all-hands.dev/all-hands-ai/openhands"],
])("pulls OpenHands %s from %s", (version, repository) => {
  expect(kubernetes("{}", `openhands: {version: "${version}"}`).deployment.image.repository).toBe(repository);
});

it("changes the Deployment with the config's name, or the workload with the labels", () => {
  expect(kubernetes("{deployment: {name: oh}}").awsAccess.target).toEqual({ name: "oh" });
  expect(kubernetes("{awsAccess: {name: web}}").awsAccess.target).toEqual({ name: "web" });
  expect(kubernetes("{awsAccess: {labels: app=oh}}").awsAccess.target).toEqual({ labels: "app=oh" });
});

it("creates no namespace for someone else's Deployment, unless asked", () => {
  expect(kubernetes("{deployment: {generate: false}}").createNamespace).toBe(false);
  expect(kubernetes("{deployment: {generate: false}, createNamespace: true}").createNamespace).toBe(true);
});
