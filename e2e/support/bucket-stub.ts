import type { S3 } from "@aws-sdk/client-s3";
import { HttpsStub } from "./https-stub";

/** What CloudFront does, without a cache: an object of the bucket, with its headers, to anyone. */
export const startBucketStub = (host: string, s3: S3, bucket: string): Promise<HttpsStub> =>
  HttpsStub.start(host, async ({ url = "" }, response) => {
    const object = await s3.getObject({ Bucket: bucket, Key: url.slice(1) }).catch(() => undefined);
    if (!object) return void response.writeHead(403).end();
    const { ContentType = "", CacheControl } = object;
    const headers = { "content-type": ContentType, ...(CacheControl && { "cache-control": CacheControl }) };
    response.writeHead(200, headers).end(await object.Body?.transformToString());
  });
