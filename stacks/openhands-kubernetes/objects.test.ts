import type { Manifest } from "@openhands-aws/constructs/kubernetes";
import { kubernetesConflicts } from "../../config/conflicts/kubernetes";
import { ConfigFile } from "../../config/schema";
import { testConfig } from "../../tools/test-config";
import { clusterObjects } from "./objects";

interface Pod {
  readonly containers: readonly {
    readonly name: string;
    readonly image: string;
    readonly env: readonly { readonly name: string; readonly value?: string }[];
    readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
  }[];
  readonly volumes: readonly { readonly name: string; readonly hostPath?: { readonly path: string } }[];
}

function objects(yaml: string): Map<string, Manifest> {
  const config = testConfig(yaml, "c.yaml");
  if (!config.kubernetes) throw new Error("There is no section kubernetes");
  return new Map(clusterObjects(config, config.kubernetes).map(({ file, manifest }) => [file, manifest]));
}
const deployment = (yaml: string) => objects(yaml).get("openhands/deployment.yaml") as Manifest;
const template = (yaml: string) =>
  (deployment(yaml).spec as { template: { metadata: { annotations?: object }; spec: Pod } }).template;
const container = (yaml: string, name = "openhands") =>
  template(yaml).spec.containers.find((one) => one.name === name) as Pod["containers"][number];
const env = (yaml: string, name?: string) =>
  Object.fromEntries(container(yaml, name).env.map((variable) => [variable.name, variable.value]));

const FIRST = "openhands: {version: '0.27'}\n";
const REFRESHED = "openhands: {version: '0.59'}\nruntime: {refresher: {}}\n";
const SECOND = "openhands: {version: '1.11'}\nruntime: {refresher: {}}\n";

it("makes the store, the namespace, the ExternalSecret, and the Deployment with what it needs", () => {
  const first = [
    "external-secrets/secretstore.yaml",
    "openhands/namespace.yaml",
    "openhands/external-secrets.yaml",
    "openhands/service-account.yaml",
    "openhands/persistent-volume-claim.yaml",
    "openhands/deployment.yaml",
    "openhands/service.yaml",
  ];
  expect([...objects(`${FIRST}kubernetes: {}`).keys()]).toEqual(first);
  expect([...objects("kubernetes: {}").keys()]).toEqual([
    ...first.slice(0, 3),
    "openhands/canvas-keys.yaml",
    ...first.slice(3),
    "openhands/network-policy.yaml",
  ]);
});

it("refreshes the Secret by the policy that the config names, or by the operator's own", () => {
  const spec = (yaml: string) => objects(yaml).get("openhands/external-secrets.yaml")?.spec;
  expect(spec("kubernetes: {}")).not.toHaveProperty("refreshPolicy");
  expect(spec("kubernetes: {externalSecret: {refreshPolicy: OnChange}}")).toMatchObject({ refreshPolicy: "OnChange" });
});

it("syncs an API key into the Secret, and gives it to OpenHands, only if the config has one", () => {
  const yaml = (bedrock: string) => `runtime: {refresher: false}\n${bedrock}\nkubernetes: {}`;
  const KEY = "bedrock: {apiKey: {parameter: /bedrock/api-key}}";
  const synced = (text: string) => {
    const { spec } = objects(text).get("openhands/external-secrets.yaml") as Manifest;
    return (spec as { data: object[] }).data;
  };
  expect(synced(yaml(KEY))).toEqual([
    ...synced(yaml("")),
    { secretKey: "AWS_BEARER_TOKEN_BEDROCK", remoteRef: expect.objectContaining({ key: "/bedrock/api-key" }) },
  ]);
  const added = (text: string) => Object.keys(env(text)).filter((name) => name === "AWS_BEARER_TOKEN_BEDROCK");
  expect([added(yaml(KEY)), added(yaml("")), added(`posture: as-designed\n${KEY}\nkubernetes: {}`)]).toEqual([
    ["AWS_BEARER_TOKEN_BEDROCK"],
    [],
    [],
  ]);
});

it("leaves out what already exists", () => {
  const yaml = "kubernetes: {secretStore: {generate: false}, deployment: {generate: false}}";
  expect([...objects(yaml).keys()]).toEqual(["openhands/components/aws-access/external-secrets.yaml"]);
});

it("reads the parameters that the AWS side writes, in their region", () => {
  const yaml =
    "openhands: {version: '0.27'}\naws: {region: eu-west-1}\nbedrock: {region: eu-central-1, models: [{id: anthropic.claude-sonnet-4-6, profile: eu}], accessKeyIdParameter: /a/id, secretAccessKeyParameter: /a/secret}\nkubernetes: {}";
  const all = objects(yaml);
  expect(all.get("openhands/external-secrets.yaml")?.spec).toMatchObject({
    data: [{ remoteRef: { key: "/a/id" } }, { remoteRef: { key: "/a/secret" } }],
  });
  expect(all.get("external-secrets/secretstore.yaml")?.spec).toMatchObject({
    provider: { aws: { region: "eu-west-1" } },
  });
  expect(env(yaml)).toMatchObject({
    AWS_REGION: "eu-central-1",
    AWS_DEFAULT_REGION: "eu-central-1",
    BEDROCK_MODEL_ID: "eu.anthropic.claude-sonnet-4-6",
    SANDBOX_ENV_AWS_REGION: "eu-west-1",
  });
});

it("writes exactly the design's variables, as designed", () => {
  const yaml = "posture: as-designed\nruntime: {refresher: {}}\nkubernetes: {}";
  expect(container(yaml).env).toEqual([
    {
      name: "AWS_ACCESS_KEY_ID",
      valueFrom: { secretKeyRef: { name: "bedrock-credentials", key: "AWS_ACCESS_KEY_ID" } },
    },
    {
      name: "AWS_SECRET_ACCESS_KEY",
      valueFrom: { secretKeyRef: { name: "bedrock-credentials", key: "AWS_SECRET_ACCESS_KEY" } },
    },
    { name: "AWS_REGION", value: "us-west-2" },
    { name: "AWS_DEFAULT_REGION", value: "us-west-2" },
    { name: "BEDROCK_MODEL_ID", value: "anthropic.claude-3-7-sonnet-20250219-v1:0" },
    { name: "SANDBOX_RUNTIME_CONTAINER_IMAGE", value: "docker.all-hands.dev/all-hands-ai/runtime:0.27-aws" },
  ]);
  expect(template(yaml).spec.containers).toHaveLength(1);
});

it("assumes the operator's role by its ARN in the config's account", () => {
  const yaml = 'aws: {account: "111122223333"}\nexternalSecrets: {role: eso}\nkubernetes: {}';
  expect(objects(yaml).get("external-secrets/secretstore.yaml")?.spec).toEqual({
    provider: {
      aws: { service: "ParameterStore", region: "ap-northeast-1", role: "arn:aws:iam::111122223333:role/eso" },
    },
  });
});

it("pins the app's image where its digest is given", () => {
  const digest = `sha256:${"0".repeat(64)}`;
  expect(container(`${FIRST}kubernetes: {deployment: {image: {digest: "${digest}"}}}`).image).toBe(
    `docker.all-hands.dev/all-hands-ai/openhands:0.27@${digest}`,
  );
});

it.each([
  ["0.27", "/.openhands-state"],
  ["0.44", "/.openhands-state"],
  ["0.45", "/.openhands"],
])("keeps the conversations of %s at %s", (version, mountPath) => {
  const { volumeMounts } = container(`openhands: {version: "${version}"}\nkubernetes: {}`);
  expect(volumeMounts).toEqual([{ name: "state", mountPath }]);
});

describe("the docker socket", () => {
  it("is not mounted unless asked for", () => {
    expect(template(`${FIRST}kubernetes: {}`).spec.volumes.filter(({ hostPath }) => hostPath)).toEqual([]);
  });

  it("is mounted, together with the address at which the sandboxes are reached", () => {
    const yaml = `${FIRST}kubernetes: {deployment: {dockerSocket: true}}`;
    expect(template(yaml).spec.volumes).toContainEqual({
      name: "docker-socket",
      hostPath: { path: "/var/run/docker.sock", type: "Socket" },
    });
    expect(env(yaml).SANDBOX_LOCAL_RUNTIME_URL).toBe("http://$(NODE_IP)");
    expect(env(`${FIRST}kubernetes: {deployment: {dockerSocket: true, hostNetwork: true}}`)).toMatchObject({
      SANDBOX_LOCAL_RUNTIME_URL: "http://127.0.0.1",
    });
  });

  it("leaves the address to the config, if it sets one", () => {
    const said = `${FIRST}kubernetes: {deployment: {dockerSocket: true, env: {SANDBOX_LOCAL_RUNTIME_URL: 'http://docker.example'}}}`;
    expect(env(said)).toMatchObject({ SANDBOX_LOCAL_RUNTIME_URL: "http://docker.example" });
    expect(env(said)).not.toHaveProperty("NODE_IP");
  });
});

describe("the workspace", () => {
  it("is mounted by the app, too, where sandboxes have only one mount", () => {
    const yaml = `${FIRST}kubernetes: {deployment: {workspace: /srv/work}}`;
    expect(env(yaml).WORKSPACE_MOUNT_PATH).toBe("/srv/work");
    expect(container(yaml).volumeMounts).toContainEqual({ name: "workspace", mountPath: "/opt/workspace_base" });
  });

  it("is one mount of several in later releases, and is not mounted by the app", () => {
    const yaml = `${REFRESHED}kubernetes: {deployment: {workspace: /srv/work}}`;
    expect(env(yaml).SANDBOX_VOLUMES).toBe(
      "/srv/work:/workspace:rw,/run/openhands-aws/$(POD_UID):/run/openhands-aws:ro",
    );
    expect(container(yaml).volumeMounts).toHaveLength(1);
  });
});

describe("a rotated key", () => {
  it("arrives through Reloader", () => {
    expect(deployment(`${FIRST}kubernetes: {}`).metadata.annotations).toEqual({
      "secret.reloader.stakater.com/reload": "bedrock-credentials",
    });
  });

  it("is not noticed by a checksum, which changes with the ExternalSecret's definition", () => {
    const checksum = (more: string) =>
      template(`${FIRST}${more}\nkubernetes: {deployment: {reload: checksum}}`).metadata.annotations;
    expect(checksum("")).toEqual({ "checksum/external-secret": expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(checksum("")).toEqual(checksum("runtime: {bucket: other-bucket}"));
    expect(checksum("")).not.toEqual(checksum("bedrock: {accessKeyIdParameter: other}"));
  });

  it("leaves no annotation with none", () => {
    const yaml = `${FIRST}kubernetes: {deployment: {reload: none}}`;
    expect([deployment(yaml).metadata.annotations, template(yaml).metadata.annotations]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe("the refresher", () => {
  it.each([
    ["0.59", REFRESHED],
    ["1.11", SECOND],
  ])("of %s is the only one to mount the node's directory, which sandboxes get read-only", (_version, yaml) => {
    const pod = template(`${yaml}kubernetes: {}`).spec;
    expect(pod.containers.map(({ name }) => name)).toEqual(["openhands", "aws-credentials-refresher"]);
    const mounted = pod.containers.map(({ volumeMounts }) => volumeMounts.map(({ name }) => name));
    expect(mounted).toEqual([["state"], ["refreshed-credentials"]]);
    expect(env(`${yaml}kubernetes: {}`)).toMatchObject({
      SANDBOX_VOLUMES: "/run/openhands-aws/$(POD_UID):/run/openhands-aws:ro",
    });
  });

  it("keeps the long-lived key away from 1.x, and from what 0.x passes on", () => {
    const keyed = (yaml: string) =>
      container(`${yaml}kubernetes: {}`).env.filter(({ name }) => /KEY|SECRET|TOKEN/.test(name));
    expect(keyed(SECOND)).toEqual([]);
    expect(keyed(REFRESHED).map(({ name }) => name)).toEqual(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]);
    const { OH_AGENT_SERVER_ENV = "{}", ...others } = env(`${SECOND}kubernetes: {}`);
    expect(Object.keys(JSON.parse(OH_AGENT_SERVER_ENV))).toEqual([
      ...["AWS_REGION", "AWS_DEFAULT_REGION", "OPENHANDS_AWS_CREDENTIALS_FILE", "AWS_REGION_NAME"],
    ]);
    expect(Object.keys(others).filter((name) => name.startsWith("LLM_"))).toEqual(["LLM_MODEL", "LLM_AWS_REGION_NAME"]);
  });

  it("gives its file to the sandboxes' user", () => {
    const owner = (yaml: string) => env(yaml, "aws-credentials-refresher").OPENHANDS_AWS_OWNER_UID;
    expect(owner(`${REFRESHED}kubernetes: {}`)).toBe("1000");
    expect(owner(`${SECOND}kubernetes: {}`)).toBe("10001");
    expect(owner(`${REFRESHED}kubernetes: {deployment: {env: {SANDBOX_USER_ID: '1234'}}}`)).toBe("1234");
    expect(owner(`${REFRESHED}kubernetes: {deployment: {env: {SANDBOX_USER_ID: '0'}}}`)).toBe("1000");
  });

  it("gets its identity from the Secret, or from the ServiceAccount's role", () => {
    const role = "arn:aws:iam::123456789012:role/refresher";
    const yaml = `openhands: {version: '0.59'}\nruntime: {refresher: {principal: "${role}"}}\nkubernetes: {}`;
    const keys = (text: string) =>
      container(text, "aws-credentials-refresher").env.filter(({ name }) => /ACCESS_KEY/.test(name));
    expect(keys(yaml)).toEqual([]);
    expect(keys(`${REFRESHED}kubernetes: {}`)).toHaveLength(2);
    expect(objects(yaml).get("openhands/service-account.yaml")?.metadata.annotations).toEqual({
      "eks.amazonaws.com/role-arn": role,
    });
  });
});

it.each([
  ["as designed", "posture: as-designed\nkubernetes: {deployment: {dockerSocket: true, workspace: /srv/work}}"],
  ["of 0.27", "openhands: {version: '0.27'}\nkubernetes: {deployment: {dockerSocket: true, workspace: /srv/work}}"],
  ["of 0.59", `${REFRESHED}kubernetes: {deployment: {dockerSocket: true, workspace: /srv/work}}`],
  ["of 1.11", `${SECOND}kubernetes: {deployment: {dockerSocket: true, hostNetwork: true, workspace: /srv/work}}`],
  ["of 0.62", "openhands: {version: '0.62'}\nkubernetes: {deployment: {dockerSocket: true}}"],
  ["of Agent Canvas", "kubernetes: {}"],
  ["of Agent Canvas without a refresher", "runtime: {refresher: false}\nkubernetes: {}"],
])("refuses every variable in the config that it sets itself, %s", (_, yaml) => {
  const overridable = ["SANDBOX_LOCAL_RUNTIME_URL", "SANDBOX_CONTAINER_URL_PATTERN"];
  const names = container(yaml).env.map(({ name }) => name);
  const own = names.filter((name) => !overridable.includes(name));
  const said = Object.fromEntries(own.map((name) => [name, "x"]));
  const config = testConfig(yaml, "c.yaml");
  const file = ConfigFile.parse({
    posture: config.posture,
    openhands: config.openhands,
    runtime: { ...config.runtime, refresher: config.runtime.refresher ?? false },
    kubernetes: { deployment: { workspace: config.kubernetes?.deployment.workspace, env: said } },
  });
  const refused = [...kubernetesConflicts(file)].flatMap(({ path }) => (path[2] === "env" ? [path[3]] : []));
  expect(refused.sort()).toEqual([...own].sort());
});
