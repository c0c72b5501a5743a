import { createPublicKey, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { S3 } from "@aws-sdk/client-s3";
import { stringify } from "yaml";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { run } from "../../embedded/run";
import type { StepResult } from "../../operations/steps";
import { PROJECT } from "../../project";
import { withBucket } from "../../tools/with-bucket";
import { startBucketStub } from "../support/bucket-stub";
import type { HttpsStub } from "../support/https-stub";
import { Cluster } from "./support/cluster";
import { describeKubernetes } from "./support/requirements";

const HOST = "oidc.example.com";
const ISSUER = `https://${HOST}/openhands`;
const REGION = "ap-northeast-1";
const BUCKET = "openhands-issuer";
const KEYS = "openhands/openid/v1/jwks";
const DISCOVERY = "openhands/.well-known/openid-configuration";

describeKubernetes("issuer publish for a real cluster", () => {
  let cluster: Cluster;
  let aws: EmbeddedAws;
  let s3: S3;
  let stub: HttpsStub;
  let directory: string;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "openhands-aws-issuer-"));
    cluster = await Cluster.start(ISSUER);
    aws = await startEmbeddedAws("123456789012");
    await aws.createBucket(BUCKET, REGION);
    const credentials = { accessKeyId: "testing", secretAccessKey: "testing" };
    s3 = new S3({ region: REGION, endpoint: aws.endpoint, credentials });
    stub = await startBucketStub(HOST, s3, BUCKET);
    configure(ISSUER);
  }, 180_000);
  afterAll(async () => {
    await stub?.stop();
    await aws?.stop();
    await cluster?.stop();
    rmSync(directory, { recursive: true });
  }, 60_000);

  const config = () => join(directory, "openhands.yaml");
  function configure(url: string): void {
    const issuer = { url, bucket: BUCKET };
    const kubernetes = { identity: { cluster: "self-hosted", issuer } };
    writeFileSync(config(), withBucket(stringify({ aws: { region: REGION }, kubernetes })));
  }

  /** As a user runs it. */
  async function publish(...args: string[]) {
    const path = [dirname(cluster.binaries.kubectl), process.env.PATH].join(delimiter);
    const env = { ...aws.env, ...stub.env, KUBECONFIG: cluster.kubeconfig, PATH: path };
    const command = ["issuer", "publish", "--config", config(), "--format", "json", ...args];
    const { code, stdout, stderr } = await run(join(PROJECT, "bin/openhands-aws"), command, { cwd: directory, env });
    if (stderr) throw new Error(stderr);
    const { steps, keys, flags } = JSON.parse(stdout);
    const statuses = steps.map(({ status }: StepResult) => status);
    return {
      code,
      stdout,
      statuses,
      keys,
      flags,
      evidence: steps.map(({ evidence }: StepResult) => evidence).join("\n"),
    };
  }
  const object = async (Key: string) => {
    const { Body, ...rest } = await s3.getObject({ Bucket: BUCKET, Key });
    return { ...rest, json: JSON.parse((await Body?.transformToString()) ?? "") };
  };

  it("shows what it would do, does it, and then has nothing to do", async () => {
    const looked = ["DONE", "SKIP", "DONE", "DONE"]; // There are no nodes to see the distribution by.
    expect(await publish()).toMatchObject({ code: 0, statuses: [...looked, "TODO", "TODO", "SKIP"] });
    expect((await s3.listObjectsV2({ Bucket: BUCKET })).KeyCount).toBe(0);
    const published = await publish("--yes");
    expect(published).toMatchObject({ code: 0, statuses: [...looked, "CHANGED", "CHANGED", "DONE"] });
    expect(published.keys).toMatchObject([{ alg: "RS256", served: true, signs: true, published: true }]);
    expect(published.stdout).not.toContain("eyJ"); // How every token begins.
    expect(await publish("--yes")).toMatchObject({ code: 0, statuses: [...looked, "DONE", "DONE", "DONE"] });
    const headers = { ContentType: "application/json", CacheControl: "public, max-age=3600" };
    expect(await object(DISCOVERY)).toMatchObject({ ...headers, json: { issuer: ISSUER } });
    expect(await object(KEYS)).toMatchObject({
      ...headers,
      json: JSON.parse(await cluster.kubectl("get", "--raw=/openid/v1/jwks")),
    });
  }, 60_000);

  it("publishes what verifies the cluster's tokens", async () => {
    const token = await cluster.kubectl("create", "token", "default", "--audience=sts.amazonaws.com");
    const [head = "", claims = "", signature = ""] = token.trim().split(".");
    const { kid } = JSON.parse(Buffer.from(head, "base64url").toString());
    const { issuer, jwks_uri } = (await object(DISCOVERY)).json;
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ iss: issuer });
    const { keys } = (await object(new URL(jwks_uri).pathname.slice(1))).json;
    const key = createPublicKey({ key: keys.find((key: { kid: string }) => key.kid === kid), format: "jwk" });
    const signed = Buffer.from(`${head}.${claims}`);
    expect(verify("sha256", signed, key, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it("names the flags to set, and writes nothing, where the API server is another issuer", async () => {
    configure(`https://${HOST}/other`);
    const { code, evidence, flags } = await publish("--yes", "--distribution", "kubeadm");
    configure(ISSUER);
    expect(code).toBe(1);
    expect(evidence).toContain(`has the issuer ${ISSUER}, not https://${HOST}/other.`);
    expect(flags).toContain(`{name: service-account-issuer, value: "${ISSUER}"}`);
    expect((await s3.listObjectsV2({ Bucket: BUCKET })).KeyCount).toBe(2);
  }, 60_000);

  it("names an object that somebody else uploaded, and repairs it", async () => {
    const { json } = await object(DISCOVERY);
    await s3.putObject({ Bucket: BUCKET, Key: DISCOVERY, Body: JSON.stringify(json) });
    expect((await publish()).evidence).toContain("has no Cache-Control");
    expect((await publish("--yes")).code).toBe(0);
    expect(await object(DISCOVERY)).toMatchObject({ ContentType: "application/json" });
  }, 60_000);
});
