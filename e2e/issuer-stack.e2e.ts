import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { S3 } from "@aws-sdk/client-s3";
import type { Requester } from "@openhands-aws/guard/policy/requester";
import { DocumentBucket } from "../operations/issuer/document-bucket";
import { publish } from "../operations/issuer/publish";
import { FakeIssuer, ISSUER, keyPair } from "../tools/issuer-world";
import { describeEmbedded } from "./support/embedded";
import { policyOfBucket } from "./support/policy-of-bucket";
import { Workspace } from "./support/workspace";

const STACK = "openhands-issuer";
const ACCOUNT = "123456789012";
const REGION = "ap-northeast-1";
const ANYONE: Requester = { kind: "anonymous" };
const STRANGER: Requester = { kind: "user", arn: "arn:aws:iam::999999999990:user/stranger" };
const CLOUDFRONT: Requester = { kind: "service", name: "cloudfront.amazonaws.com" };

describeEmbedded("the stack openhands-issuer", () => {
  let workspace: Workspace;
  let s3: S3;
  async function open(issuer: object): Promise<void> {
    workspace = await Workspace.open();
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    s3 = new S3({ region: REGION, endpoint: workspace.aws.endpoint, credentials, forcePathStyle: true });
    await configure(issuer);
    await terraform().init();
    await workspace.keepProvider(STACK);
  }
  const close = () => workspace?.close();

  async function configure(issuer: object): Promise<void> {
    await workspace.export({ kubernetes: { identity: { cluster: "self-hosted", issuer } } });
    // The provider waits half a minute for a new distribution, and this test does not.
    const resource = { aws_cloudfront_distribution: { issuer: { wait_for_deployment: false } } };
    const override = "documents" in issuer && issuer.documents === "cloudfront" ? { resource } : {};
    writeFileSync(join(workspace.stackDirectory(STACK), "no_wait_override.tf.json"), JSON.stringify(override));
  }

  const terraform = () => workspace.terraform(STACK);
  async function applyTwice(): Promise<void> {
    await terraform().apply();
    const { code, text } = await terraform().plan();
    expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining("No changes") });
  }

  /** @returns the keys of what issuer publish writes there */
  async function publishedIn(bucket: string, url: string): Promise<string[]> {
    const { Policy } = await s3.getBucketPolicy({ Bucket: bucket });
    await s3.deleteBucketPolicy({ Bucket: bucket }); // The embedded AWS has no TLS, which the policy requires.
    const saved = process.env;
    process.env = workspace.aws.env;
    const world = new FakeIssuer(keyPair("a"), { ...ISSUER, url, bucket });
    const { apiServer, fetch, now, issuer } = world;
    const documents = new DocumentBucket(bucket, { region: REGION });
    const options = { yes: true, longestToken: 86_400, distribution: "kubeadm" } as const;
    await publish({ issuer, apiServer, fetch, now, bucket: documents }, options);
    process.env = saved;
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: bucket });
    await s3.putBucketPolicy({ Bucket: bucket, Policy });
    return Contents.map(({ Key = "" }) => Key);
  }

  const trusted = () => {
    const json = readFileSync(join(workspace.stackDirectory("openhands"), "main.tf.json"), "utf8");
    return JSON.parse(json).resource.aws_iam_openid_connect_provider ?? {};
  };
  const distribution = async () => {
    const { stdout } = await terraform().run("state", "show", "aws_cloudfront_distribution.issuer");
    return { shown: stdout, arn: /arn:aws:cloudfront::\d+:distribution\/\w+/.exec(stdout)?.[0] ?? "" };
  };

  describe("with a private bucket behind CloudFront", () => {
    const bucket = "octo-issuer";
    beforeAll(() => open({ documents: "cloudfront", bucket }), 60_000);
    afterAll(close);

    it("lets one distribution read the two documents, and nobody else anything", async () => {
      expect(trusted()).not.toHaveProperty("cluster"); // Nobody knows the URL yet.
      await applyTwice();
      const own = { "aws:SourceArn": (await distribution()).arn };
      const other = { "aws:SourceArn": `${own["aws:SourceArn"]}2` };
      const ask = await policyOfBucket(s3, bucket, ACCOUNT);
      const url = `https://${(await terraform().run("output", "-raw", "domain_name")).stdout}`;
      const keys = await publishedIn(bucket, url);
      expect(keys).toHaveLength(2);
      for (const key of keys) {
        expect(ask(CLOUDFRONT, "s3:GetObject", key, own)).toBe("allowed");
        expect(ask(CLOUDFRONT, "s3:GetObject", key, other)).toBe("denied");
        expect(ask(CLOUDFRONT, "s3:GetObject", key)).toBe("denied");
        expect(ask(CLOUDFRONT, "s3:PutObject", key, own)).toBe("denied");
        for (const who of [ANYONE, STRANGER]) expect(ask(who, "s3:GetObject", key, own)).toBe("denied");
      }
      expect(ask(CLOUDFRONT, "s3:GetObject", "other", own)).toBe("denied");
      expect(ask(CLOUDFRONT, "s3:ListBucket", undefined, own)).toBe("denied");

      await configure({ documents: "cloudfront", bucket, url });
      expect(trusted()).toMatchObject({ cluster: { url } });
      expect(await terraform().plan()).toMatchObject({ code: 0 });
    }, 120_000);

    it("fails if another distribution is there than the URL says", async () => {
      await configure({ documents: "cloudfront", bucket, url: "https://d111111abcdef8.cloudfront.net" });
      const { stderr } = await terraform().run("plan");
      // Terraform breaks the lines.
      expect(stderr.replace(/[\s│]+/g, " ")).toMatch(
        /own name is \S+, but the issuer's URL says d111111abcdef8\.cloudfront\.net\./,
      );
    }, 60_000);

    it("has a name of its owner's with that name's certificate, and cannot be destroyed", async () => {
      const certificate = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/12345678-1234-1234-1234-123456789012`;
      await configure({ documents: "cloudfront", bucket, url: "https://oidc.example.com/a", certificate });
      await applyTwice();
      const { shown, arn } = await distribution();
      expect(shown).toMatch(/aliases += \[\n +"oidc\.example\.com",/);
      expect(shown).toMatch(/minimum_protocol_version += "TLSv1\.2_2021"/);
      const ask = await policyOfBucket(s3, bucket, ACCOUNT);
      const own = { "aws:SourceArn": arn };
      expect(ask(CLOUDFRONT, "s3:GetObject", "a/openid/v1/jwks", own)).toBe("allowed");
      expect(ask(CLOUDFRONT, "s3:GetObject", "openid/v1/jwks", own)).toBe("denied");
      const { stderr } = await terraform().run("destroy", "-auto-approve");
      expect(stderr).toContain("Instance cannot be destroyed");
    }, 120_000);
  });

  describe("with a bucket that serves the documents", () => {
    const bucket = "octo-public";
    const url = `https://${bucket}.s3.${REGION}.amazonaws.com/agents`;
    beforeAll(() => open({ documents: "bucket", bucket, url }), 60_000);
    afterAll(close);

    it("lets anyone read the two, and nothing else", async () => {
      await applyTwice();
      const ask = await policyOfBucket(s3, bucket, ACCOUNT);
      const { PublicAccessBlockConfiguration } = await s3.getPublicAccessBlock({ Bucket: bucket });
      expect(PublicAccessBlockConfiguration).toEqual({
        ...{ BlockPublicAcls: true, IgnorePublicAcls: true },
        ...{ BlockPublicPolicy: false, RestrictPublicBuckets: false },
      });
      const keys = await publishedIn(bucket, url);
      expect(keys).toHaveLength(2);
      for (const who of [ANYONE, STRANGER]) {
        for (const key of keys) {
          expect(ask(who, "s3:GetObject", key)).toBe("allowed");
          expect(ask(who, "s3:GetObject", key, { "aws:SecureTransport": "false" })).toBe("denied");
          expect(ask(who, "s3:PutObject", key)).toBe("denied");
          expect(ask(who, "s3:GetObject", `${key}.old`)).toBe("denied");
        }
        expect(ask(who, "s3:GetObject", "openid/v1/jwks")).toBe("denied");
        for (const action of ["s3:ListBucket", "s3:ListBucketVersions"]) expect(ask(who, action)).toBe("denied");
      }
      const { stderr } = await terraform().run("destroy", "-auto-approve");
      expect(stderr).toContain("Instance cannot be destroyed");
    }, 120_000);
  });
});
