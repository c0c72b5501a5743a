import { testConfig } from "../tools/test-config";
import { bucketHost, isBucketHost, isDistributionHost, objectKeys } from "./issuer";

const configOf = (issuer: string, more = "") =>
  testConfig(`kubernetes: {identity: {cluster: self-hosted, issuer: {${issuer}}}}\n${more}`, "c.yaml");
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";

it("has the documents below the path of the URL", () => {
  expect(objectKeys({ url: "https://oidc.example.com/a/b" })).toEqual({
    discovery: "a/b/.well-known/openid-configuration",
    keys: "a/b/openid/v1/jwks",
  });
  expect(objectKeys({ url: "https://oidc.example.com" }).keys).toBe("openid/v1/jwks");
});

it("knows a bucket's and a distribution's own name", () => {
  expect(bucketHost("b", "eu-west-1")).toBe("b.s3.eu-west-1.amazonaws.com");
  expect(bucketHost("b", "cn-north-1")).toBe("b.s3.cn-north-1.amazonaws.com.cn");
  const hosts = [
    ...[
      bucketHost("b", "eu-west-1"),
      bucketHost("b", "cn-north-1"),
      "b.s3.amazonaws.com",
      "s3-us-west-2.amazonaws.com",
    ],
    ...["b.s3.dualstack.eu-west-1.amazonaws.com", "oidc.eks.us-west-2.amazonaws.com", "s3.example.com"],
  ];
  expect(hosts.map(isBucketHost)).toEqual([true, true, true, true, true, false, false]);
  expect(["d1.cloudfront.net", "cloudfront.net.example.com"].map(isDistributionHost)).toEqual([true, false]);
});

it("is trusted once its URL is known", () => {
  const { issuer, kubernetes } = configOf("documents: cloudfront, bucket: b-b");
  expect(issuer).toMatchObject({ bucket: "b-b", objects: { keys: "openid/v1/jwks" } });
  expect([issuer?.url, issuer?.domain, kubernetes?.identity]).toEqual([undefined, undefined, undefined]);
  const named = configOf("documents: cloudfront, bucket: b-b, url: https://d1.cloudfront.net");
  expect(named.kubernetes?.identity).toMatchObject({ issuerHost: "d1.cloudfront.net", issuer: { bucket: "b-b" } });
});

it("has a name of its owner's with a certificate", () => {
  const { issuer } = configOf(
    `documents: cloudfront, bucket: b-b, url: https://oidc.example.com/a, certificate: "${CERTIFICATE}"`,
  );
  expect(issuer).toMatchObject({
    objects: { keys: "a/openid/v1/jwks" },
    domain: { name: "oidc.example.com", certificate: CERTIFICATE },
  });
});

it("is nothing of ours without a bucket, and as designed", () => {
  expect(configOf("url: https://oidc.example.com").issuer).toBeUndefined();
  expect(configOf("documents: cloudfront, bucket: b-b", "posture: as-designed").issuer).toBeUndefined();
});
