import { synthesizeAll } from "../../main";
import { testConfig } from "../../tools/test-config";
import { renderStacks } from "../render/json";
import { stackFindings } from "./stack-findings";

async function findingsOf(issuer: string) {
  const config = testConfig(`kubernetes: {identity: {cluster: self-hosted, issuer: {${issuer}}}}`, "c.yaml");
  const rendered = renderStacks(synthesizeAll(config));
  const findings = await stackFindings(rendered, config, "c.yaml", new Date("2026-11-28T00:00:00Z"));
  return findings.filter(({ file }) => file.includes("openhands-issuer"));
}

it("passes the guard behind CloudFront with a note: AWS gives the distribution its ARN", async () => {
  expect(await findingsOf("documents: cloudfront, bucket: octo-issuer")).toMatchObject([
    { rule: "unknown-permission", severity: "info", address: "aws_s3_bucket_policy.issuer_documents" },
  ]);
});

it("passes the guard with two public documents and nothing else that is open", async () => {
  const url = "https://octo-issuer.s3.ap-northeast-1.amazonaws.com/a";
  expect(await findingsOf(`documents: bucket, bucket: octo-issuer, url: "${url}"`)).toEqual([]);
});
