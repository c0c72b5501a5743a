import { type DeploymentProps, deployment } from "./deployment";
import { value } from "./environment";
import type { Volume } from "./volume";

const props: DeploymentProps = {
  ...{ name: "openhands", namespace: "openhands", labels: { app: "openhands" } },
  ...{ replicas: 1, strategy: "Recreate", serviceAccountName: "openhands" },
  ...{ imagePullSecrets: [], hostNetwork: false, nodeAffinity: {}, volumes: [] },
  containers: [{ name: "openhands", image: "example/openhands:1", env: [value("A", "1")] }],
};

const podOf = (more: Partial<DeploymentProps>) =>
  (deployment({ ...props, ...more }).spec as { template: { spec: Record<string, unknown> } }).template.spec;

it("has what it needs and nothing that is empty", () => {
  expect(deployment(props)).toEqual({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "openhands", namespace: "openhands", labels: { app: "openhands" } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: "openhands" } },
      strategy: { type: "Recreate" },
      template: {
        metadata: { labels: { app: "openhands" } },
        spec: {
          serviceAccountName: "openhands",
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: { seccompProfile: { type: "RuntimeDefault" } },
          containers: [{ name: "openhands", image: "example/openhands:1", env: [{ name: "A", value: "1" }] }],
        },
      },
    },
  });
});

it("resolves the cluster's names on the node's network, too", () => {
  expect(podOf({ hostNetwork: true })).toMatchObject({ hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" });
  expect(podOf({})).not.toHaveProperty("dnsPolicy");
});

it("runs only on nodes that have every label", () => {
  expect(podOf({ nodeAffinity: { a: ["1", "2"], b: ["3"] } }).affinity).toEqual({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchExpressions: [
              { key: "a", operator: "In", values: ["1", "2"] },
              { key: "b", operator: "In", values: ["3"] },
            ],
          },
        ],
      },
    },
  });
});

it("owns all of its strategy, so that it can change it", () => {
  const { strategy } = deployment({ ...props, strategy: "RollingUpdate" }).spec as { strategy: object };
  expect(strategy).toEqual({ type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } });
});

it("pulls with the named Secrets", () => {
  expect(podOf({ imagePullSecrets: ["registry"] }).imagePullSecrets).toEqual([{ name: "registry" }]);
});

it("refuses a container that has a variable twice", () => {
  const env = [value("A", "1"), value("A", "2")];
  expect(() => deployment({ ...props, containers: [{ name: "a", image: "b", env }] })).toThrow(/variable A .* twice/);
});

it("keeps the runtime's filter of system calls beside what else the pod's context says", () => {
  const seccompProfile = { type: "RuntimeDefault" };
  expect(podOf({}).securityContext).toEqual({ seccompProfile });
  const user = { runAsNonRoot: true, runAsUser: 10_001, runAsGroup: 10_001 };
  const securityContext = { ...user, fsGroup: 10_001, fsGroupChangePolicy: "OnRootMismatch" } as const;
  expect(podOf({ securityContext }).securityContext).toEqual({ ...securityContext, seccompProfile });
});

it("starts with its init containers, and ends in its own time", () => {
  const first = { name: "settings", image: "b", command: ["write"], env: [value("A", "")] };
  expect(podOf({ initContainers: [first], terminationGracePeriodSeconds: 60 })).toMatchObject({
    initContainers: [{ ...first, env: [{ name: "A" }] }],
    terminationGracePeriodSeconds: 60,
  });
});

it("mounts memory, a disk's directory, a claim and files of Secrets", () => {
  const volumes: Volume[] = [
    { name: "memory", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
    { name: "scratch", emptyDir: {} },
    { name: "state", persistentVolumeClaim: { claimName: "state" } },
    { name: "key", secret: { secretName: "key", items: [{ key: "a", path: "b" }], defaultMode: 288 } },
    { name: "all", projected: { sources: [{ secret: { name: "key" } }], defaultMode: 420 } },
  ];
  expect(podOf({ volumes }).volumes).toEqual(volumes);
});
