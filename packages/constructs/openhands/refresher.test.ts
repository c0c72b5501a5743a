import { podUid, REFRESHED_MOUNT, refresher, refresherVolume, SANDBOX_MOUNT } from "./refresher";

const props = {
  sharedWith: "node" as const,
  image: "ghcr.io/octo-org/runtime:1-abc",
  role: "arn:aws:iam::123456789012:role/openhands-session-role",
  sessionName: "openhands",
  sessionPolicy: '{"Version":"2012-10-17","Statement":[]}',
  sessionSeconds: 3600,
  ownerUid: 1000,
  region: "ap-northeast-1",
};
const inPod = { ...props, sharedWith: "pod" as const, ownerUid: 10_001 };
const namesOf = ({ env }: ReturnType<typeof refresher>) => env.map(({ name }) => name);

it("gives the program the variables that it reads", () => {
  const { command, env } = refresher({ ...props, secret: "bedrock-credentials" });
  expect(command).toEqual(["/opt/openhands-aws/bin/refresh-credentials"]);
  const values = Object.fromEntries(env.map((variable) => [variable.name, "value" in variable && variable.value]));
  expect(values).toEqual({
    POD_UID: false,
    AWS_ACCESS_KEY_ID: false,
    AWS_SECRET_ACCESS_KEY: false,
    AWS_REGION: "ap-northeast-1",
    OPENHANDS_AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/openhands-session-role",
    OPENHANDS_AWS_SESSION_NAME: "openhands-$(POD_UID)",
    OPENHANDS_AWS_SESSION_POLICY: '{"Version":"2012-10-17","Statement":[]}',
    OPENHANDS_AWS_SESSION_SECONDS: "3600",
    OPENHANDS_AWS_DIRECTORY: "/run/openhands-aws",
    OPENHANDS_AWS_OWNER_UID: "1000",
    OPENHANDS_AWS_HEALTH_PORT: "8477",
  });
  expect(env[0]).toBe(podUid);
});

it("takes its key from the Secret, and none if the pod has its own identity", () => {
  expect(refresher({ ...props, secret: "keys" }).env).toContainEqual({
    name: "AWS_SECRET_ACCESS_KEY",
    valueFrom: { secretKeyRef: { name: "keys", key: "AWS_SECRET_ACCESS_KEY" } },
  });
  expect(namesOf(refresher(props)).filter((name) => /ACCESS_KEY/.test(name))).toEqual([]);
});

it("can do nothing but change the file's owner where it writes to the node", () => {
  expect(refresher(props).securityContext).toEqual({
    runAsUser: 0,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"], add: ["CHOWN"] },
  });
});

it("is the agent's own user in a pod of its own, without any capability", () => {
  expect(refresher(inPod).securityContext).toEqual({
    runAsUser: 10_001,
    runAsGroup: 10_001,
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
});

it("is the same program for both", () => {
  const { securityContext, volumeMounts, ...program } = refresher(inPod);
  const { securityContext: _, volumeMounts: __, ...other } = refresher({ ...inPod, sharedWith: "node" });
  expect(program).toEqual(other);
});

it("is probed where it serves its health", () => {
  const { ports = [], readinessProbe, livenessProbe } = refresher(props);
  expect(ports).toEqual([{ name: "refresher", containerPort: 8477, protocol: "TCP" }]);
  expect([readinessProbe, livenessProbe]).toEqual([
    { httpGet: { path: "/healthz", port: "refresher" } },
    { tcpSocket: { port: "refresher" } },
  ]);
});

it("writes into the pod's own directory on the node, which the sandboxes may only read", () => {
  const { volumeMounts = [] } = refresher(props);
  const volume = refresherVolume("node");
  expect(volumeMounts).toEqual([{ name: volume.name, mountPath: "/run/openhands-aws", subPathExpr: "$(POD_UID)" }]);
  expect(volume).toMatchObject({ hostPath: { path: "/run/openhands-aws", type: "DirectoryOrCreate" } });
  expect(SANDBOX_MOUNT).toBe("/run/openhands-aws/$(POD_UID):/run/openhands-aws:ro");
});

it("writes into the pod's memory, which the agent's container may only read", () => {
  const volume = refresherVolume("pod");
  const mount = { name: volume.name, mountPath: "/run/openhands-aws" };
  expect(volume).toEqual({ name: mount.name, emptyDir: { medium: "Memory", sizeLimit: "1Mi" } });
  expect(refresher(inPod).volumeMounts).toEqual([mount]);
  expect(REFRESHED_MOUNT).toEqual({ ...mount, readOnly: true });
});
