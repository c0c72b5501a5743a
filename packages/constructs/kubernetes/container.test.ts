import { type Container, container } from "./container";
import { value } from "./environment";

const props: Container = { name: "agent", image: "example/agent:1", env: [value("A", "1")] };

it("has what it is given and nothing that is empty", () => {
  const probe = { periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 60 };
  const given: Container = {
    ...props,
    command: ["/bin/sh"],
    args: ["-c", "exec agent"],
    ports: [],
    startupProbe: { httpGet: { path: "/alive", port: "http" }, initialDelaySeconds: 3, ...probe },
    livenessProbe: { tcpSocket: { port: 8477 } },
    readinessProbe: { exec: { command: ["true"] } },
    securityContext: {
      ...{ runAsUser: 10_001, runAsGroup: 10_001, runAsNonRoot: true },
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
    },
  };
  const { ports, env, ...rest } = given;
  expect(container(given)).toEqual({ ...rest, env: [{ name: "A", value: "1" }] });
});

it.each(["startupProbe", "livenessProbe", "readinessProbe"])("leaves a delay of 0 out of its %s", (name) => {
  const tcpSocket = { port: "http" };
  expect(container({ ...props, [name]: { tcpSocket, initialDelaySeconds: 0 } })).toMatchObject({
    [name]: { tcpSocket },
  });
  expect(JSON.stringify(container({ ...props, [name]: { tcpSocket, initialDelaySeconds: 0 } }))).not.toContain("Delay");
});

it("mounts a part of a volume, and says only that a mount is not writable", () => {
  const mount = { name: "state", mountPath: "/projects", subPath: "projects" };
  const volumeMounts = [
    { ...mount, readOnly: true },
    { ...mount, readOnly: false },
  ];
  expect(container({ ...props, volumeMounts })).toMatchObject({ volumeMounts: [{ ...mount, readOnly: true }, mount] });
  expect(JSON.stringify(container({ ...props, volumeMounts }))).not.toContain('"readOnly":false');
});
