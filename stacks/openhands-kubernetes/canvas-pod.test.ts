import type { Manifest } from "@openhands-aws/constructs/kubernetes";
import { testConfig } from "../../tools/test-config";
import { clusterObjects } from "./objects";

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
}
interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
}
interface Container {
  readonly name: string;
  readonly ports?: readonly object[];
  readonly env: readonly Variable[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
  readonly securityContext: object;
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
}
interface Pod {
  readonly securityContext: object;
  readonly initContainers: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly { readonly name: string }[];
}

function objects(yaml = "kubernetes: {}"): Map<string, Manifest> {
  const config = testConfig(yaml, "c.yaml");
  if (!config.kubernetes) throw new Error("There is no section kubernetes");
  return new Map(clusterObjects(config, config.kubernetes).map(({ label, manifest }) => [label, manifest]));
}
const object = (label: string, yaml?: string) => objects(yaml).get(label) as Manifest;
const pod = (yaml?: string) => (object("deployment", yaml).spec as { template: { spec: Pod } }).template.spec;
const containers = (yaml?: string) => [...pod(yaml).initContainers, ...pod(yaml).containers];
const container = (name: string, yaml?: string) => containers(yaml).find((one) => one.name === name) as Container;
const canvas = (yaml?: string) => container("openhands", yaml);
const env = (yaml?: string) => Object.fromEntries(canvas(yaml).env.map(({ name, value }) => [name, value]));

const REFRESHER = "aws-credentials-refresher";
const KEYED = "runtime: {refresher: false}\nkubernetes: {}";
/** Everything that a config can add. */
const FULL = `
kubernetes:
  externalSecret: {parameters: {OPENHANDS_BUCKET: /openhands/config/bucket}}
  canvas: {vscode: true, ingress: {host: canvas.example.com, className: nginx, tlsSecret: canvas-tls}}
  deployment: {env: {LOG_LEVEL: debug}}`;

describe.each([
  ["the default", undefined],
  ["one without a refresher", KEYED],
  ["one with everything", FULL],
])("the pod of %s", (_, yaml) => {
  it("runs as uid 10001, and so does everything in it", () => {
    expect(pod(yaml).securityContext).toEqual({
      ...{ runAsUser: 10_001, runAsGroup: 10_001, runAsNonRoot: true },
      ...{ fsGroup: 10_001, fsGroupChangePolicy: "OnRootMismatch" },
      seccompProfile: { type: "RuntimeDefault" },
    });
    for (const { securityContext } of containers(yaml)) {
      expect({ runAsUser: 10_001, runAsGroup: 10_001, runAsNonRoot: true, ...securityContext }).toEqual({
        ...{ runAsUser: 10_001, runAsGroup: 10_001, runAsNonRoot: true },
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    }
  });

  it("has nothing of the node: no path, no Docker socket, no network, no processes of another container", () => {
    const text = JSON.stringify(object("deployment", yaml));
    for (const word of ["hostPath", "docker.sock", "hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace"])
      expect(text).not.toContain(word);
    expect(pod(yaml)).toMatchObject({ automountServiceAccountToken: false });
  });

  it("mounts only volumes that it has", () => {
    const named = pod(yaml).volumes.map(({ name }) => name);
    const mounted = containers(yaml).flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name));
    expect([...new Set(mounted)].sort()).toEqual([...named].sort());
  });

  it("is replaced, never doubled: its volume has one user", () => {
    expect(object("deployment", yaml).spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  });
});

it("can write its state, its workspace and scratch space only", () => {
  const writable = canvas().volumeMounts.filter(({ readOnly }) => !readOnly);
  expect(writable).toEqual([
    { name: "home", mountPath: "/home/openhands" },
    { name: "tmp", mountPath: "/tmp" },
    { name: "state", mountPath: "/home/openhands/.openhands", subPath: "openhands" },
    { name: "state", mountPath: "/home/openhands/workspace", subPath: "workspace" },
    { name: "state", mountPath: "/projects", subPath: "workspace" },
  ]);
  const claims = pod().volumes.filter((volume) => "persistentVolumeClaim" in volume);
  expect(claims).toEqual([{ name: "state", persistentVolumeClaim: { claimName: "openhands-state" } }]);
});

describe("the only way in", () => {
  it("is the port whose page asks for a key, and everything names that port", () => {
    const { ports, startupProbe, readinessProbe, livenessProbe } = canvas(FULL);
    expect(env(FULL).PUBLIC_MODE_PORT).toBe("8080");
    expect(ports).toEqual([{ name: "http", containerPort: 8080, protocol: "TCP" }]);
    const asked = [startupProbe, readinessProbe, livenessProbe].map((probe) => probe?.httpGet);
    expect(asked).toEqual([
      { path: "/alive", port: "http" },
      { path: "/ready", port: "http" },
      { path: "/alive", port: "http" },
    ]);
    expect(object("service", FULL).spec).toMatchObject({ ports: [{ targetPort: "http" }] });
    expect(object("network_policy", FULL).spec).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "openhands" } },
      policyTypes: ["Ingress"],
      ingress: [{ ports: [{ protocol: "TCP", port: "http" }] }],
    });
    const { spec: ingress } = object("ingress", FULL);
    expect(JSON.stringify(ingress)).toContain('"backend":{"service":{"name":"openhands","port":{"name":"http"}}}');
  });

  it("is protected for the pods that the Service and the Deployment select, whatever their name", () => {
    const yaml = "kubernetes: {namespace: agents, deployment: {name: oh}}";
    const labels = { "app.kubernetes.io/name": "oh" };
    expect(object("network_policy", yaml).spec).toMatchObject({ podSelector: { matchLabels: labels } });
    expect(object("deployment", yaml).spec).toMatchObject({
      selector: { matchLabels: labels },
      template: { metadata: { labels } },
    });
    expect(object("service", yaml).spec).toMatchObject({ selector: labels });
    expect(object("network_policy", yaml).metadata).toEqual({ name: "oh", namespace: "agents" });
  });

  it("is an Ingress only where one is asked for, and that keeps WebSockets open", () => {
    expect(objects().has("ingress")).toBe(false);
    expect(object("ingress", FULL)).toMatchObject({
      metadata: {
        annotations: {
          "nginx.ingress.kubernetes.io/proxy-read-timeout": "3600",
          "nginx.ingress.kubernetes.io/proxy-send-timeout": "3600",
        },
      },
      spec: {
        ingressClassName: "nginx",
        tls: [{ hosts: ["canvas.example.com"], secretName: "canvas-tls" }],
        rules: [{ host: "canvas.example.com" }],
      },
    });
    const own = 'kubernetes: {canvas: {ingress: {host: a.example.com, annotations: {example.com/idle: "1h"}}}}';
    expect(object("ingress", own).metadata.annotations).toEqual({ "example.com/idle": "1h" });
  });
});

describe("the keys of the page and of the stored secrets", () => {
  const keys = (yaml?: string) =>
    canvas(yaml).env.flatMap(({ name, valueFrom }) =>
      /API_KEY|SECRET_KEY/.test(name) && valueFrom ? [[name, valueFrom.secretKeyRef]] : [],
    );
  const from = (name: string) =>
    ["LOCAL_BACKEND_API_KEY", "OH_SESSION_API_KEYS_0", "OH_SECRET_KEY"].map((key) => [key, { name, key }]);
  const OWN = "kubernetes: {canvas: {keys: {name: own-keys, generate: false}}}";

  it("come from one Secret, the page's under both of its names", () => {
    expect(keys()).toEqual(from("openhands-keys"));
    expect(object("canvas_keys").spec).toMatchObject({
      target: { name: "openhands-keys" },
      data: [
        { secretKey: "LOCAL_BACKEND_API_KEY", remoteRef: { key: "/openhands/canvas/session-key" } },
        { secretKey: "OH_SESSION_API_KEYS_0", remoteRef: { key: "/openhands/canvas/session-key" } },
        { secretKey: "OH_SECRET_KEY", remoteRef: { key: "/openhands/canvas/secret-key" } },
      ],
    });
  });

  it("may come from a Secret of the owner's, which nothing of ours then writes", () => {
    expect(keys(OWN)).toEqual(from("own-keys"));
    expect(objects(OWN).has("canvas_keys")).toBe(false);
  });

  it("are the only variables of Agent Canvas that come from a Secret", () => {
    expect(canvas().env.filter(({ valueFrom }) => valueFrom?.secretKeyRef)).toHaveLength(3);
  });
});

it("reports to nobody, and starts VS Code only where it is asked to", () => {
  expect(env()).toMatchObject({
    DO_NOT_TRACK: "1",
    VITE_DO_NOT_TRACK: "1",
    AGENT_CANVAS_DISABLE_TELEMETRY: "1",
    LITELLM_LOCAL_MODEL_COST_MAP: "True",
    OH_ENABLE_VSCODE: "false",
  });
  // An empty value, which the API server omits.
  expect(canvas().env).toContainEqual({ name: "VITE_POSTHOG_API_KEY" });
  expect(env(FULL).OH_ENABLE_VSCODE).toBe("true");
});

describe("the long-lived access key", () => {
  /** Where the pod names the Secret with it, or one of the two variables. */
  const holders = (yaml?: string) =>
    containers(yaml)
      .filter((one) => /"bedrock-credentials"|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)/.test(JSON.stringify(one)))
      .map(({ name }) => name);
  const occurrences = (yaml?: string) =>
    JSON.stringify(object("deployment", yaml)).split("bedrock-credentials").length - 1;

  it("is in the refresher's container and nowhere else in the pod", () => {
    expect(holders()).toEqual([REFRESHER]);
    const { env: variables } = container(REFRESHER);
    const keyed = variables.filter(({ valueFrom }) => valueFrom?.secretKeyRef?.name === "bedrock-credentials");
    expect(keyed.map(({ name }) => name)).toEqual(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]);
    // Two variables, and no volume, no envFrom, no annotation.
    expect(occurrences()).toBe(2);
  });

  it("is not with what the config adds to its Secret, which the agent may have", () => {
    const { env: variables } = canvas(FULL);
    const read = variables.flatMap(({ valueFrom }) =>
      valueFrom?.secretKeyRef?.name === "bedrock-credentials" ? [valueFrom.secretKeyRef.key] : [],
    );
    expect(read).toEqual(["OPENHANDS_BUCKET"]);
  });

  it("is nowhere in the pod of a workload identity", () => {
    const role = "arn:aws:iam::123456789012:role/canvas";
    const yaml = `runtime: {refresher: {principal: "${role}"}}\nkubernetes: {}`;
    expect([holders(yaml), occurrences(yaml)]).toEqual([[], 0]);
    expect(object("service_account", yaml).metadata.annotations).toEqual({ "eks.amazonaws.com/role-arn": role });
    const skipped = (text?: string) =>
      (object("deployment", text).spec as { template: { metadata: { annotations?: Record<string, string> } } }).template
        .metadata.annotations?.["eks.amazonaws.com/skip-containers"];
    const others = containers(yaml).flatMap(({ name }) => (name === REFRESHER ? [] : [name]));
    expect(skipped(yaml)).toBe(others.join(","));
    expect(skipped(yaml.replace("{}", "{deployment: {reload: checksum}}"))).toBe(others.join(","));
    expect(skipped()).toBeUndefined();
  });

  it("is in Agent Canvas itself only where the config turns the refresher off", () => {
    expect(holders(KEYED)).toEqual(["openhands"]);
    expect(pod(KEYED).containers).toHaveLength(1);
    expect(JSON.stringify(pod(KEYED))).not.toContain("/run/openhands-aws");
  });
});

it("hands the refresher's sessions over in memory, which Agent Canvas may only read", () => {
  const volume = pod().volumes.find(({ name }) => name === "refreshed-credentials");
  expect(volume).toMatchObject({ emptyDir: { medium: "Memory" } });
  const mount = { name: "refreshed-credentials", mountPath: "/run/openhands-aws" };
  expect(container(REFRESHER).volumeMounts).toEqual([mount]);
  expect(canvas().volumeMounts).toContainEqual({ ...mount, readOnly: true });
  expect(env().OPENHANDS_AWS_CREDENTIALS_FILE).toBe("/run/openhands-aws/credentials.json");
  const { value: owner } = container(REFRESHER).env.find(({ name }) => /OWNER_UID/.test(name)) ?? {};
  expect(owner).toBe("10001");
});

it("works in the bucket's region, and calls the models in theirs", () => {
  const yaml =
    "aws: {region: eu-west-1}\nbedrock: {region: eu-central-1, models: [{id: anthropic.claude-sonnet-4-6, profile: eu}]}\nkubernetes: {}";
  expect(env(yaml)).toMatchObject({
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
    AWS_REGION_NAME: "eu-central-1",
    BEDROCK_MODEL_ID: "eu.anthropic.claude-sonnet-4-6",
  });
});

describe("Reloader", () => {
  const reloaded = (yaml?: string) => object("deployment", yaml).metadata.annotations;
  const on = (secrets: string) => ({ "secret.reloader.stakater.com/reload": secrets });

  it("starts the pod again for the Secrets that Agent Canvas itself reads, not for the refresher's", () => {
    expect(reloaded()).toEqual(on("openhands-keys"));
    expect(reloaded(KEYED)).toEqual(on("openhands-keys,bedrock-credentials"));
    expect(reloaded(FULL)).toEqual(on("openhands-keys,bedrock-credentials"));
    expect(reloaded("kubernetes: {canvas: {keys: {name: own-keys, generate: false}}}")).toEqual(on("own-keys"));
  });

  it("has a substitute in a checksum over those Secrets' definitions", () => {
    const checksum = (more: string) =>
      object("deployment", `${more}\nkubernetes: {deployment: {reload: checksum}}`).spec as {
        template: { metadata: { annotations: Record<string, string> } };
      };
    const of = (more = "") => checksum(more).template.metadata.annotations["checksum/external-secret"];
    expect(of("bedrock: {accessKeyIdParameter: other}")).toBe(of());
    const keyed = "runtime: {refresher: false}";
    expect(of(`${keyed}\nbedrock: {accessKeyIdParameter: other}`)).not.toBe(of(keyed));
  });
});
