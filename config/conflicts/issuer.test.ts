import { InputError } from "@openhands-aws/facts/program-error";
import { testConfig } from "../../tools/test-config";

const CERTIFICATE =
  'certificate: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"';
const issuer = (keys: string, cluster = "self-hosted") =>
  `kubernetes: {identity: {cluster: ${cluster}, issuer: {${keys}}}}`;
const FORM =
  "an https URL without port, query, fragment and trailing slash, such as https://oidc.example.com/openhands";
const KEY = "kubernetes.identity.issuer";
const OWN = "https://b-b.s3.ap-northeast-1.amazonaws.com";

// biome-ignore format: one wrong file a row
it.each<[string, string, string]>([
  ["no URL elsewhere", issuer("bucket: b-b"), `${KEY}.url is required: ${FORM}`],
  ["no URL of EKS", issuer("documents: elsewhere", "eks"), `${KEY}.url is required: ${FORM}`],
  ["documents of EKS", issuer("documents: bucket, url: https://oidc.example.com", "eks"), `${KEY}.documents must be left out with cluster: eks, whose issuer AWS publishes`],
  ["no bucket", issuer("documents: cloudfront"), `${KEY}.bucket is required: a new bucket's name with documents: cloudfront`],
  ["dots in a bucket", issuer("documents: cloudfront, bucket: b.b"), `${KEY}.bucket: "b.b" must be a name without dots: S3's certificate is valid for no other`],
  ["a certificate elsewhere", issuer(`url: https://oidc.example.com, ${CERTIFICATE}`), `${KEY}.certificate must be left out with documents: elsewhere: it is for CloudFront`],
  ["a certificate of another region", issuer('documents: cloudfront, bucket: b-b, certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"'), `${KEY}.certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012" must be the ARN of a certificate of ACM in us-east-1, the only region whose certificates CloudFront takes`],
  ["a certificate without a URL", issuer(`documents: cloudfront, bucket: b-b, ${CERTIFICATE}`), `${KEY}.url is required: the URL with the certificate's host name`],
  ["a certificate for a distribution's own name", issuer(`documents: cloudfront, bucket: b-b, url: https://d1.cloudfront.net, ${CERTIFICATE}`), `${KEY}.certificate must be left out for d1.cloudfront.net, which has CloudFront's certificate`],
  ["a name of one's own without a certificate", issuer("documents: cloudfront, bucket: b-b, url: https://oidc.example.com/a"), `${KEY}.certificate is required: the ARN of a certificate for oidc.example.com in us-east-1; or leave url out at first, for the distribution's own name`],
  ["CloudFront in China", `aws: {region: cn-north-1}\nbedrock: {region: cn-north-1, models: [{id: a.b, profile: none}]}\n${issuer("documents: cloudfront, bucket: b-b")}`, `${KEY}.documents: "cloudfront" must be bucket or elsewhere in cn-north-1, where CloudFront is not the same`],
  ["a bucket at another name", issuer("documents: bucket, bucket: b-b, url: https://oidc.example.com"), `${KEY}.url: "https://oidc.example.com" must be ${OWN} with documents: bucket, with a path or without one`],
  ["a bucket whose name begins like it", issuer(`documents: bucket, bucket: b-b, url: ${OWN}.example.com`), `${KEY}.url: "${OWN}.example.com" must be ${OWN} with documents: bucket, with a path or without one`],
  ["a bucket without a URL", issuer("documents: bucket, bucket: b-b"), `${KEY}.url is required: ${OWN} with documents: bucket, with a path or without one`],
  ["the agents' bucket", `runtime: {bucket: b-b}\n${issuer("url: https://oidc.example.com, bucket: b-b")}`, `${KEY}.bucket: "b-b" must be a bucket of its own, not the one of runtime.bucket: anyone who writes there could be every service account of the cluster`],
  ["the bucket of the logs", `externalSecrets: {role: eso}\naudit: {bucket: b-b}\n${issuer("documents: cloudfront, bucket: b-b")}`, `${KEY}.bucket: "b-b" must be a bucket of its own, not the one of audit: anyone who writes there could be every service account of the cluster`],
])("refuses %s", (_, yaml, problem) => {
  const line = yaml.split("\n").findIndex((one) => one.startsWith("kubernetes")) + 1;
  expect(() => testConfig(yaml, "c.yaml")).toThrow(new InputError(`c.yaml has 1 problem:\n  c.yaml:${line} ${problem}`));
});

it.each([
  "url: https://oidc.example.com",
  "url: https://oidc.example.com, bucket: b.b",
  "documents: cloudfront, bucket: b-b",
  "documents: cloudfront, bucket: b-b, url: https://d1.cloudfront.net/a",
  `documents: cloudfront, bucket: b-b, url: https://oidc.example.com, ${CERTIFICATE}`,
  `documents: bucket, bucket: b-b, url: ${OWN}`,
  `documents: bucket, bucket: b-b, url: ${OWN}/a`,
])("accepts {%s}, with an access key and without one", (keys) => {
  for (const access of ["access-key", "workload-identity"])
    expect(() => testConfig(`bedrock: {access: ${access}}\n${issuer(keys)}`, "c.yaml")).not.toThrow();
});
