import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";

const stacksOf = (issuer: string) =>
  synthesizeAll(testConfig(`kubernetes: {identity: {cluster: self-hosted, issuer: {${issuer}}}}`, "openhands.yaml"));
const synth = (issuer: string) => JSON.stringify(stacksOf(issuer).get("openhands-issuer"));
const statementsOf = (json: string) => JSON.parse(json).data.aws_iam_policy_document.issuer_documents_bucket.statement;

const CLOUDFRONT = "documents: cloudfront, bucket: octo-issuer";
const NAMED = `${CLOUDFRONT}, url: https://d1.cloudfront.net/a`;
const BUCKET = "documents: bucket, bucket: octo-issuer, url: https://octo-issuer.s3.ap-northeast-1.amazonaws.com/a";

it("exists only where the config asks for it, and before the stack whose provider needs its URL", () => {
  expect([...stacksOf("url: https://oidc.example.com, bucket: octo-issuer").keys()]).toEqual(["openhands"]);
  for (const issuer of [CLOUDFRONT, NAMED, BUCKET])
    expect([...stacksOf(issuer).keys()]).toEqual(["openhands-issuer", "openhands"]);
});

it("is trusted by the stack openhands only once its URL is known", () => {
  const trusted = (issuer: string) => JSON.stringify(stacksOf(issuer).get("openhands")).includes("openhands_workload");
  expect([CLOUDFRONT, NAMED, BUCKET].map(trusted)).toEqual([false, true, true]);
});

it("lets the distribution read exactly the two documents, at the path of the URL", () => {
  const [read, ...others] = statementsOf(synth(NAMED));
  expect(read).toEqual({
    ...{ sid: "ReadByDistribution", effect: "Allow", actions: ["s3:GetObject"] },
    principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
    resources: [
      "arn:aws:s3:::octo-issuer/a/.well-known/openid-configuration",
      "arn:aws:s3:::octo-issuer/a/openid/v1/jwks",
    ],
    condition: [
      { test: "StringEquals", variable: "aws:SourceArn", values: ["${aws_cloudfront_distribution.issuer.arn}"] },
    ],
  });
  expect(others).toMatchObject([{ sid: "RequireTls", effect: "Deny" }]);
});

it("keeps the bucket private behind CloudFront, and opens no more of it than a public policy needs", () => {
  const block = (isPublic: boolean) => ({
    ...{ block_public_acls: true, ignore_public_acls: true },
    ...{ block_public_policy: !isPublic, restrict_public_buckets: !isPublic },
  });
  expect(synth(CLOUDFRONT)).toHaveResourceWithProperties(S3BucketPublicAccessBlock, block(false));
  expect(synth(BUCKET)).toHaveResourceWithProperties(S3BucketPublicAccessBlock, block(true));
  expect(synth(BUCKET)).not.toHaveResource(CloudfrontDistribution);
  expect(statementsOf(synth(BUCKET))).toMatchObject([
    { sid: "ReadByAnyone", actions: ["s3:GetObject"], principals: [{ type: "*", identifiers: ["*"] }] },
    { sid: "RequireTls" },
  ]);
});

it("never loses the documents, nor the name that tokens have", () => {
  for (const issuer of [CLOUDFRONT, BUCKET])
    expect(synth(issuer)).toHaveResourceWithProperties(S3Bucket, { lifecycle: { prevent_destroy: true } });
  const lifecycleOf = (issuer: string) =>
    JSON.parse(synth(issuer)).resource.aws_cloudfront_distribution.issuer.lifecycle;
  expect(lifecycleOf(CLOUDFRONT)).toEqual({ prevent_destroy: true });
  expect(lifecycleOf(NAMED)).toMatchObject({
    postcondition: [{ condition: '${self.domain_name == "d1.cloudfront.net"}' }],
  });
});

it("says what the host of the URL is, or what the owner's name must point to", () => {
  const certificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
  const output = (issuer: string) => JSON.parse(synth(issuer)).output.domain_name;
  expect(output(CLOUDFRONT)).toMatchObject({ description: expect.stringContaining("host of the issuer's URL") });
  expect(output(`${CLOUDFRONT}, url: https://oidc.example.com, certificate: "${certificate}"`)).toMatchObject({
    value: "${aws_cloudfront_distribution.issuer.domain_name}",
    description: expect.stringContaining("to which oidc.example.com must point"),
  });
});
