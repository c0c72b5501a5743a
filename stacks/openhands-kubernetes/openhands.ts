import type { Config } from "../../config/config";
import { imageReference } from "../../config/image";
import type { Kubernetes } from "../../config/kubernetes";
import { isFrom } from "../../config/release";
import { invocationId } from "../../constructs/bedrock/grants";
import type { Variable } from "../../constructs/kubernetes/environment";
import {
  DESIGNED,
  type OpenhandsProps,
  RELEASES,
  type Release,
  variablesFor,
} from "../../constructs/openhands/settings";

export const releaseOf = (config: Config): Release => {
  if (isFrom(config, "1.0")) return RELEASES["1.x"];
  if (isFrom(config, "0.45")) return RELEASES["0.x"];
  return isFrom(config, "0.38") ? RELEASES["old-state"] : RELEASES["one-mount"];
};

/** The access to AWS that OpenHands is given, whether its Deployment is ours or not. As designed: exactly the design's. */
export function accessVariables(config: Config, kubernetes: Kubernetes): Variable[] {
  const settings = config.posture === "as-designed" ? DESIGNED : releaseOf(config).settings;
  return variablesFor(settings, openhandsProps(config, kubernetes));
}

function openhandsProps(config: Config, { externalSecret, deployment }: Kubernetes): OpenhandsProps {
  const { bedrock, aws } = config;
  return {
    secret: externalSecret.name,
    model: invocationId(bedrock.models[0]),
    bedrockRegion: bedrock.region,
    region: aws.region,
    image: imageReference(config),
    sandboxes: sandboxesOf(deployment),
    mounts: deployment.generate && deployment.workspace ? [`${deployment.workspace}:/workspace:rw`] : [],
    sandboxVariables: {},
  };
}

const sandboxesOf = ({
  generate,
  dockerSocket,
  hostNetwork,
}: Kubernetes["deployment"]): OpenhandsProps["sandboxes"] => {
  if (!generate || !dockerSocket) return undefined;
  return hostNetwork ? "host-network" : "node-address";
};
