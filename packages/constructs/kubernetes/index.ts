export { type ClusterSecretStoreProps, clusterSecretStore } from "./cluster-secret-store";
export { type Container, type DeploymentProps, deployment, type Volume, type VolumeMount } from "./deployment";
export { fromPod, fromSecret, type Variable, value } from "./environment";
export { type ExternalSecretProps, externalSecret } from "./external-secret";
export { type Manifest, type Metadata, type NamespacedName, present } from "./manifest";
export { namespace } from "./namespace";
export { type PersistentVolumeClaimProps, persistentVolumeClaim } from "./persistent-volume-claim";
export { type ServiceProps, service } from "./service";
export { type ServiceAccountProps, serviceAccount } from "./service-account";
