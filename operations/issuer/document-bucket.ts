import { text } from "node:stream/consumers";
import type { Aws } from "../aws/aws";
import { isAwsError } from "../aws/aws-error";
import { s3 } from "../aws/s3";
import { StepError } from "../steps";
import type { Metadata } from "./key-records";

/** What is written of a document. */
export interface Content {
  readonly body: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly metadata: Metadata;
}

export interface StoredContent extends Content {
  readonly etag: string;
  readonly written: Date;
}

/** The bucket of the issuer's documents. Nothing that changed meanwhile is overwritten. */
export class DocumentBucket {
  constructor(
    readonly name: string,
    private readonly aws: Aws,
  ) {}

  /** @returns `undefined` if there is none. @throws AwsError */
  async read(key: string): Promise<StoredContent | undefined> {
    const client = await s3(this.aws);
    try {
      const found = await client.getObject({ Bucket: this.name, Key: key });
      return {
        body: found.Body ? await text(found.Body as NodeJS.ReadableStream) : "",
        contentType: found.ContentType ?? "",
        cacheControl: found.CacheControl ?? "",
        metadata: found.Metadata ?? {},
        etag: found.ETag ?? "",
        written: found.LastModified ?? new Date(0),
      };
    } catch (error) {
      if (isAwsError(error) && error.code === "NoSuchKey") return undefined;
      throw error;
    }
  }

  /**
   * @param before what was read, if there was something
   * @throws StepError if there is something else by now; AwsError
   */
  async write(key: string, content: Content, before: StoredContent | undefined): Promise<void> {
    const client = await s3(this.aws);
    const condition = before ? { IfMatch: before.etag } : { IfNoneMatch: "*" };
    const { body, contentType, cacheControl, metadata } = content;
    try {
      await client.putObject({
        ...{ Bucket: this.name, Key: key, Body: body, ...condition },
        ...{ ContentType: contentType, CacheControl: cacheControl, Metadata: metadata },
      });
    } catch (error) {
      if (!isAwsError(error) || !CHANGED.has(error.code)) throw error;
      // The answer to an attempt that succeeded may have been lost.
      if (isSameContent(await this.read(key), content)) return;
      throw new StepError(`s3://${this.name}/${key} was changed by someone else. It is left as it is: run this again.`);
    }
  }
}

/** S3's words for a precondition that does not hold; the object is gone with If-Match: NoSuchKey. */
const CHANGED = new Set(["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"]);

export const isSameContent = (one: Content | undefined, other: Content): boolean =>
  one !== undefined &&
  one.body === other.body &&
  one.contentType === other.contentType &&
  one.cacheControl === other.cacheControl &&
  sorted(one.metadata) === sorted(other.metadata);

const sorted = (metadata: Metadata): string => JSON.stringify(Object.entries(metadata).sort());
