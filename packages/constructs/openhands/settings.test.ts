import { DESIGNED, type OpenhandsProps, SETTINGS, type Setting, variablesFor } from "./settings";

const props: OpenhandsProps = {
  secret: "bedrock-credentials",
  refreshed: false,
  model: "us.anthropic.claude-sonnet-4-6",
  bedrockRegion: "us-west-2",
  region: "ap-northeast-1",
  image: { repository: "ghcr.io/octo-org/runtime", tag: "1-abc" },
  mounts: [],
  sandboxVariables: {},
};

/** Each variable with its value, or with what it is read from. */
const read = (settings: readonly Setting[], more: Partial<OpenhandsProps> = {}) =>
  Object.fromEntries(
    variablesFor(settings, { ...props, ...more }).map((variable) => [
      variable.name,
      "value" in variable ? variable.value : variable.valueFrom,
    ]),
  );
const secret = (key: string) => ({ secretKeyRef: { name: "bedrock-credentials", key } });

const DESIGN = {
  AWS_ACCESS_KEY_ID: secret("AWS_ACCESS_KEY_ID"),
  AWS_SECRET_ACCESS_KEY: secret("AWS_SECRET_ACCESS_KEY"),
  AWS_REGION: "us-west-2",
  AWS_DEFAULT_REGION: "us-west-2",
  BEDROCK_MODEL_ID: "us.anthropic.claude-sonnet-4-6",
  SANDBOX_RUNTIME_CONTAINER_IMAGE: "ghcr.io/octo-org/runtime:1-abc",
};

it("has exactly the design's variables", () => expect(read(DESIGNED)).toEqual(DESIGN));

it("tells 0.x its model, and its sandboxes where their bucket is", () => {
  const first = {
    ...DESIGN,
    LLM_MODEL: "bedrock/us.anthropic.claude-sonnet-4-6",
    AWS_REGION_NAME: "us-west-2",
    LLM_AWS_REGION_NAME: "us-west-2",
    SANDBOX_ENV_AWS_REGION: "ap-northeast-1",
    SANDBOX_ENV_AWS_DEFAULT_REGION: "ap-northeast-1",
  };
  expect(read(SETTINGS["one-mount"])).toEqual(first);
  expect(read(SETTINGS["0.x"])).toEqual(first);
});

it("tells 1.x its model and its sandboxes' image, but no key", () => {
  expect(read(SETTINGS["1.x"])).toEqual({
    AWS_REGION: "us-west-2",
    AWS_DEFAULT_REGION: "us-west-2",
    BEDROCK_MODEL_ID: "us.anthropic.claude-sonnet-4-6",
    LLM_MODEL: "bedrock/us.anthropic.claude-sonnet-4-6",
    LLM_AWS_REGION_NAME: "us-west-2",
    AGENT_SERVER_IMAGE_REPOSITORY: "ghcr.io/octo-org/runtime",
    AGENT_SERVER_IMAGE_TAG: "1-abc",
    OH_AGENT_SERVER_ENV:
      '{"AWS_REGION":"ap-northeast-1","AWS_DEFAULT_REGION":"ap-northeast-1","AWS_REGION_NAME":"us-west-2"}',
    OH_PERSISTENCE_DIR: "/.openhands",
  });
});

it("tells Agent Canvas the bucket's region and the model's, and names neither a model for its page nor a sandbox", () => {
  const plain = {
    AWS_REGION: "ap-northeast-1",
    AWS_DEFAULT_REGION: "ap-northeast-1",
    AWS_REGION_NAME: "us-west-2",
    BEDROCK_MODEL_ID: "us.anthropic.claude-sonnet-4-6",
  };
  expect(read(SETTINGS.canvas)).toEqual({
    AWS_ACCESS_KEY_ID: secret("AWS_ACCESS_KEY_ID"),
    AWS_SECRET_ACCESS_KEY: secret("AWS_SECRET_ACCESS_KEY"),
    ...plain,
  });
  const sandboxVariables = { OPENHANDS_AWS_CREDENTIALS_FILE: "/run/openhands-aws/credentials.json" };
  expect(read(SETTINGS.canvas, { refreshed: true, sandboxVariables })).toEqual({ ...plain, ...sandboxVariables });
});

it("keeps the key in the app of 0.x, which calls Bedrock, also with the refresher", () => {
  expect(read(SETTINGS["0.x"], { refreshed: true })).toEqual(read(SETTINGS["0.x"]));
});

it("passes an API key on where the model is called, and only if there is one", () => {
  const variable = { AWS_BEARER_TOKEN_BEDROCK: secret("AWS_BEARER_TOKEN_BEDROCK") };
  for (const release of ["one-mount", "0.x", "canvas"] as const)
    expect(read(SETTINGS[release], { apiKey: true })).toEqual({ ...read(SETTINGS[release]), ...variable });
  expect(read(SETTINGS["1.x"], { apiKey: true })).toEqual(read(SETTINGS["1.x"]));
});

it("mounts directories of the node in each release's own way", () => {
  const mounts = ["/srv/work:/workspace:rw", "/srv/more:/more:ro"];
  const added = (release: keyof typeof SETTINGS) => {
    const settings = SETTINGS[release];
    const without = read(settings);
    return Object.fromEntries(Object.entries(read(settings, { mounts })).filter(([name]) => !(name in without)));
  };
  expect(added("one-mount")).toEqual({ WORKSPACE_MOUNT_PATH: "/srv/work" });
  for (const release of ["0.x", "1.x"] as const) expect(added(release)).toEqual({ SANDBOX_VOLUMES: mounts.join(",") });
  expect(added("canvas")).toEqual({});
});

it("says where sandboxes on the same node are reached", () => {
  const node = { fieldRef: { apiVersion: "v1", fieldPath: "status.hostIP" } };
  const settings = SETTINGS["0.x"];
  expect(read(settings, { sandboxes: "host-network" })).toMatchObject({
    SANDBOX_LOCAL_RUNTIME_URL: "http://127.0.0.1",
  });
  expect(read(settings, { sandboxes: "host-network" })).not.toHaveProperty("NODE_IP");
  expect(read(settings, { sandboxes: "node-address" })).toMatchObject({
    NODE_IP: node,
    SANDBOX_LOCAL_RUNTIME_URL: "http://$(NODE_IP)",
  });
  expect(read(SETTINGS["1.x"], { sandboxes: "host-network" })).toMatchObject({
    NODE_IP: node,
    SANDBOX_CONTAINER_URL_PATTERN: "http://$(NODE_IP):{port}",
  });
});

it("passes more variables on to the sandboxes", () => {
  const sandboxVariables = { OPENHANDS_AWS_CREDENTIALS_FILE: "/run/openhands-aws/credentials.json" };
  expect(read(SETTINGS["0.x"], { sandboxVariables })).toMatchObject({
    SANDBOX_ENV_OPENHANDS_AWS_CREDENTIALS_FILE: "/run/openhands-aws/credentials.json",
  });
  const { OH_AGENT_SERVER_ENV } = read(SETTINGS["1.x"], { sandboxVariables });
  expect(JSON.parse(OH_AGENT_SERVER_ENV as string)).toMatchObject(sandboxVariables);
});

it("names the source of each setting", () => {
  const sources = Object.values(SETTINGS).flatMap((settings) => settings.map(({ source }) => source));
  expect(sources.filter((source) => !URL.canParse(source))).toEqual([]);
});

it("names a variable before another refers to it", () => {
  for (const settings of Object.values(SETTINGS))
    for (const sandboxes of ["host-network", "node-address"] as const) {
      const seen: string[] = [];
      for (const variable of variablesFor(settings, { ...props, sandboxes })) {
        for (const [, name] of ("value" in variable ? variable.value : "").matchAll(/\$\((\w+)\)/g))
          expect(seen).toContain(name);
        seen.push(variable.name);
      }
    }
});
