import { type Manifest, type NamespacedName, present } from "./manifest";

export interface ExternalSecretProps extends NamespacedName {
  /** As in `external-secrets.io/v1`. */
  readonly apiVersion: string;
  /** Name of a ClusterSecretStore. */
  readonly store: string;
  /** In Go's format, as in `1h0m0s`; the operator rewrites other forms. */
  readonly refreshInterval: string;
  /** When the Secret is written again. @default the operator's, which is Periodic */
  readonly refreshPolicy?: "CreatedOnce" | "Periodic" | "OnChange";
  /** Name of the parameter behind each key of the Secret. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Creates a Secret with the same name, which is deleted with it. The operator's defaults are written out, so that a second
 * apply finds nothing to change.
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export const externalSecret = (props: ExternalSecretProps): Manifest => ({
  apiVersion: props.apiVersion,
  kind: "ExternalSecret",
  metadata: { name: props.name, namespace: props.namespace },
  spec: present({
    refreshPolicy: props.refreshPolicy,
    refreshInterval: props.refreshInterval,
    secretStoreRef: { name: props.store, kind: "ClusterSecretStore" },
    target: { name: props.name, creationPolicy: "Owner", deletionPolicy: "Retain" },
    data: Object.entries(props.parameters).map(([secretKey, key]) => ({
      secretKey,
      remoteRef: { key, conversionStrategy: "Default", decodingStrategy: "None", metadataPolicy: "None" },
    })),
  }),
});
