export { type ClusterSecretStoreProps, clusterSecretStore } from "./cluster-secret-store";
export type { Container, ContainerSecurityContext, Probe, VolumeMount } from "./container";
export { type DeploymentProps, deployment, type PodSecurityContext } from "./deployment";
export { fromPod, fromSecret, type Variable, value } from "./environment";
export { type ExternalSecretProps, externalSecret } from "./external-secret";
export { type IngressProps, ingress } from "./ingress";
export { type Manifest, type Metadata, type NamespacedName, present } from "./manifest";
export { namespace } from "./namespace";
export { type NetworkPeer, type NetworkPolicyProps, networkPolicy } from "./network-policy";
export { type PersistentVolumeClaimProps, persistentVolumeClaim } from "./persistent-volume-claim";
export { type PolicyRule, type RbacProps, type RbacSubject, rbac } from "./rbac";
export { type ServiceProps, service } from "./service";
export { type ServiceAccountProps, serviceAccount } from "./service-account";
export {
  type PodIdentityTrustProps,
  podIdentityTrust,
  type ServiceAccountTrustProps,
  serviceAccountTrust,
} from "./service-account-trust";
export type { Volume } from "./volume";
