import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Container,
  deployment,
  ingress,
  type Manifest,
  networkPolicy,
  persistentVolumeClaim,
  service,
  serviceAccount,
  value,
} from "@openhands-aws/constructs/kubernetes";
import { Cluster } from "./support/cluster";
import { sharedFields } from "./support/managed-fields";
import { describeKubernetes } from "./support/requirements";
import { applyStrictly, createRestricted, expectOnePod } from "./support/restricted";
import { content, settled } from "./support/settled";

const NAMESPACE = "agents";
const own = { name: "agent", namespace: NAMESPACE };
const labels = { "app.kubernetes.io/name": "agent" };
const timing = { initialDelaySeconds: 3, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 60 };

const settings: Container = {
  name: "settings",
  image: "example.com/agent:1",
  command: ["/bin/agent"],
  args: ["--listen", "8080"],
  env: [value("EMPTY", ""), value("A", "1")],
  resources: { requests: { cpu: "10m", memory: "96Mi" }, limits: { memory: "128Mi" } },
  securityContext: {
    ...{ runAsUser: 10_001, runAsGroup: 10_001, runAsNonRoot: true },
    ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
  },
  volumeMounts: [
    { name: "state", mountPath: "/home/agent", subPath: "home", readOnly: false },
    { name: "state", mountPath: "/projects", subPath: "projects" },
    { name: "session", mountPath: "/run/session", readOnly: true },
    { name: "scratch", mountPath: "/tmp" },
    { name: "key", mountPath: "/etc/key", readOnly: true },
    { name: "all", mountPath: "/etc/all", readOnly: true },
  ],
};

/** With everything that a pod without root can have. */
const agent: Container = {
  ...settings,
  name: "agent",
  ports: [{ name: "http", containerPort: 8080, protocol: "TCP" }],
  startupProbe: { httpGet: { path: "/alive", port: "http" }, ...timing },
  livenessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 0 },
  readinessProbe: { exec: { command: ["true"] } },
};

const key = { items: [{ key: "id", path: "id" }] };
const token = { audience: "sts.amazonaws.com", expirationSeconds: 3600, path: "token" };
const OBJECTS: readonly Manifest[] = [
  serviceAccount(own),
  persistentVolumeClaim({ ...own, size: "1Gi", accessMode: "ReadWriteOnce" }),
  deployment({
    ...{ ...own, labels, replicas: 1, strategy: "Recreate", serviceAccountName: "agent" },
    ...{ imagePullSecrets: [], hostNetwork: false, nodeAffinity: {}, terminationGracePeriodSeconds: 60 },
    securityContext: {
      ...{ runAsNonRoot: true, runAsUser: 10_001, runAsGroup: 10_001 },
      ...{ fsGroup: 10_001, fsGroupChangePolicy: "OnRootMismatch" },
    },
    initContainers: [settings],
    containers: [agent],
    volumes: [
      { name: "state", persistentVolumeClaim: { claimName: "agent" } },
      { name: "session", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
      { name: "scratch", emptyDir: {} },
      { name: "key", secret: { secretName: "key", ...key, defaultMode: 288 } },
      {
        name: "all",
        projected: { sources: [{ secret: { name: "key", ...key } }, { serviceAccountToken: token }], defaultMode: 420 },
      },
    ],
  }),
  service({ ...own, type: "ClusterIP", port: 80, targetPort: "http", selector: labels, annotations: {} }),
  networkPolicy({
    ...{ ...own, selector: labels, port: "http" },
    from: [{ podLabels: {} }, { namespaceLabels: { "kubernetes.io/metadata.name": "ingress" }, podLabels: labels }],
  }),
  networkPolicy({ ...own, name: "anyone", selector: labels, port: 8080 }),
  ingress({
    ...{ ...own, className: "nginx", host: "agent.example.com", tlsSecret: "certificate" },
    ...{ service: { name: "agent", port: "http" }, annotations: { "example.com/read-timeout": "3600" } },
  }),
];

describeKubernetes("a namespace that admits only pods without any power", () => {
  let cluster: Cluster;
  const directory = mkdtempSync(join(tmpdir(), "openhands-aws-restricted-"));

  const apply = (objects: readonly Manifest[]) => {
    const file = join(directory, "objects.json");
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
    return applyStrictly(cluster, "-f", file);
  };
  const stored = () => Promise.all(OBJECTS.map(({ kind, metadata }) => cluster.get(kind, metadata.name, NAMESPACE)));

  beforeAll(async () => {
    cluster = await Cluster.start();
    await createRestricted(cluster, NAMESPACE);
    await apply(OBJECTS);
  }, 120_000);
  afterAll(async () => {
    await cluster?.stop();
    rmSync(directory, { recursive: true });
  }, 60_000);

  it("admits the pod", () => expectOnePod(cluster, NAMESPACE));

  it("warns of a pod that may gain powers", async () => {
    const less = JSON.stringify(OBJECTS).replaceAll('"allowPrivilegeEscalation":false,', "");
    await expect(apply(JSON.parse(less))).rejects.toThrow("allowPrivilegeEscalation != false");
    await apply(OBJECTS);
  });

  it("stores what was written, and who reaches the pod to the letter", async () => {
    const all = await stored();
    for (const [index, object] of all.entries()) expect(object).toMatchObject(OBJECTS[index] as object);
    for (const [index, { kind, spec }] of all.entries())
      if (kind === "NetworkPolicy" || kind === "Ingress") expect(spec).toEqual(OBJECTS[index]?.spec);
  });

  it("changes nothing when they are applied again", async () => {
    const before = await settled(stored);
    await apply(OBJECTS);
    expect((await stored()).map(content)).toEqual(before.map(content));
    expect((await stored()).flatMap((object) => sharedFields(object))).toEqual([]);
  });
});
