import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Testing } from "cdktf";
import { BucketDistribution, type BucketDistributionProps } from "./bucket-distribution";

const synth = (props: Partial<BucketDistributionProps> = {}) =>
  Testing.synthScope((scope) => {
    new BucketDistribution(scope, "issuer", {
      ...{ name: "octo-issuer", bucketDomainName: "octo-issuer.s3.eu-west-1.amazonaws.com", comment: "A test" },
      ...props,
    });
  });
const distributionOf = (json: string) => JSON.parse(json).resource[CloudfrontDistribution.tfResourceType].issuer;
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

it("signs every request to the bucket", () => {
  const json = synth();
  expect(json).toHaveResourceWithProperties(CloudfrontOriginAccessControl, {
    ...{ name: "octo-issuer", origin_access_control_origin_type: "s3" },
    ...{ signing_behavior: "always", signing_protocol: "sigv4" },
  });
  expect(distributionOf(json).origin).toEqual([
    {
      ...{ domain_name: "octo-issuer.s3.eu-west-1.amazonaws.com", origin_id: "bucket" },
      origin_access_control_id: "${aws_cloudfront_origin_access_control.issuer.id}",
    },
  ]);
});

it("answers reads over https only, and caches as the object says", () => {
  expect(distributionOf(synth()).default_cache_behavior).toEqual({
    ...{ viewer_protocol_policy: "https-only", allowed_methods: ["GET", "HEAD"], cached_methods: ["GET", "HEAD"] },
    ...{ cache_policy_id: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d", compress: false, target_origin_id: "bucket" },
  });
});

it("has its own name, or the owner's with TLS 1.2 at least", () => {
  const own = distributionOf(synth());
  expect([own.aliases, own.viewer_certificate]).toEqual([undefined, { cloudfront_default_certificate: true }]);
  const named = distributionOf(synth({ domain: { name: "oidc.example.com", certificate: CERTIFICATE } }));
  expect([named.aliases, named.viewer_certificate]).toEqual([
    ["oidc.example.com"],
    { acm_certificate_arn: CERTIFICATE, ssl_support_method: "sni-only", minimum_protocol_version: "TLSv1.2_2021" },
  ]);
});

it("is never destroyed, nor another one than others depend on", () => {
  expect(distributionOf(synth()).lifecycle).toEqual({ prevent_destroy: true });
  const [condition] = distributionOf(synth({ ownName: "d1.cloudfront.net" })).lifecycle.postcondition;
  expect(condition).toEqual({
    condition: '${self.domain_name == "d1.cloudfront.net"}',
    error_message: "The distribution's own name is ${self.domain_name}, but the issuer's URL says d1.cloudfront.net.",
  });
});
