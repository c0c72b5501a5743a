import { partitionOf } from "@openhands-aws/facts/partitions";
import { bucketHost, isDistributionHost } from "../issuer";
import type { Problem } from "../problem";
import type { ConfigFile } from "../schema";
import { ISSUER_URL } from "../schema/kubernetes/identity";
import { bucketsInUse } from "./buckets-in-use";

type Issuer = NonNullable<NonNullable<NonNullable<ConfigFile["kubernetes"]>["identity"]>["issuer"]>;

const PATH = ["kubernetes", "identity", "issuer"];
const problem = (key: keyof Issuer, message: string, wrongKey = false): Problem => ({
  path: [...PATH, key],
  message,
  ...(wrongKey && { wrongKey }),
});

/** On EKS, AWS publishes the issuer. */
export function* eksIssuerConflicts({ bucket, documents, certificate, url }: Issuer): Iterable<Problem> {
  const created = documents === "elsewhere" ? undefined : documents;
  for (const [key, value] of Object.entries({ bucket, documents: created, certificate }))
    if (value !== undefined)
      yield problem(key as keyof Issuer, "must be left out with cluster: eks, whose issuer AWS publishes", true);
  if (url === undefined) yield problem("url", `must be ${ISSUER_URL}`);
}

/** Where the documents of a self-hosted cluster are, and what fits to it. */
export function* issuerDocumentConflicts(file: ConfigFile, issuer: Issuer): Iterable<Problem> {
  const { documents, bucket, certificate } = issuer;
  if (certificate !== undefined && documents !== "cloudfront")
    yield problem("certificate", `must be left out with documents: ${documents}: it is for CloudFront`, true);
  if (documents === "cloudfront") yield* distributionConflicts(file, issuer);
  if (documents === "bucket") yield* ownNameConflicts(file, issuer);
  if (documents === "elsewhere" && issuer.url === undefined) yield problem("url", `must be ${ISSUER_URL}`);
  if (documents !== "elsewhere" && bucket === undefined)
    yield problem("bucket", `must be a new bucket's name with documents: ${documents}`);
  if (documents !== "elsewhere" && bucket?.includes("."))
    yield problem("bucket", "must be a name without dots: S3's certificate is valid for no other");
  const owner = bucketsInUse(file).get(bucket ?? "");
  const { audit } = file;
  const ofAudit = bucket !== undefined && [audit?.bucket, audit?.accessLogBucket].includes(bucket) && "audit";
  if (owner || ofAudit)
    yield problem(
      "bucket",
      `must be a bucket of its own, not the one of ${owner ?? ofAudit}: anyone who writes there could be every service account of the cluster`,
    );
}

function* distributionConflicts({ aws }: ConfigFile, { url, certificate }: Issuer): Iterable<Problem> {
  if (partitionOf(aws.region) !== "aws")
    yield problem("documents", `must be bucket or elsewhere in ${aws.region}, where CloudFront is not the same`);
  if (url === undefined) {
    if (certificate !== undefined) yield problem("url", "must be the URL with the certificate's host name");
    return;
  }
  const { hostname } = new URL(url);
  if (isDistributionHost(hostname) && certificate !== undefined)
    yield problem("certificate", `must be left out for ${hostname}, which has CloudFront's certificate`, true);
  if (!isDistributionHost(hostname) && certificate === undefined)
    yield problem(
      "certificate",
      `must be the ARN of a certificate for ${hostname} in us-east-1; or leave url out at first, for the distribution's own name`,
    );
}

/** S3 serves a bucket over https at no other name. */
function* ownNameConflicts({ aws }: ConfigFile, { url, bucket }: Issuer): Iterable<Problem> {
  if (bucket === undefined) return;
  const own = `https://${bucketHost(bucket, aws.region)}`;
  if (url !== own && !url?.startsWith(`${own}/`))
    yield problem("url", `must be ${own} with documents: bucket, with a path or without one`);
}
