import { invocationId, litellmModel } from "@openhands-aws/constructs/bedrock";
import { type Container, type Variable, type VolumeMount, value } from "@openhands-aws/constructs/kubernetes";
import {
  CREDENTIALS_FILE,
  DESIGNED,
  type OpenhandsProps,
  podUid,
  presetFiles,
  SANDBOX_MOUNT,
  SETTINGS,
  settingsWriter,
  variablesFor,
} from "@openhands-aws/constructs/openhands";
import type { Config } from "../../config/config";
import { usesIdentity } from "../../config/identity";
import { imageName, imageReference } from "../../config/image";
import type { Kubernetes } from "../../config/kubernetes";
import { releaseOf } from "../../config/releases";
import { isRefreshed, sharedWith } from "./refresher";
import { webIdentityRole } from "./web-identity";

/**
 * The variables that give OpenHands its access to AWS, whether its Deployment is ours or not. As designed: exactly the
 * design's.
 * @param mounts of node directories into the sandboxes that have nothing to do with AWS
 */
export function accessVariables(config: Config, kubernetes: Kubernetes, mounts: readonly string[]): Variable[] {
  const variables = everyVariable(config, kubernetes, mounts);
  return config.bedrock.rollback ? variables.filter(({ name }) => !OF_BEDROCK.test(name)) : variables;
}

/** Those of the Bedrock design, and what `hardened` adds to them. */
const OF_BEDROCK = /^(?:AWS_\w+|(?:LLM|BEDROCK)_\w+)$/;

function everyVariable(config: Config, kubernetes: Kubernetes, mounts: readonly string[]): Variable[] {
  const props = openhandsProps(config, kubernetes, mounts);
  if (config.posture === "as-designed") return variablesFor(DESIGNED, props);
  const { family, mounts: kind, needs } = releaseOf(config);
  return [
    // Before the settings, one of which refers to it.
    ...(isRefreshed(config) && sharedWith(config) === "node" ? [podUid] : []),
    ...variablesFor(SETTINGS[kind === "one" ? "one-mount" : family], props),
    ...Object.entries(needs).map(([name, text]) => value(name, text)),
  ];
}

/**
 * The container that presets the model, where the release has a file for it; none as designed.
 * @param uid of OpenHands' user
 */
export function settingsContainers(config: Config, mount: VolumeMount, uid: number): Container[] {
  const { settings, state } = releaseOf(config);
  if (config.posture === "as-designed" || settings === undefined || config.bedrock.rollback) return [];
  const { models, region } = config.bedrock;
  const [first] = models;
  const canonicalName = first.profileArn === undefined ? undefined : first.id;
  return [
    settingsWriter({
      image: imageName(config),
      directory: state,
      files: presetFiles(settings, { model: litellmModel(invocationId(first)), region, canonicalName }),
      uid,
      mount,
    }),
  ];
}

function openhandsProps(config: Config, kubernetes: Kubernetes, mounts: readonly string[]): OpenhandsProps {
  const { bedrock, aws } = config;
  const refreshed = isRefreshed(config);
  return {
    secret: kubernetes.externalSecret.name,
    keyless: usesIdentity(config),
    webIdentityRole: webIdentityRole(config, kubernetes),
    apiKey: bedrock.apiKey !== undefined,
    refreshed,
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
