/**
 * A volume of the pod: a claim's, a directory that ends with the pod, files of Secrets, or a directory of the node.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/
 */
export type Volume = { readonly name: string } & (
  | { readonly persistentVolumeClaim: { readonly claimName: string } }
  | { readonly emptyDir: EmptyDirectory }
  | { readonly secret: { readonly secretName: string } & FilesOf & Mode }
  | { readonly projected: { readonly sources: readonly Source[] } & Mode }
  | { readonly hostPath: { readonly path: string; readonly type: string } }
);

interface EmptyDirectory {
  /** `Memory`: never on the node's disk; what is in it counts as the memory of the containers. @default the node's disk */
  readonly medium?: "Memory";
  /** A canonical quantity, as in `64Mi`. @default the node's, or the pod's memory limit */
  readonly sizeLimit?: string;
}

/** What a projected volume puts into one directory. */
type Source =
  | { readonly secret: { readonly name: string } & FilesOf }
  | { readonly configMap: { readonly name: string } & FilesOf }
  | { readonly serviceAccountToken: ServiceAccountToken };

interface FilesOf {
  /** The keys, each with its path in the volume. @default all of them, under their own names */
  readonly items?: readonly { readonly key: string; readonly path: string }[];
}

interface Mode {
  /** Of the files, in decimal as the API server stores it: 420 is 0644, which it would add. */
  readonly defaultMode: number;
}

interface ServiceAccountToken {
  /** The only one who accepts it. */
  readonly audience: string;
  /** Seconds (600 at least). */
  readonly expirationSeconds: number;
  /** In the volume. */
  readonly path: string;
}
