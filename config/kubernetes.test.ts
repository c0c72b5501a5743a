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
      resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { memory: "4Gi" } },
      service: { type: "ClusterIP", port: 3000, annotations: {} },
      image: { pullSecrets: [] },
    },
    canvas: {
      keys: {
        ...{ name: "openhands-keys", generate: true },
        ...{ sessionKeyParameter: "/openhands/canvas/session-key", secretKeyParameter: "/openhands/canvas/secret-key" },
      },
      vscode: false,
    },
    awsAccess: { kind: "Deployment", container: "openhands", mounts: [] },
  });
  expect(kubernetes().terraform).toBeUndefined();
  expect(kubernetes().canvas?.ingress).toBeUndefined();
});

it.each([
  ["0.x", 'openhands: {version: "0.62"}'],
  ["1.x", 'openhands: {version: "1.11"}\nruntime: {refresher: {}}'],
  ["the design", "posture: as-designed"],
])("has nothing of Agent Canvas with %s", (_, yaml) => {
  const { canvas, deployment } = kubernetes("{}", yaml);
  expect(canvas).toBeUndefined();
  expect(deployment.resources.limits).toEqual({ memory: "2Gi" });
});

it.each(["", 'openhands: {version: "0.62"}'])(
  "takes the limits that the config says, whatever the family: %s",
  (yaml) => {
    const limits = '{cpu: "3", memory: 8Gi}';
    expect(kubernetes(`{deployment: {resources: {limits: ${limits}}}}`, yaml).deployment.resources.limits).toEqual({
      cpu: "3",
      memory: "8Gi",
    });
  },
);

it("keeps a WebSocket open for an hour through an ingress, unless the config says how", () => {
  const ingress = (more = "") => kubernetes(`{canvas: {ingress: {host: oh.example.com${more}}}}`).canvas?.ingress;
  expect(ingress()).toEqual({
    host: "oh.example.com",
    annotations: {
      "nginx.ingress.kubernetes.io/proxy-read-timeout": "3600",
      "nginx.ingress.kubernetes.io/proxy-send-timeout": "3600",
    },
  });
  expect(ingress(", className: traefik, tlsSecret: oh-tls, annotations: {a.example/b: c}")).toEqual({
    ...{ host: "oh.example.com", className: "traefik", tlsSecret: "oh-tls" },
    annotations: { "a.example/b": "c" },
  });
});

it("keeps the parts of Agent Canvas' section that the config does not name", () => {
  expect(kubernetes("{canvas: {keys: {generate: false}, vscode: true}}").canvas).toMatchObject({
    keys: { name: "openhands-keys", generate: false },
    vscode: true,
  });
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
  ["0.63", "docker.openhands.dev/openhands/openhands"],
])("pulls OpenHands %s from %s", (version, repository) => {
  expect(kubernetes("{}", `openhands: {version: "${version}"}`).deployment.image.repository).toBe(repository);
});

it("pulls Agent Canvas from GitHub, and 1.x from its publisher", () => {
  const pulled = (yaml: string) => kubernetes("{}", yaml).deployment.image.repository;
  expect(pulled("")).toBe("ghcr.io/openhands/agent-canvas");
  expect(pulled("openhands: {family: 1.x}\nruntime: {refresher: {}}")).toBe("docker.openhands.dev/openhands/openhands");
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
