import { roleArn } from "@openhands-aws/constructs/iam";
import type { Container } from "@openhands-aws/constructs/kubernetes";
import { refresher } from "@openhands-aws/constructs/openhands";
import type { Config } from "../../config/config";
import { imageReference } from "../../config/image";
import type { Kubernetes } from "../../config/kubernetes";
import { agentRunsInSandbox } from "../../config/release";
import { accountOf } from "../account";
import { sessionPolicy } from "../openhands/refresher";

/** Whether the sandboxes get short-lived credentials. */
export const isRefreshed = ({ posture, runtime }: Config): boolean =>
  posture === "hardened" && runtime.refresher !== undefined;

/** The container beside OpenHands that supplies them. */
export function refresherContainer(config: Config, { externalSecret, deployment }: Kubernetes): Container {
  const { aws, runtime } = config;
  const { principal, sessionSeconds, sessionName } = runtime.refresher as NonNullable<typeof runtime.refresher>;
  const { repository, tag } = imageReference(config);
  return refresher({
    image: `${repository}:${tag}`,
    role: roleArn(accountOf(config), runtime.role),
    ...{ sessionName, sessionSeconds },
    sessionPolicy: sessionPolicy(config),
    ownerUid: ownerUid(config, deployment),
    region: aws.region,
    secret: principal === undefined ? externalSecret.name : undefined,
  });
}

/** The sandboxes' user: OpenHands 0.x takes it from a setting of its own, unless that asks for root. */
function ownerUid(config: Config, { env }: Kubernetes["deployment"]): number {
  if (agentRunsInSandbox(config)) return 10_001;
  return Number(/^[1-9]\d{0,8}$/.exec(env.SANDBOX_USER_ID ?? "")?.[0] ?? 1000);
}
