import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { synthesizeAll } from "../main";
import { testConfig } from "../tools/test-config";

const synth = (config: string) => {
  const json = synthesizeAll(testConfig(config, "openhands.yaml")).get("openhands-deploy");
  return JSON.stringify(json);
};
const BUCKETS = "deploy: {build: {chained: {bucket: artifacts}}, sync: {bucket: site}}";
const tagged = (tagSession: boolean) =>
  `deploy: {build: {chained: {bucket: artifacts, tagSession: ${tagSession}}}, sync: {bucket: site}}`;
const chainActions = (json: string) => {
  const documents = JSON.parse(json).data.aws_iam_policy_document;
  const grant = documents.github_oidc.statement.find(({ sid }: { sid: string }) => sid === "AssumeChainedRole");
  return { grant: grant.actions, trust: documents.upload_to_s3_trust.statement[0].actions };
};

it("exists only if the config asks for it", () => {
  expect([...synthesizeAll(testConfig("", "openhands.yaml")).keys()]).toEqual(["openhands"]);
  expect([...synthesizeAll(testConfig(BUCKETS, "openhands.yaml")).keys()]).toEqual(["openhands", "openhands-deploy"]);
});

it("keeps image tags immutable and scans what is pushed", () => {
  expect(synth(BUCKETS)).toHaveResourceWithProperties(EcrRepository, {
    name: "openhands-runtime",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
  });
});

it("expires untagged images only", () => {
  const { rule } = JSON.parse(synth(BUCKETS)).data.aws_ecr_lifecycle_policy_document.openhands_runtime;
  expect(
    rule.map(({ selection }: { selection: { tag_status: string }[] }) => selection.map(({ tag_status }) => tag_status)),
  ).toEqual([["untagged"]]);
});

it("lets only the build role push images", () => {
  const documents = JSON.parse(synth(BUCKETS)).data.aws_iam_policy_document as Record<string, unknown>;
  const pushing = Object.entries(documents).filter(([, document]) => JSON.stringify(document).includes("ecr:PutImage"));
  expect(pushing.map(([label]) => label)).toEqual(["github_oidc"]);
  const openhands = JSON.stringify(synthesizeAll(testConfig(BUCKETS, "openhands.yaml")).get("openhands"));
  expect(openhands).not.toContain("ecr:");
});

it("has sts:TagSession on both sides of the chain, or on neither", () => {
  expect(chainActions(synth(tagged(false)))).toEqual({ grant: ["sts:AssumeRole"], trust: ["sts:AssumeRole"] });
  const both = ["sts:AssumeRole", "sts:TagSession"];
  expect(chainActions(synth(tagged(true)))).toEqual({ grant: both, trust: both });
});

it("lets only the synced branch assume the sync role", () => {
  expect(synth(BUCKETS)).toHaveDataSourceWithProperties(DataAwsIamPolicyDocument, {
    statement: [
      expect.objectContaining({
        condition: [
          { test: "StringEquals", variable: "token.actions.githubusercontent.com:aud", values: ["sts.amazonaws.com"] },
          {
            test: "StringEquals",
            variable: "token.actions.githubusercontent.com:sub",
            values: ["repo:boxp/arch:ref:refs/heads/deploy"],
          },
        ],
      }),
    ],
  });
});

it("adds a role for a few lines of config", () => {
  const role = "  roles: {docs: {name: docs-role, subjects: [{tag: v*}], grants: [{s3: write, bucket: docs-site}]}}";
  const json = synth(`deploy:\n  build: {chained: {bucket: artifacts}}\n  sync: {bucket: site}\n${role}\n`);
  expect(json).toHaveResourceWithProperties(IamRole, { name: "docs-role", max_session_duration: 3600 });
  expect(JSON.parse(json).data.aws_iam_policy_document.docs_trust.statement[0].condition[1]).toEqual({
    test: "StringLike",
    variable: "token.actions.githubusercontent.com:sub",
    values: ["repo:boxp/arch:ref:refs/tags/v*"],
  });
});

it("refuses a trust policy that is longer than the account's quota, and says what to do", () => {
  const subjects = Array.from({ length: 60 }, (_, index) => `{branch: release-branch-number-${index}}`).join(", ");
  const config = (quota: number) => `
aws: {trustPolicyQuota: ${quota}}
deploy:
  build: {chained: {bucket: artifacts}, subjects: [${subjects}]}
  sync: {bucket: site}
`;
  expect(() => synth(config(2048))).toThrow(
    /openhands-deploy\/github_oidc: the policy is \d+ characters long; AWS accepts 2048\. Use fewer subjects/,
  );
  expect(() => synth(config(8192))).not.toThrow();
});
