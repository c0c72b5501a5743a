import { dnsSuffixOf, partitionOf } from "@openhands-aws/facts/partitions";
import type { Config } from "./config";
import type { ConfigFile } from "./schema";
import type { KubernetesSection } from "./schema/kubernetes";

type Section = NonNullable<KubernetesSection["identity"]>;

/** The section `kubernetes.identity` with every default that depends on another value filled in. */
export type Identity = Omit<Section, "issuer" | "serviceAccount"> & {
  readonly serviceAccount: string;
  readonly issuer?: NonNullable<Section["issuer"]>;
  /** Without `https://`, as AWS names the provider and its condition keys. None before CloudFront has given it a name, or with Pod Identity. */
  readonly issuerHost?: string;
};

export function completeIdentity(
  { aws }: ConfigFile,
  { identity, deployment }: KubernetesSection,
): Identity | undefined {
  if (!identity) return undefined;
  const { issuer } = identity;
  const url = issuer && (issuer.url ?? bucketUrl(issuer, aws.region));
  return {
    ...identity,
    serviceAccount: identity.serviceAccount ?? deployment.name,
    issuer: issuer && { ...issuer, url },
    issuerHost: identity.podIdentity ? undefined : url?.slice("https://".length),
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const bucketUrl = ({ documents, bucket }: NonNullable<Section["issuer"]>, region: string): string | undefined =>
  documents === "bucket" && bucket ? `https://${bucket}.s3.${region}.${dnsSuffixOf(partitionOf(region))}` : undefined;

/** Whether its role can exist: it names the issuer, which CloudFront may not have named yet. */
export const hasRole = ({ issuerHost, podIdentity }: Identity): boolean =>
  issuerHost !== undefined || podIdentity !== undefined;

type Access = Pick<Config, "bedrock">;

/** Whether OpenHands' pod uses its own identity, and no access key. */
export const usesIdentity = ({ bedrock }: Access): boolean => bedrock.access === "workload-identity";

/** Whether Terraform has the Bedrock user, its access key and the parameters with it. */
export const hasUser = ({ bedrock }: Access): boolean =>
  !bedrock.rollback && (bedrock.access === "access-key" || bedrock.accessKey.keep);
