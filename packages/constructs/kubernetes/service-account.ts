import { type Manifest, type NamespacedName, present } from "./manifest";

export interface ServiceAccountProps extends NamespacedName {
  /** ARN of the role that its pods assume in AWS, if the cluster has workload identity. @default none */
  readonly role?: string;
}

/**
 * A ServiceAccount whose token no pod gets: OpenHands does not use the cluster's API.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/service-account-v1/
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export const serviceAccount = ({ name, namespace, role }: ServiceAccountProps): Manifest => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: present({
    name,
    namespace,
    annotations: role === undefined ? undefined : { "eks.amazonaws.com/role-arn": role },
  }),
  automountServiceAccountToken: false,
});
