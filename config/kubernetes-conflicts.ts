import { nanosOf } from "../canonical/quantity";
import type { Conflict } from "./conflicts";
import { agentRunsInSandbox, isFrom } from "./release";
import { writtenParameters } from "./runtime-settings";
import type { ConfigFile } from "./schema";

type Kubernetes = NonNullable<ConfigFile["kubernetes"]>;

/** What of the cluster's side does not fit the rest, or itself. */
export function* kubernetesConflicts(file: ConfigFile): Iterable<Conflict> {
  const { kubernetes } = file;
  if (!kubernetes) return;
  for (const { path, ...conflict } of [
    ...storeConflicts(file, kubernetes),
    ...parameterConflicts(file, kubernetes),
    ...variableConflicts(file, kubernetes),
    ...deploymentConflicts(file, kubernetes),
  ])
    yield { path: ["kubernetes", ...path], ...conflict };
  yield* principalConflicts(file, kubernetes);
  yield* releaseConflicts(file, kubernetes);
}

function* storeConflicts({ externalSecrets }: ConfigFile, { secretStore }: Kubernetes): Iterable<Conflict> {
  const { generate, auth } = secretStore;
  const path = ["secretStore", "auth"];
  if (!generate && auth) yield { path, message: "must be left out: the store is yours (secretStore.generate)" };
  else if (
    auth &&
    !auth.role &&
    auth.secret &&
    externalSecrets.role !== undefined &&
    externalSecrets.user === undefined
  )
    yield {
      path,
      message:
        "must have role: true, since only externalSecrets.role may read the parameters; or name the access key's user in externalSecrets.user",
    };
}

/** The principal of the store is the one that the AWS side lets in. */
function* principalConflicts({ externalSecrets }: ConfigFile, { secretStore }: Kubernetes): Iterable<Conflict> {
  const { auth } = secretStore;
  if (externalSecrets.role !== undefined || (!auth?.role && !auth?.serviceAccount)) return;
  const what = auth.role
    ? "that kubernetes.secretStore.auth.role assumes"
    : "that the ServiceAccount of kubernetes.secretStore.auth becomes";
  yield { path: ["externalSecrets", "role"], message: `must be the role ${what}: it may read the parameters` };
}

function* parameterConflicts(file: ConfigFile, { externalSecret }: Kubernetes): Iterable<Conflict> {
  const written = writtenParameters(file);
  for (const [name, parameter] of Object.entries(externalSecret.parameters))
    if (!written.includes(parameter))
      yield {
        path: ["externalSecret", "parameters", name],
        message: `must be a parameter that this config writes, otherwise no Secret is made: ${written.join(", ")}`,
      };
}

/** The variables by which OpenHands is given its access, whatever its release. */
const OWN =
  /^(?:(?:LLM_|SANDBOX_ENV_)?AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|REGION|DEFAULT_REGION|REGION_NAME|PROFILE|PROFILE_NAME|ROLE_ARN|ROLE_NAME|WEB_IDENTITY_TOKEN_FILE|BEARER_TOKEN_BEDROCK)|LLM_MODEL|BEDROCK_MODEL_ID|SANDBOX_RUNTIME_CONTAINER_IMAGE|AGENT_SERVER_IMAGE_(?:REPOSITORY|TAG)|OH_AGENT_SERVER_ENV|OH_PERSISTENCE_DIR|(?:SANDBOX_ENV_)?OPENHANDS_AWS_\w+|POD_UID|NODE_IP)$/;

/** What only one generation of OpenHands reads. */
const FIRST_GENERATION = /^(?:SANDBOX_RUNTIME_\w+|SANDBOX_ENV_\w+|SANDBOX_LOCAL_RUNTIME_URL|WORKSPACE_\w+)$/;
const SECOND_GENERATION = /^(?:OH_\w+|AGENT_SERVER_\w+|SANDBOX_CONTAINER_URL_PATTERN)$/;

function* variableConflicts(file: ConfigFile, kubernetes: Kubernetes): Iterable<Conflict> {
  const { externalSecret, deployment } = kubernetes;
  const inSandbox = agentRunsInSandbox(file);
  const derived: Record<string, string | undefined> = {
    SANDBOX_VOLUMES: mountedBy(file, deployment),
    WORKSPACE_MOUNT_PATH: deployment.workspace && "workspace",
  };
  const named = (path: Conflict["path"], variables: object) =>
    Object.keys(variables).map((name) => ({ name, path: [...path, name] }));
  const parameters = named(["externalSecret", "parameters"], externalSecret.parameters);
  const plain = named(["deployment", "env"], deployment.env);
  const [foreign, own] = inSandbox ? [FIRST_GENERATION, "1.x"] : [SECOND_GENERATION, "0.x"];
  for (const { name, path } of [...parameters, ...plain]) {
    const wrong = (message: string) => ({ path, message, wrongKey: true });
    if (OWN.test(name)) yield wrong("is part of the access to AWS, which is written here already; leave it out");
    else if (foreign.test(name)) yield wrong(`means nothing to OpenHands ${own} (openhands.version); leave it out`);
    else if (derived[name]) yield wrong(`is written already, by ${derived[name]}; leave one of them out`);
  }
  for (const { name, path } of plain)
    if (Object.hasOwn(externalSecret.parameters, name))
      yield { path, message: "is in kubernetes.externalSecret.parameters already; keep one", wrongKey: true };
}

const mountedBy = ({ runtime }: ConfigFile, { workspace }: Kubernetes["deployment"]) =>
  workspace ? "workspace" : runtime.refresher && "runtime.refresher";

/** What the node itself lives by, and what others than OpenHands' sandboxes keep there. */
const OF_THE_NODE = ["/boot", "/dev", "/etc", "/proc", "/root", "/run", "/sys", "/var/lib/kubelet", "/var/run"];

function* deploymentConflicts(file: ConfigFile, { deployment, awsAccess }: Kubernetes): Iterable<Conflict> {
  const { workspace, resources, replicas, storage } = deployment;
  const path = ["deployment"];
  if (!deployment.generate) yield* needingDeployment(deployment);
  const taken = workspace && OF_THE_NODE.find((directory) => overlap(workspace, directory));
  if (taken)
    yield {
      path: [...path, "workspace"],
      message: `must neither hold nor lie in ${taken}, which is the node's own; choose a directory for sandboxes alone, as in /srv/openhands`,
    };
  for (const [index, mount] of awsAccess.mounts.entries())
    if (file.runtime.refresher && overlap(mount.split(":")[0] as string, "/run/openhands-aws"))
      yield {
        path: ["awsAccess", "mounts", index],
        message: "must leave out /run/openhands-aws, which the component mounts itself",
      };
  for (const name of ["cpu", "memory"] as const) {
    const limit = resources.limits[name];
    if (limit !== undefined && nanosOf(resources.requests[name]) > nanosOf(limit))
      yield {
        path: [...path, "resources", "requests", name],
        message: `must be at most ${limit}, which is deployment.resources.limits.${name}`,
      };
  }
  if (replicas > 1 && storage.accessMode === "ReadWriteOnce")
    yield {
      path: [...path, "replicas"],
      message: "must be 0 or 1, since pods share the volume; or storage.accessMode must be ReadWriteMany",
    };
}

const overlap = (one: string, other: string) => `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);

/** What is about a Deployment that is somebody else's. */
function* needingDeployment(deployment: Kubernetes["deployment"]): Iterable<Conflict> {
  const { image, hostNetwork, dockerSocket, workspace, nodeAffinity, storage, service, env, reload } = deployment;
  const asked: Record<string, unknown> = {
    "image.repository": image.repository,
    "image.digest": image.digest,
    "image.pullSecrets": image.pullSecrets,
    ...{ hostNetwork, dockerSocket, workspace, nodeAffinity, env },
    "storage.className": storage.className,
    "service.annotations": service.annotations,
    reload: reload === "checksum",
  };
  for (const [key, value] of Object.entries(asked))
    if (typeof value === "object" && value !== null ? Object.keys(value).length > 0 : value)
      yield {
        path: ["deployment", ...key.split(".")],
        message: "needs deployment.generate: true; write it into your own Deployment instead",
      };
}

function* releaseConflicts(file: ConfigFile, { deployment }: Kubernetes): Iterable<Conflict> {
  const inSandbox = agentRunsInSandbox(file);
  const { posture, runtime } = file;
  if (posture === "as-designed") {
    if (inSandbox)
      yield {
        path: ["openhands", "version"],
        message: "must be 0.x with posture as-designed: the design's variables mean nothing to 1.x",
      };
  } else if (runtime.refresher && !isFrom(file, "0.38"))
    yield {
      path: ["openhands", "version"],
      message:
        "must be 0.38 or later with runtime.refresher: an earlier release cannot mount the refreshed credentials into its sandboxes",
    };
  else if (inSandbox && !runtime.refresher)
    yield {
      path: ["runtime", "refresher"],
      message:
        "must be {} at least: OpenHands 1.x calls the model from its sandboxes, which are never given the access key",
    };
  if (inSandbox && deployment.generate && deployment.dockerSocket && !deployment.hostNetwork)
    yield {
      path: ["kubernetes", "deployment", "hostNetwork"],
      message:
        "must be true with dockerSocket in OpenHands 1.x, whose sandboxes call back to port 3000 of the node; or leave out dockerSocket",
    };
}
