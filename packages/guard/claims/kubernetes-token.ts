import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import type { Token } from "./token";

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
  /** Of the cluster, without `https://`: `oidc.eks.REGION.amazonaws.com/id/ID`, or any other. */
  readonly issuer: string;
  /** What the pod's projected volume asks for. @default "sts.amazonaws.com" */
  readonly audience?: string;
}

/**
 * The projected token of a pod's service account.
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const kubernetesToken = ({ namespace, name, issuer, audience = STS_AUDIENCE }: ServiceAccount): Token => ({
  issuer,
  claims: { iss: `https://${issuer}`, sub: `system:serviceaccount:${namespace}:${name}`, aud: audience },
});
