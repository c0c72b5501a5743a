import { InputError } from "@openhands-aws/facts/program-error";
import { testConfig } from "../../tools/test-config";

const KEYLESS = "bedrock: {access: workload-identity}";
const identity = (section: string) => `kubernetes: {identity: {${section}}}`;
const WITH = identity("cluster: self-hosted, issuer: {url: https://oidc.example.com}");

// biome-ignore format: one wrong file a row
it.each<[string, string, string]>([
  ["it as designed", `posture: as-designed\n${KEYLESS}`, "2 bedrock.access: \"workload-identity\" must be access-key with posture as-designed, as the design has it"],
  ["a kept key in access-key", `bedrock: {accessKey: {keep: true}}`, "1 bedrock.accessKey.keep must be left out with bedrock.access: access-key, which has the key anyway"],
  ["no identity", KEYLESS, "1 kubernetes.identity is required: the cluster's identity with bedrock.access: workload-identity: {cluster: eks, issuer: {url: https://...}}, {cluster: eks, podIdentity: {cluster: NAME}}, or {cluster: self-hosted, issuer: ...} with {url: https://...} where you publish its documents yourself, {documents: cloudfront, bucket: NAME} for a bucket and a distribution that are created for them, or {documents: bucket, bucket: NAME, url: https://...} for a bucket that serves them itself"],
  ["a rollback", `bedrock: {access: workload-identity, rollback: true}\n${WITH}`, "1 bedrock.rollback must be left out with bedrock.access: workload-identity: there is no access key to take back"],
  ["an API key", `bedrock: {access: workload-identity, apiKey: {parameter: /api-key}}\n${WITH}`, "1 bedrock.apiKey must be left out with bedrock.access: workload-identity: an API key belongs to the user"],
  ["a rotation in progress", `bedrock: {access: workload-identity, accessKey: {rotation: published}}\n${WITH}`, "1 bedrock.accessKey.rotation must be left out with bedrock.access: workload-identity: finish the rotation first"],
  ["the status of a key that is not kept", `bedrock: {access: workload-identity, accessKey: {status: Inactive}}\n${WITH}`, "1 bedrock.accessKey.status needs accessKey: {keep: true} with bedrock.access: workload-identity: without it, Terraform destroys the user and its key. Add keep: true, or leave accessKey out once nothing misses the key"],
  ["a principal of the refresher's", `openhands: {version: "0.62"}\nruntime: {refresher: {principal: 'arn:aws:iam::123456789012:role/w'}}\n${KEYLESS}\n${WITH}`, "2 runtime.refresher.principal must be left out with bedrock.access: workload-identity: the refresher uses the pod's own identity"],
  ["a refresher beside Agent Canvas", `openhands: {family: canvas}\nruntime: {refresher: {}}\n${KEYLESS}\n${WITH}`, "2 runtime.refresher must be left out with bedrock.access: workload-identity: the sessions of Agent Canvas' pod are short already"],
  ["an issuer with Pod Identity", identity("cluster: eks, podIdentity: {cluster: c}, issuer: {url: https://oidc.example.com}"), "1 kubernetes.identity.issuer must be left out with podIdentity, which needs none"],
  ["Pod Identity without EKS", identity("cluster: self-hosted, podIdentity: {cluster: c}"), "1 kubernetes.identity.podIdentity needs cluster: eks"],
  ["no issuer, self-hosted", identity("cluster: self-hosted"), "1 kubernetes.identity.issuer is required: the issuer of the cluster's tokens: {url: https://...} where you publish its documents yourself, {documents: cloudfront, bucket: NAME} for a bucket and a distribution that are created for them, or {documents: bucket, bucket: NAME, url: https://...} for a bucket that serves them itself"],
  ["no issuer, EKS", identity("cluster: eks"), "1 kubernetes.identity.issuer is required: the cluster's issuer, {url: https://...}: aws eks describe-cluster --name NAME --query cluster.identity.oidc.issuer; or use podIdentity"],
  ["a bucket for EKS", identity("cluster: eks, issuer: {url: https://oidc.example.com, bucket: b-b}"), "1 kubernetes.identity.issuer.bucket must be left out with cluster: eks, whose issuer AWS publishes"],
  ["no URL", identity("cluster: self-hosted, issuer: {}"), "1 kubernetes.identity.issuer.url is required: an https URL without port, query, fragment and trailing slash, such as https://oidc.example.com/openhands"],
  ["a trailing slash", identity("cluster: self-hosted, issuer: {url: https://oidc.example.com/}"), "1 kubernetes.identity.issuer.url: \"https://oidc.example.com/\" must be an https URL without port, query, fragment and trailing slash, such as https://oidc.example.com/openhands"],
  ["a port", identity("cluster: self-hosted, issuer: {url: 'https://oidc.example.com:6443'}"), "1 kubernetes.identity.issuer.url: \"https://oidc.example.com:6443\" must be an https URL without port, query, fragment and trailing slash, such as https://oidc.example.com/openhands"],
  ["no https", identity("cluster: self-hosted, issuer: {url: http://oidc.example.com}"), "1 kubernetes.identity.issuer.url: \"http://oidc.example.com\" must be an https URL without port, query, fragment and trailing slash, such as https://oidc.example.com/openhands"],
])("refuses %s", (_, yaml, problem) => {
  expect(() => testConfig(yaml, "c.yaml")).toThrow(new InputError(`c.yaml has 1 problem:\n  c.yaml:${problem}`));
});
