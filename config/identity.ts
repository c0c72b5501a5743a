import type { Config } from "./config";
import { agentRunsInPod, type Chosen } from "./releases";
import type { KubernetesSection } from "./schema/kubernetes";

type Section = NonNullable<KubernetesSection["identity"]>;

/** The section `kubernetes.identity` with every default that depends on another value filled in. */
export type Identity = Omit<Section, "serviceAccount" | "issuer"> & {
  readonly serviceAccount: string;
  readonly issuer?: { readonly url: string; readonly bucket?: string };
  /** Without `https://`, as AWS names the provider and its condition keys. None with Pod Identity. */
  readonly issuerHost?: string;
};

/** @returns `undefined` as long as the issuer's URL is not known: there is nothing that AWS could trust yet */
export function completeIdentity({ identity, deployment }: KubernetesSection): Identity | undefined {
  if (!identity || (identity.issuer && identity.issuer.url === undefined)) return undefined;
  const { issuer: { url, bucket } = {}, serviceAccount = deployment.name, ...rest } = identity;
  return {
    ...rest,
    serviceAccount,
    ...(url !== undefined && { issuer: { url, bucket }, issuerHost: url.slice("https://".length) }),
  };
}

/** What EKS Pod Identity associates a role with, in the words of its API. */
export interface AssociatedAccount {
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** @returns `undefined` without EKS Pod Identity */
export function associatedAccount({ kubernetes }: Pick<Config, "kubernetes">): AssociatedAccount | undefined {
  const { podIdentity, serviceAccount } = kubernetes?.identity ?? {};
  if (!kubernetes || !podIdentity || serviceAccount === undefined) return undefined;
  return { clusterName: podIdentity.cluster, namespace: kubernetes.namespace, serviceAccount };
}

type Access = Pick<Config, "bedrock">;

/** Whether OpenHands' pod uses its own identity, and no access key. */
export const usesIdentity = ({ bedrock }: Access): boolean => bedrock.access === "workload-identity";

/** Whether only the stack openhands-issuer can be made yet: the URL that AWS would trust is the name of its distribution. */
export const awaitsIssuer = ({ bedrock, issuer }: Access & Pick<Config, "issuer">): boolean =>
  usesIdentity({ bedrock }) && issuer !== undefined && issuer.url === undefined;

/** Whether the agent works in that pod, so that its identity is the agent's: there is nothing between them. */
export const agentUsesIdentity = (config: Access & Chosen): boolean => usesIdentity(config) && agentRunsInPod(config);

/** Whether Terraform has the Bedrock user, its access key and the parameters with it. */
export const hasUser = ({ bedrock }: Access): boolean =>
  !bedrock.rollback && (bedrock.access === "access-key" || bedrock.accessKey.keep);
