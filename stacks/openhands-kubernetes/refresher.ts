import { roleArn } from "@openhands-aws/constructs/iam";
import type { Container } from "@openhands-aws/constructs/kubernetes";
import { type RefresherProps, refresher } from "@openhands-aws/constructs/openhands";
import type { Config } from "../../config/config";
import { agentUsesIdentity, usesIdentity } from "../../config/identity";
import { imageName } from "../../config/image";
import type { Kubernetes } from "../../config/kubernetes";
import { releaseOf } from "../../config/releases";
import { accountOf } from "../account";
import { sessionPolicy } from "../openhands/refresher";
import { webIdentityRole } from "./web-identity";

/** Whether OpenHands gets short-lived credentials from the refresher: a pod in which the agent works with its own identity needs none. */
export const isRefreshed = (config: Config): boolean =>
  config.posture === "hardened" && config.runtime.refresher !== undefined && !agentUsesIdentity(config);

/** Agent Canvas runs its agents in the pod; other releases start sandboxes on the node. */
export const sharedWith = (config: Config): RefresherProps["sharedWith"] =>
  releaseOf(config).family === "canvas" ? "pod" : "node";

/**
 * Whether OpenHands must start again when the Secret with the access key changes. A refresher in the pod reads a rotated key
 * on its own: it ends when AWS rejects the old one.
 */
export function readsSecret(config: Config, { externalSecret }: Kubernetes): boolean {
  const readsKey =
    !config.bedrock.rollback && !usesIdentity(config) && (!isRefreshed(config) || sharedWith(config) === "node");
  return readsKey || Object.keys(externalSecret.parameters).length > 0;
}

/** The container beside OpenHands that supplies them. */
export function refresherContainer(config: Config, kubernetes: Kubernetes): Container {
  const { externalSecret, deployment } = kubernetes;
  const { aws, runtime } = config;
  const { role, principal, sessionSeconds, sessionName } = runtime.refresher as NonNullable<typeof runtime.refresher>;
  return refresher({
    image: imageName(config),
    sharedWith: sharedWith(config),
    role: roleArn(accountOf(config), role),
    ...{ sessionName, sessionSeconds },
    sessionPolicy: sessionPolicy(config),
    ownerUid: ownerUid(config, deployment),
    region: aws.region,
    secret: principal === undefined && !usesIdentity(config) ? externalSecret.name : undefined,
    webIdentityRole: webIdentityRole(config, kubernetes),
  });
}

/** The agent's user: OpenHands 0.x takes it from a setting of its own, unless that asks for root. */
function ownerUid(config: Config, { env }: Kubernetes["deployment"]): number {
  const { family, uid } = releaseOf(config);
  return (family === "0.x" ? askedUid(env) : undefined) ?? uid;
}

/** The user that 0.x and 1.x are asked to run as, unless that is root. */
export function askedUid({ SANDBOX_USER_ID = "" }: Kubernetes["deployment"]["env"]): number | undefined {
  return /^[1-9]\d{0,8}$/.test(SANDBOX_USER_ID) ? Number(SANDBOX_USER_ID) : undefined;
}
