import { type DeploymentProps, fromSecret, type Variable } from "@openhands-aws/constructs/kubernetes";
import type { Kubernetes } from "../../config/kubernetes";

/** What depends on the family in the Deployment. */
export interface Pod
  extends Pick<DeploymentProps, "containers" | "initContainers" | "podAnnotations" | "securityContext" | "volumes"> {
  /** Names of the Secrets that OpenHands reads only when it starts. */
  readonly secrets: readonly string[];
}

/** The variables that the config adds to the Secret. */
export const parameterVariables = ({ name: secret, parameters }: Kubernetes["externalSecret"]): Variable[] =>
  Object.keys(parameters).map((name) => fromSecret(name, secret));

export const stateClaim = (name: string): string => `${name}-state`;

/** The volume with conversations and settings. */
export const stateVolume = (name: string) => ({
  name: "state",
  persistentVolumeClaim: { claimName: stateClaim(name) },
});
