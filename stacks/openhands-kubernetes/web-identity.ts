import { roleArn } from "@openhands-aws/constructs/iam";
import type { Volume, VolumeMount } from "@openhands-aws/constructs/kubernetes";
import { TOKEN_MOUNT, tokenVolume } from "@openhands-aws/constructs/openhands";
import type { Config } from "../../config/config";
import { usesIdentity } from "../../config/identity";
import type { Kubernetes } from "../../config/kubernetes";
import { releaseOf } from "../../config/releases";
import { accountOf } from "../account";

/** Whether the pod has its own token for AWS in a volume: EKS Pod Identity needs none. */
const hasToken = (config: Config, { identity }: Kubernetes): boolean =>
  usesIdentity(config) && identity !== undefined && identity.podIdentity === undefined;

/** ARN of the role that the pod assumes with its own token, if it has one. */
export const webIdentityRole = (config: Config, kubernetes: Kubernetes): string | undefined =>
  hasToken(config, kubernetes) && kubernetes.identity
    ? roleArn(accountOf(config), kubernetes.identity.role)
    : undefined;

/** Where OpenHands' own container finds the token: the app of 1.x calls no model, so that only its refresher needs it. */
export const appTokenMounts = (config: Config, kubernetes: Kubernetes): VolumeMount[] =>
  webIdentityRole(config, kubernetes) && releaseOf(config).family !== "1.x" ? [TOKEN_MOUNT] : [];

/** The volume with the pod's own token, if it has one. */
export const webIdentityVolumes = (config: Config, kubernetes: Kubernetes): Volume[] =>
  hasToken(config, kubernetes) && kubernetes.identity
    ? [tokenVolume({ audience: kubernetes.identity.audience, seconds: kubernetes.identity.tokenSeconds })]
    : [];
