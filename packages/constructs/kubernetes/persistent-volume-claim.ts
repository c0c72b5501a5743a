import { type Manifest, type NamespacedName, present } from "./manifest";

export interface PersistentVolumeClaimProps extends NamespacedName {
  /** A canonical quantity, as in `10Gi`. */
  readonly size: string;
  /** `ReadWriteMany`: nodes may mount it side by side, where the storage class can. */
  readonly accessMode: "ReadWriteOnce" | "ReadWriteMany";
  /** @default the cluster's default class */
  readonly storageClassName?: string;
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/ */
export const persistentVolumeClaim = ({
  name,
  namespace,
  size,
  accessMode,
  storageClassName,
}: PersistentVolumeClaimProps): Manifest => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name, namespace },
  spec: present({
    accessModes: [accessMode],
    storageClassName,
    resources: { requests: { storage: size } },
  }),
});
