import type { RequestListener } from "node:http";
import { S3 } from "@aws-sdk/client-s3";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded/aws";
import { DocumentBucket } from "../../operations/issuer/document-bucket";
import { fetchServed } from "../../operations/issuer/fetch-served";
import { describeEmbedded } from "../support/embedded";
import { HttpsStub } from "../support/https-stub";

describeEmbedded("what issuer publish reads over https", () => {
  const URL = "https://oidc.example.com/openhands";
  let stub: HttpsStub;
  let answer: RequestListener;
  beforeAll(async () => {
    stub = await HttpsStub.start("oidc.example.com", (request, response) => answer(request, response));
  });
  afterAll(() => stub?.stop());

  it("is what is there", async () => {
    answer = (_, response) =>
      response.writeHead(200, { "content-type": "application/json", "cache-control": "max-age=60" }).end('{"a":"ä"}');
    const served = { status: 200, contentType: "application/json", cacheControl: "max-age=60", body: '{"a":"ä"}' };
    expect(await fetchServed(URL, stub.agent())).toEqual(served);
  });

  it("is never what a redirect leads to", async () => {
    answer = (_, response) => response.writeHead(302, { location: "https://example.com/" }).end();
    expect(await fetchServed(URL, stub.agent())).toMatchObject({ status: 302, location: "https://example.com/" });
  });

  it.each<[string, RequestListener]>([
    ["nothing comes", () => undefined],
    ["the end does not come", (_, response) => response.writeHead(200).write("{")],
  ])("is not waited for longer than STS does, where %s", async (_, slow) => {
    answer = slow;
    const served = await fetchServed(URL, stub.agent(), 0.2);
    expect(served).toEqual({ failure: expect.stringMatching(/^does not answer within 0\.2 s/) });
  });

  it("is not read without a valid certificate", async () => {
    const failure = expect.stringMatching(/^has a certificate that is not valid for it: /);
    expect(await fetchServed(URL, stub.agent(false))).toEqual({ failure });
    expect(await fetchServed("https://other.example.com", stub.agent())).toEqual({ failure });
  });

  it("is not read with a certificate that has expired", async () => {
    const expired = await HttpsStub.start("oidc.example.com", (_, response) => response.end("{}"), true);
    const failure = "has a certificate that is not valid for it: certificate has expired.";
    expect(await fetchServed(URL, expired.agent()).finally(() => expired.stop())).toEqual({ failure });
  });

  it("is not read without end", async () => {
    answer = (_, response) => {
      response.writeHead(200);
      const more = () => response.writable && response.write("x".repeat(65_536), more);
      more();
    };
    expect(await fetchServed(URL, stub.agent())).toEqual({ failure: "is longer than 1048576 bytes." });
  });

  it("has a name that resolves", async () => {
    expect(await fetchServed("https://oidc.invalid/")).toEqual({
      failure: expect.stringMatching(/^cannot be read: its name does not resolve/),
    });
  });
});

describeEmbedded("the bucket of the documents", () => {
  const region = "ap-northeast-1";
  const saved = process.env;
  let aws: EmbeddedAws;
  let bucket: DocumentBucket;
  beforeAll(async () => {
    aws = await startEmbeddedAws("123456789012");
    await aws.createBucket("documents", region);
    process.env = aws.env;
    bucket = new DocumentBucket("documents", { region });
  });
  afterAll(async () => {
    process.env = saved;
    await aws?.stop();
  });
  const content = (body: string) => ({
    ...{ body, contentType: "application/json", cacheControl: "public, max-age=3600" },
    metadata: { added: "a=2026-11-28T03:00:00Z" },
  });

  it("has what was written, with its headers and metadata", async () => {
    expect(await bucket.read("a/keys")).toBeUndefined();
    await bucket.write("a/keys", content("1"), undefined);
    expect(await bucket.read("a/keys")).toEqual({
      ...content("1"),
      etag: expect.stringMatching(/^"\w+"$/),
      written: expect.any(Date),
    });
  });

  it("is not written where somebody else was faster, nor where it is gone", async () => {
    const changed = /s3:\/\/documents\/b was changed by someone else\. It is left as it is/;
    await bucket.write("b", content("1"), undefined);
    const before = await bucket.read("b");
    await expect(bucket.write("b", content("2"), undefined)).rejects.toThrow(changed);
    await bucket.write("b", content("2"), before);
    await expect(bucket.write("b", content("3"), before)).rejects.toThrow(changed);
    expect((await bucket.read("b"))?.body).toBe("2");
    const s3 = new S3({ region, endpoint: aws.endpoint });
    await s3.deleteObject({ Bucket: "documents", Key: "b" });
    await expect(bucket.write("b", content("3"), before)).rejects.toThrow(changed);
  });

  it("takes its own write for what it is, where the answer was lost", async () => {
    await bucket.write("c", content("1"), undefined);
    await bucket.write("c", content("1"), undefined);
    expect((await bucket.read("c"))?.body).toBe("1");
  });
});
