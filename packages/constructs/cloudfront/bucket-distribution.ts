import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Construct } from "constructs";
import { pinned } from "../pinned";

export interface BucketDistributionProps {
  /** Of the origin access control; unique in the account. At most 64 characters. */
  readonly name: string;
  /** The name at which S3 serves the bucket in its region. */
  readonly bucketDomainName: string;
  /** What it is for, as CloudFront's console shows it. At most 128 characters. */
  readonly comment: string;
  /** A name of your own, with the ARN of its certificate in us-east-1. @default the distribution's own name and certificate */
  readonly domain?: { readonly name: string; readonly certificate: string };
  /** The distribution's own name, once something depends on it: Terraform then fails with another one. @default any */
  readonly ownName?: string;
}

/**
 * Honours the object's Cache-Control from 1 s to a year, and has no query, cookie or header in its key: S3 refuses a
 * request with the viewer's Host, which `UseOriginCacheControlHeaders` would send.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
const CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS = "b2884449-e4de-46a7-ac36-70bc7f1ddd6d";

const READ = ["GET", "HEAD"];

/**
 * `aws_cloudfront_distribution.<id>` before a private bucket, which it reads with its own signature: https only, and nothing
 * but reading. Terraform refuses to destroy it. With its own name, CloudFront's certificate accepts TLS 1.0, too.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
export class BucketDistribution extends Construct {
  /** The distribution's own name. */
  readonly domainName: string;

  constructor(scope: Construct, id: string, props: BucketDistributionProps) {
    super(scope, id);
    const { name, bucketDomainName, comment, domain, ownName } = props;
    const accessControl = pinned(
      new CloudfrontOriginAccessControl(this, "access-control", {
        name,
        description: comment,
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      }),
      id,
    );
    const originId = "bucket";
    const distribution = pinned(
      new CloudfrontDistribution(this, "distribution", {
        enabled: true,
        isIpv6Enabled: true,
        comment,
        aliases: domain && [domain.name],
        origin: [{ originId, domainName: bucketDomainName, originAccessControlId: accessControl.id }],
        defaultCacheBehavior: {
          targetOriginId: originId,
          viewerProtocolPolicy: "https-only",
          allowedMethods: READ,
          cachedMethods: READ,
          cachePolicyId: CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS,
          compress: false,
        },
        restrictions: { geoRestriction: { restrictionType: "none" } },
        viewerCertificate: domain
          ? {
              acmCertificateArn: domain.certificate,
              sslSupportMethod: "sni-only",
              minimumProtocolVersion: "TLSv1.2_2021",
            }
          : { cloudfrontDefaultCertificate: true },
        lifecycle: {
          preventDestroy: true,
          ...(ownName && { postcondition: [isStill(ownName)] }),
        },
      }),
      id,
    );
    this.domainName = distribution.domainName;
  }
}

const isStill = (name: string) => ({
  condition: `\${self.domain_name == "${name}"}`,
  errorMessage: `The distribution's own name is \${self.domain_name}, but the issuer's URL says ${name}.`,
});
