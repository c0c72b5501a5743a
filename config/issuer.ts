import { dnsSuffixOf, partitionOf } from "@openhands-aws/facts/partitions";
import type { ConfigFile } from "./schema";
import type { KubernetesSection } from "./schema/kubernetes";

type Section = NonNullable<NonNullable<KubernetesSection["identity"]>["issuer"]>;

/** Where `issuer publish` writes the two public documents of a self-hosted cluster's issuer. */
export interface IssuerDocuments {
  /** The stack `openhands-issuer` creates what the first two need. */
  readonly documents: Section["documents"];
  readonly bucket: string;
  /** Keys in the bucket. */
  readonly objects: { readonly discovery: string; readonly keys: string };
  /** None until the distribution is there whose own name it has. */
  readonly url?: string;
  /** The owner's name of the distribution. @default its own */
  readonly domain?: { readonly name: string; readonly certificate: string };
}

/** @returns `undefined` where nothing is written: the issuer is AWS's, or its owner publishes it */
export function completeIssuer({ posture, kubernetes }: ConfigFile): IssuerDocuments | undefined {
  const { documents, bucket, url, certificate } = kubernetes?.identity?.issuer ?? {};
  if (posture !== "hardened" || documents === undefined || bucket === undefined) return undefined;
  return {
    ...{ documents, bucket, url },
    // A distribution's own name has no path as long as the owner writes none.
    objects: objectKeys({ url: url ?? "https://d.cloudfront.net" }),
    ...(url && certificate && { domain: { name: new URL(url).hostname, certificate } }),
  };
}

/** Below the issuer's URL, and on the API server itself: the second as Kubernetes names it. */
export const DOCUMENT_PATHS = { discovery: "/.well-known/openid-configuration", keys: "/openid/v1/jwks" } as const;

/** The keys of the two objects in the bucket: the path of each document's URL. */
export function objectKeys({ url }: { readonly url: string }): IssuerDocuments["objects"] {
  const keyOf = (path: string) => new URL(url + path).pathname.slice(1);
  return { discovery: keyOf(DOCUMENT_PATHS.discovery), keys: keyOf(DOCUMENT_PATHS.keys) };
}

/** The name at which S3 serves the bucket over https. */
export const bucketHost = (bucket: string, region: string): string =>
  `${bucket}.s3.${region}.${dnsSuffixOf(partitionOf(region))}`;

/** Whether it is a distribution's own name, which goes with the distribution. */
export const isDistributionHost = (host: string): boolean => host.endsWith(".cloudfront.net");

/** Whether it is a bucket's own name, in any of S3's forms. */
export const isBucketHost = (host: string): boolean =>
  /(?:^|\.)s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.test(host);
