import { litellmModel } from "../bedrock/grants";
import { fromPod, fromSecret, type Variable, value } from "../kubernetes/environment";
import { webIdentityVariables } from "./web-identity";

export interface OpenhandsProps {
  /** The Secret with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. */
  readonly secret: string;
  /** ARN of the role that the pod assumes with its own token. @default the key in the Secret */
  readonly webIdentityRole?: string;
  /** Whether the pod has an identity of its own, and no key. @default false */
  readonly keyless?: boolean;
  /** Whether the Secret also has a Bedrock API key, in AWS_BEARER_TOKEN_BEDROCK. @default false */
  readonly apiKey?: boolean;
  /** Whether Agent Canvas gets short sessions from the refresher's file instead of the key. */
  readonly refreshed: boolean;
  /**
   * The model's name for Bedrock: its id with its inference profile, as in `us.anthropic.claude-sonnet-4-6`, or the ARN of
   * an application profile.
   */
  readonly model: string;
  /** Where Bedrock is called. */
  readonly bedrockRegion: string;
  /** Where the sandboxes' bucket and parameters are. */
  readonly region: string;
  /** The sandboxes' image. */
  readonly image: { readonly repository: string; readonly tag: string };
  /** How the app reaches its sandboxes, if they run on the app's node and the config does not say how. @default nothing */
  readonly sandboxes?: "host-network" | "node-address";
  /** Mounts of the node's directories into the sandboxes, as in `/srv/work:/workspace:rw`. */
  readonly mounts: readonly string[];
  /** More variables for the sandboxes; none is a secret. */
  readonly sandboxVariables: Readonly<Record<string, string>>;
}

/** Variables of OpenHands' app that the installation needs, and where OpenHands or its library documents them. */
export interface Setting {
  /** None where the installation does not need it. */
  readonly variables: (props: OpenhandsProps) => readonly Variable[];
  /** URL of the documentation or the code that reads them. */
  readonly source: string;
}

const OPENHANDS = "https://github.com/OpenHands/OpenHands/blob";
const LITELLM = "https://docs.litellm.ai/docs/providers/bedrock";
const SDK = "https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html";
const DOCS = "https://docs.openhands.dev/openhands/usage";

const setting = (source: string, variable: (props: OpenhandsProps) => Variable | undefined): Setting => ({
  source,
  variables: (props) => [variable(props)].filter((present) => present !== undefined),
});

/** The design's own variables. */
export const DESIGNED: readonly Setting[] = [
  setting(SDK, ({ secret, keyless }) => (keyless ? undefined : fromSecret("AWS_ACCESS_KEY_ID", secret))),
  setting(SDK, ({ secret, keyless }) => (keyless ? undefined : fromSecret("AWS_SECRET_ACCESS_KEY", secret))),
  setting(SDK, ({ bedrockRegion }) => value("AWS_REGION", bedrockRegion)),
  setting(SDK, ({ bedrockRegion }) => value("AWS_DEFAULT_REGION", bedrockRegion)),
  setting(`${DOCS}/llms/aws-bedrock`, ({ model }) => value("BEDROCK_MODEL_ID", model)),
  setting(`${OPENHANDS}/0.27.0/openhands/core/config/sandbox_config.py`, ({ image }) =>
    value("SANDBOX_RUNTIME_CONTAINER_IMAGE", `${image.repository}:${image.tag}`),
  ),
];

/** Clients of Bedrock use it before every other credential. */
const apiKey = setting("https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-use.html", (props) =>
  props.apiKey ? fromSecret("AWS_BEARER_TOKEN_BEDROCK", props.secret) : undefined,
);

/** Each SDK in the app gets its sessions with the pod's token. */
const webIdentity: Setting = {
  source: "https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html",
  variables: ({ webIdentityRole }) => (webIdentityRole === undefined ? [] : webIdentityVariables(webIdentityRole)),
};

const model = setting(LITELLM, (props) => value("LLM_MODEL", litellmModel(props.model)));

/** Where the sandboxes' bucket and parameters are, and what the installation adds. */
const sandboxVariables = ({ region, sandboxVariables: more }: OpenhandsProps) => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  ...more,
});

const mounts = (props: OpenhandsProps) =>
  props.mounts.length > 0 ? value("SANDBOX_VOLUMES", props.mounts.join(",")) : undefined;

const NODE_ADDRESS = "https://kubernetes.io/docs/concepts/workloads/pods/downward-api/";
/** The node's address, which the next variable names. */
const nodeAddress = fromPod("NODE_IP", "status.hostIP");

/** 0.x runs the agent and LiteLLM in the app: the app has the key, and a sandbox only runs commands. */
const FIRST_GENERATION: readonly Setting[] = [
  ...DESIGNED,
  webIdentity,
  apiKey,
  model,
  setting(LITELLM, ({ bedrockRegion }) => value("AWS_REGION_NAME", bedrockRegion)),
  setting(`${OPENHANDS}/0.59.0/openhands/core/config/llm_config.py`, ({ bedrockRegion }) =>
    value("LLM_AWS_REGION_NAME", bedrockRegion),
  ),
  {
    // One by one, and not with SANDBOX_RUNTIME_STARTUP_ENV_VARS, which someone may have set already.
    source: `${OPENHANDS}/0.27.0/openhands/runtime/base.py`,
    variables: (props) =>
      Object.entries(sandboxVariables(props)).map(([name, text]) => value(`SANDBOX_ENV_${name}`, text)),
  },
  setting(NODE_ADDRESS, ({ sandboxes }) => (sandboxes === "node-address" ? nodeAddress : undefined)),
  setting(
    `${OPENHANDS}/0.27.0/openhands/core/config/sandbox_config.py`,
    ({ sandboxes }) =>
      sandboxes &&
      value("SANDBOX_LOCAL_RUNTIME_URL", sandboxes === "host-network" ? "http://127.0.0.1" : "http://$(NODE_IP)"),
  ),
];

/** Before 0.38 a sandbox has one directory of the node, which the app mounts as well. */
const ONE_MOUNT = setting(`${OPENHANDS}/0.27.0/openhands/core/config/app_config.py`, ({ mounts: [first] }) =>
  first === undefined ? undefined : value("WORKSPACE_MOUNT_PATH", first.split(":")[0] as string),
);
const MOUNTS = setting(`${OPENHANDS}/0.38.0/openhands/core/config/sandbox_config.py`, mounts);

/**
 * 1.x runs the agent and LiteLLM in the sandbox, and passes on only `LLM_*`, `LMNR_*` and `OH_AGENT_SERVER_ENV`. So no
 * variable of the app contains a key: the agent can read whatever is passed on.
 */
const SECOND_GENERATION: readonly Setting[] = [
  setting(SDK, ({ bedrockRegion }) => value("AWS_REGION", bedrockRegion)),
  setting(SDK, ({ bedrockRegion }) => value("AWS_DEFAULT_REGION", bedrockRegion)),
  setting(`${DOCS}/llms/aws-bedrock`, (props) => value("BEDROCK_MODEL_ID", props.model)),
  model,
  setting(`${DOCS}/llms/aws-bedrock`, ({ bedrockRegion }) => value("LLM_AWS_REGION_NAME", bedrockRegion)),
  setting(`${DOCS}/configuration-options`, ({ image }) => value("AGENT_SERVER_IMAGE_REPOSITORY", image.repository)),
  setting(`${DOCS}/configuration-options`, ({ image }) => value("AGENT_SERVER_IMAGE_TAG", image.tag)),
  setting(`${OPENHANDS}/main/openhands/app_server/sandbox/sandbox_spec_service.py`, (props) =>
    value("OH_AGENT_SERVER_ENV", JSON.stringify({ ...sandboxVariables(props), AWS_REGION_NAME: props.bedrockRegion })),
  ),
  setting(`${DOCS}/configuration-options`, () => value("OH_PERSISTENCE_DIR", "/.openhands")),
  setting(NODE_ADDRESS, ({ sandboxes }) => sandboxes && nodeAddress),
  // The browser calls the sandboxes, too.
  setting(
    `${DOCS}/sandboxes/docker`,
    ({ sandboxes }) => sandboxes && value("SANDBOX_CONTAINER_URL_PATTERN", "http://$(NODE_IP):{port}"),
  ),
  setting(`${DOCS}/sandboxes/docker`, mounts),
];

const ownKey = (name: string, { secret, refreshed, keyless }: OpenhandsProps) =>
  refreshed || keyless ? undefined : fromSecret(name, secret);

/**
 * Agent Canvas runs the agent, its commands and LiteLLM in its own container: the region is the bucket's, but for the model.
 * The model itself is in a file, see {@link presetFiles}.
 */
const CANVAS: readonly Setting[] = [
  setting(SDK, (props) => ownKey("AWS_ACCESS_KEY_ID", props)),
  setting(SDK, (props) => ownKey("AWS_SECRET_ACCESS_KEY", props)),
  webIdentity,
  apiKey,
  {
    source: SDK,
    variables: (props) => Object.entries(sandboxVariables(props)).map(([name, text]) => value(name, text)),
  },
  setting(LITELLM, ({ bedrockRegion }) => value("AWS_REGION_NAME", bedrockRegion)),
  setting(`${DOCS}/llms/aws-bedrock`, (props) => value("BEDROCK_MODEL_ID", props.model)),
];

/** By family; `one-mount` is 0.x before 0.38. */
export const SETTINGS = {
  "one-mount": [...FIRST_GENERATION, ONE_MOUNT],
  "0.x": [...FIRST_GENERATION, MOUNTS],
  "1.x": SECOND_GENERATION,
  canvas: CANVAS,
} as const satisfies Record<string, readonly Setting[]>;

/** The variables that an installation needs. */
export const variablesFor = (settings: readonly Setting[], props: OpenhandsProps): Variable[] =>
  settings.flatMap(({ variables }) => variables(props));
