import { BucketDistribution, readByDistribution } from "@openhands-aws/constructs/cloudfront";
import { PrivateBucket, readByAnyone } from "@openhands-aws/constructs/s3";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Config } from "../config/config";
import { type IssuerDocuments, isDistributionHost } from "../config/issuer";
import { accountOf } from "./account";
import { BaseStack } from "./base-stack";

const DISTRIBUTION = "issuer";

/**
 * State `openhands-issuer`: where the two public documents are with which AWS verifies the cluster's tokens. Whoever writes
 * them can be every service account of the cluster, and without them no token is accepted: nothing of it is ever destroyed.
 * `issuer publish` writes them. Apply it before the stack `openhands`, whose OIDC provider needs the URL.
 */
export class OpenhandsIssuerStack extends BaseStack {
  constructor(scope: Construct, id: string, config: Config, issuer: IssuerDocuments) {
    super(scope, id, config);
    const account = accountOf(config);
    const { bucket: name, objects, documents, domain, url } = issuer;
    const keys = [objects.discovery, objects.keys];
    const isPublic = documents === "bucket";
    const bucket = new PrivateBucket(this, "issuer_documents", {
      ...{ account, name, keepsForever: true, publicPolicy: isPublic },
      statements: [
        isPublic
          ? readByAnyone(account, name, keys)
          : // Written out: the distribution needs the bucket first.
            readByDistribution(account, name, keys, `\${aws_cloudfront_distribution.${DISTRIBUTION}.arn}`),
      ],
    });
    if (isPublic) return;
    const host = url && new URL(url).hostname;
    const distribution = new BucketDistribution(this, DISTRIBUTION, {
      name,
      bucketDomainName: bucket.domainName,
      comment: "The public documents of a Kubernetes cluster's token issuer",
      domain,
      ownName: host && isDistributionHost(host) ? host : undefined,
    });
    new TerraformOutput(this, "domain_name", {
      value: distribution.domainName,
      description: domain
        ? `The distribution's own name, to which ${domain.name} must point`
        : "The host of the issuer's URL, without anything after it",
    });
  }
}
