import { roleArn } from "@openhands-aws/constructs/iam";
import type { Volume, VolumeMount } from "@openhands-aws/constructs/kubernetes";
import { TOKEN_MOUNT, tokenVolume } from "@openhands-aws/constructs/openhands";
import type { Config } from "../../config/config";
import { type Identity, usesIdentity } from "../../config/identity";
import type { Kubernetes } from "../../config/kubernetes";
import { releaseOf } from "../../config/releases";
import { accountOf } from "../account";

/** The identity whose token the pod has in a volume: EKS Pod Identity needs none. */
const withToken = (config: Config, { identity }: Kubernetes): Identity | undefined =>
  usesIdentity(config) && identity?.podIdentity === undefined ? identity : undefined;

/** ARN of the role that the pod assumes with its own token, if it has one. */
export function webIdentityRole(config: Config, kubernetes: Kubernetes): string | undefined {
  const identity = withToken(config, kubernetes);
  return identity && roleArn(accountOf(config), identity.role);
}

/** Where OpenHands' own container finds the token: the app of 1.x calls no model, so that only its refresher needs it. */
export const appTokenMounts = (config: Config, kubernetes: Kubernetes): VolumeMount[] =>
  webIdentityRole(config, kubernetes) && releaseOf(config).family !== "1.x" ? [TOKEN_MOUNT] : [];

/** The volume with the pod's own token, if it has one. */
export function webIdentityVolumes(config: Config, kubernetes: Kubernetes): Volume[] {
  const identity = withToken(config, kubernetes);
  return identity ? [tokenVolume({ audience: identity.audience, seconds: identity.tokenSeconds })] : [];
}
