import type { Problem } from "../../problem";
import { type Family, releaseOf } from "../../releases";
import { writtenParameters } from "../../runtime-settings";
import type { ConfigFile } from "../../schema";
import type { KubernetesSection } from "../../schema/kubernetes";

/** Variables that give OpenHands its access to AWS, in any release. */
const OWN =
  /^(?:(?:LLM_|SANDBOX_ENV_)?AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|REGION|DEFAULT_REGION|REGION_NAME|PROFILE|PROFILE_NAME|ROLE_ARN|ROLE_NAME|WEB_IDENTITY_TOKEN_FILE)|LLM_MODEL|BEDROCK_MODEL_ID|SANDBOX_RUNTIME_CONTAINER_IMAGE|AGENT_SERVER_IMAGE_(?:REPOSITORY|TAG)|OH_AGENT_SERVER_ENV|OH_PERSISTENCE_DIR|(?:SANDBOX_ENV_)?OPENHANDS_AWS_\w+|POD_UID|NODE_IP)$/;

const API_KEY = /^(?:LLM_|SANDBOX_ENV_)?AWS_BEARER_TOKEN_BEDROCK$/;

/** Variables that close Agent Canvas, or keep it closed. */
const CANVAS =
  /^(?:OH_SECRET_KEY|OH_SESSION_API_KEYS_\w+|SESSION_API_KEY|LOCAL_BACKEND_API_KEY|PUBLIC_MODE_PORT|PORT|OH_ENABLE_VSCODE)$/;

/** Variables with which Agent Canvas writes its key into a page, or takes another one that is not in a Secret. */
const CANVAS_OPENED =
  /^(?:AGENT_CANVAS_ALLOW_LAN_SESSION_KEY|(?:OPENHANDS_AUTOMATION|AUTOMATION_LOCAL|AUTOMATION_AGENT_SERVER)_API_KEY)$/;

/** Variables that every Agent Canvas of ours has: one home, and no telemetry. */
const CANVAS_ALWAYS =
  /^(?:HOME|DO_NOT_TRACK|VITE_DO_NOT_TRACK|VITE_POSTHOG_API_KEY|AGENT_CANVAS_DISABLE_TELEMETRY|LITELLM_LOCAL_MODEL_COST_MAP)$/;

/** Variables that the family does not read. */
const FOREIGN: Readonly<Record<Family, RegExp>> = {
  "0.x": /^(?:OH_\w+|AGENT_SERVER_\w+|SANDBOX_CONTAINER_URL_PATTERN|PUBLIC_MODE_PORT|LOCAL_BACKEND_API_KEY)$/,
  "1.x":
    /^(?:SANDBOX_RUNTIME_\w+|SANDBOX_ENV_\w+|SANDBOX_LOCAL_RUNTIME_URL|WORKSPACE_\w+|PUBLIC_MODE_PORT|LOCAL_BACKEND_API_KEY)$/,
  canvas: /^(?:SANDBOX_\w+|WORKSPACE_\w+|AGENT_SERVER_\w+|OH_AGENT_SERVER_ENV)$/,
};

export function* variableConflicts(file: ConfigFile, kubernetes: KubernetesSection): Iterable<Problem> {
  const { externalSecret, deployment } = kubernetes;
  const hardened = file.posture === "hardened";
  yield* parameterConflicts(file, externalSecret.parameters);
  const { family, needs } = releaseOf(file);
  const isOwn = (name: string) =>
    OWN.test(name) || (hardened && Object.hasOwn(needs, name)) || (family === "canvas" && CANVAS.test(name));
  const derived = new Map([
    ["SANDBOX_VOLUMES", mountedBy(file, deployment)],
    ["WORKSPACE_MOUNT_PATH", deployment.workspace && "workspace"],
  ]);
  const named = (path: Problem["path"], variables: object) =>
    Object.keys(variables).map((name) => ({ name, path: [...path, name] }));
  const parameters = named(["externalSecret", "parameters"], externalSecret.parameters);
  const plain = named(["deployment", "env"], deployment.env);
  for (const { name, path } of [...parameters, ...plain]) {
    const wrong = (message: string) => ({ path, message, wrongKey: true });
    if (API_KEY.test(name))
      yield wrong(
        "is a Bedrock API key, which OpenHands would use before its keyless access; leave it out, or see bedrock.apiKey",
      );
    else if (isOwn(name)) yield wrong("is part of the access, which openhands-aws already writes; leave it out");
    else if (FOREIGN[family].test(name))
      yield wrong(
        `is not read by ${family === "canvas" ? "Agent Canvas" : `OpenHands ${family}`} (openhands); leave it out`,
      );
    else if (family === "canvas" && CANVAS_OPENED.test(name))
      yield wrong("would open Agent Canvas to someone without its key; leave it out");
    else if (family === "canvas" && CANVAS_ALWAYS.test(name))
      yield wrong("is already set by openhands-aws; leave it out");
    else if (derived.get(name)) yield wrong(`is already set by ${derived.get(name)}; leave one of them out`);
  }
  for (const { name, path } of plain)
    if (Object.hasOwn(externalSecret.parameters, name))
      yield { path, message: "is also in kubernetes.externalSecret.parameters; keep one", wrongKey: true };
}

const mountedBy = ({ runtime }: ConfigFile, { workspace }: KubernetesSection["deployment"]) =>
  workspace ? "workspace" : runtime.refresher && "runtime.refresher";

/** Agent Canvas shows its agent everything in its environment: with the refresher, the access key is not for it. */
function* parameterConflicts(file: ConfigFile, parameters: Readonly<Record<string, string>>): Iterable<Problem> {
  const { bedrock, runtime } = file;
  const keys = [bedrock.accessKeyIdParameter, bedrock.secretAccessKeyParameter];
  const kept = runtime.refresher && releaseOf(file).family === "canvas" ? keys : [];
  const written = writtenParameters(file).filter((parameter) => !kept.includes(parameter));
  for (const [name, parameter] of Object.entries(parameters)) {
    const path = ["externalSecret", "parameters", name];
    if (kept.includes(parameter))
      yield {
        path,
        message: "is part of the access key, which only the refresher gets (runtime.refresher); leave it out",
      };
    else if (!written.includes(parameter))
      yield {
        path,
        message: `must be a parameter that this config writes, otherwise there will be no Secret: ${written.join(", ")}`,
      };
  }
}
