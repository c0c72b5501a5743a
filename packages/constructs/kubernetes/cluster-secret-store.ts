import { type Manifest, present } from "./manifest";

/** A key of a Secret in any namespace. */
interface SecretKeyReference {
  /** Of the Secret. */
  readonly namespace: string;
  /** Of the Secret. */
  readonly name: string;
  /** In the Secret's data. */
  readonly key: string;
}

export interface ClusterSecretStoreProps {
  /** As in `external-secrets.io/v1`. */
  readonly apiVersion: string;
  /** Unique in the cluster. */
  readonly name: string;
  /** AWS region of the parameters. */
  readonly region: string;
  /** An access key of an IAM user. @default none */
  readonly accessKey?: { readonly id: SecretKeyReference; readonly secret: SecretKeyReference };
  /** A ServiceAccount whose token AWS trusts. @default none */
  readonly serviceAccount?: { readonly namespace: string; readonly name: string };
  /** ARN of the role that is assumed with either, or with the operator's own identity. @default none */
  readonly role?: string;
}

/**
 * Reads AWS's Parameter Store.
 * @see https://external-secrets.io/latest/provider/aws-parameter-store/
 * @throws if it has neither accessKey nor serviceAccount nor role
 */
export function clusterSecretStore(props: ClusterSecretStoreProps): Manifest {
  const { apiVersion, name, region, accessKey, serviceAccount, role } = props;
  if (!accessKey && !serviceAccount && !role) throw new Error(`The ClusterSecretStore ${name} has no auth`);
  const auth = present({
    secretRef: accessKey && {
      accessKeyIDSecretRef: accessKey.id,
      secretAccessKeySecretRef: accessKey.secret,
    },
    jwt: serviceAccount && { serviceAccountRef: serviceAccount },
  });
  return {
    apiVersion,
    kind: "ClusterSecretStore",
    metadata: { name },
    spec: { provider: { aws: present({ service: "ParameterStore", region, role, auth }) } },
  };
}
