import { invocationId } from "@openhands-aws/constructs/bedrock";
import type { Variable } from "@openhands-aws/constructs/kubernetes";
import {
  CREDENTIALS_FILE,
  DESIGNED,
  type OpenhandsProps,
  podUid,
  RELEASES,
  type Release,
  SANDBOX_MOUNT,
  variablesFor,
} from "@openhands-aws/constructs/openhands";
import type { Config } from "../../config/config";
import { imageReference } from "../../config/image";
import type { Kubernetes } from "../../config/kubernetes";
import { isFrom } from "../../config/release";
import { isRefreshed } from "./refresher";

export const releaseOf = (config: Config): Release => {
  if (isFrom(config, "1.0")) return RELEASES["1.x"];
  if (isFrom(config, "0.45")) return RELEASES["0.x"];
  return isFrom(config, "0.38") ? RELEASES["old-state"] : RELEASES["one-mount"];
};

/**
 * The variables that give OpenHands its access to AWS, whether its Deployment is ours or not. As designed: exactly the
 * design's.
 * @param mounts of node directories into the sandboxes that have nothing to do with AWS
 */
export function accessVariables(config: Config, kubernetes: Kubernetes, mounts: readonly string[]): Variable[] {
  const props = openhandsProps(config, kubernetes, mounts);
  if (config.posture === "as-designed") return variablesFor(DESIGNED, props);
  // Before the settings, one of which refers to it.
  return [...(isRefreshed(config) ? [podUid] : []), ...variablesFor(releaseOf(config).settings, props)];
}

function openhandsProps(config: Config, kubernetes: Kubernetes, mounts: readonly string[]): OpenhandsProps {
  const { bedrock, aws } = config;
  const refreshed = isRefreshed(config);
  return {
    secret: kubernetes.externalSecret.name,
    model: invocationId(bedrock.models[0]),
    bedrockRegion: bedrock.region,
    region: aws.region,
    image: imageReference(config),
    sandboxes: sandboxesOf(kubernetes.deployment),
    mounts: refreshed ? [...mounts, SANDBOX_MOUNT] : mounts,
    sandboxVariables: refreshed ? { OPENHANDS_AWS_CREDENTIALS_FILE: CREDENTIALS_FILE } : {},
  };
}

const sandboxesOf = ({ generate, dockerSocket, hostNetwork, env }: Kubernetes["deployment"]) => {
  const isSaid = "SANDBOX_LOCAL_RUNTIME_URL" in env || "SANDBOX_CONTAINER_URL_PATTERN" in env;
  if (!generate || !dockerSocket || isSaid) return undefined;
  return hostNetwork ? "host-network" : "node-address";
};
