import type { Problem } from "../../problem";
import { agentRunsInSandbox } from "../../release";
import { writtenParameters } from "../../runtime-settings";
import type { ConfigFile } from "../../schema";
import type { KubernetesSection } from "../../schema/kubernetes";

/** Variables that give OpenHands its access to AWS, in any release. */
const OWN =
  /^(?:(?:LLM_|SANDBOX_ENV_)?AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|REGION|DEFAULT_REGION|REGION_NAME|PROFILE|PROFILE_NAME|ROLE_ARN|ROLE_NAME|WEB_IDENTITY_TOKEN_FILE)|LLM_MODEL|BEDROCK_MODEL_ID|SANDBOX_RUNTIME_CONTAINER_IMAGE|AGENT_SERVER_IMAGE_(?:REPOSITORY|TAG)|OH_AGENT_SERVER_ENV|OH_PERSISTENCE_DIR|(?:SANDBOX_ENV_)?OPENHANDS_AWS_\w+|POD_UID|NODE_IP)$/;

const API_KEY = /^(?:LLM_|SANDBOX_ENV_)?AWS_BEARER_TOKEN_BEDROCK$/;

/** Variables that only one generation of OpenHands reads. */
const FIRST_GENERATION = /^(?:SANDBOX_RUNTIME_\w+|SANDBOX_ENV_\w+|SANDBOX_LOCAL_RUNTIME_URL|WORKSPACE_\w+)$/;
const SECOND_GENERATION = /^(?:OH_\w+|AGENT_SERVER_\w+|SANDBOX_CONTAINER_URL_PATTERN)$/;

export function* variableConflicts(file: ConfigFile, kubernetes: KubernetesSection): Iterable<Problem> {
  const { externalSecret, deployment } = kubernetes;
  yield* unwrittenParameters(file, externalSecret.parameters);
  const inSandbox = agentRunsInSandbox(file);
  const derived = new Map([
    ["SANDBOX_VOLUMES", mountedBy(file, deployment)],
    ["WORKSPACE_MOUNT_PATH", deployment.workspace && "workspace"],
  ]);
  const named = (path: Problem["path"], variables: object) =>
    Object.keys(variables).map((name) => ({ name, path: [...path, name] }));
  const parameters = named(["externalSecret", "parameters"], externalSecret.parameters);
  const plain = named(["deployment", "env"], deployment.env);
  const [foreign, own] = inSandbox ? [FIRST_GENERATION, "1.x"] : [SECOND_GENERATION, "0.x"];
  for (const { name, path } of [...parameters, ...plain]) {
    const wrong = (message: string) => ({ path, message, wrongKey: true });
    if (API_KEY.test(name))
      yield wrong("is a Bedrock API key, which OpenHands would use before its keyless access; leave it out");
    else if (OWN.test(name))
      yield wrong("is part of the access to AWS, which openhands-aws already writes; leave it out");
    else if (foreign.test(name)) yield wrong(`is not read by OpenHands ${own} (openhands.version); leave it out`);
    else if (derived.get(name)) yield wrong(`is already set by ${derived.get(name)}; leave one of them out`);
  }
  for (const { name, path } of plain)
    if (Object.hasOwn(externalSecret.parameters, name))
      yield { path, message: "is also in kubernetes.externalSecret.parameters; keep one", wrongKey: true };
}

const mountedBy = ({ runtime }: ConfigFile, { workspace }: KubernetesSection["deployment"]) =>
  workspace ? "workspace" : runtime.refresher && "runtime.refresher";

function* unwrittenParameters(file: ConfigFile, parameters: Readonly<Record<string, string>>): Iterable<Problem> {
  const written = writtenParameters(file);
  for (const [name, parameter] of Object.entries(parameters))
    if (!written.includes(parameter))
      yield {
        path: ["externalSecret", "parameters", name],
        message: `must be a parameter that this config writes, otherwise there will be no Secret: ${written.join(", ")}`,
      };
}
