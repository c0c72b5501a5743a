import { type Look, StepError } from "../steps";
import { CACHE_CONTROL } from "./cache";
import { type Content, type DocumentBucket, isSameContent } from "./document-bucket";
import { type KeyFacts, planKeys } from "./key-plan";
import { type KeyRecords, readRecords, writeRecords } from "./key-records";
import { readKeys, type SigningKey } from "./signing-keys";

type Bucket = Pick<DocumentBucket, "name" | "read" | "write">;

/** What is in the bucket, as far as it has been read and written. */
export interface Publishing {
  /** What is published once everything is done. */
  wanted?: readonly SigningKey[];
  published?: { readonly keys: readonly SigningKey[]; readonly records: KeyRecords };
  /** When a document was changed last. */
  written?: Date;
}

/** The keys' object, which also says since when each key is there. */
export async function lookAtKeys(
  bucket: Bucket,
  object: string,
  facts: Omit<KeyFacts, "published" | "records" | "since">,
  publishing: Publishing,
): Promise<Look> {
  const stored = await bucket.read(object);
  const { keys, problems } = stored ? readKeys(stored.body, `s3://${bucket.name}/${object}`) : NOTHING;
  const records = readRecords(stored?.metadata ?? {});
  publishing.published = { keys, records };
  publishing.written = stored?.written;
  if (problems.length > 0)
    throw new StepError(`${problems.join(" ")} It is not overwritten: find out who wrote it, and delete it first.`);
  const plan = planKeys({ ...facts, published: keys, records, since: stored?.written });
  publishing.wanted = plan.keys;
  if (plan.refusals.length > 0) throw new StepError(plan.refusals.join(" "));
  const content = contentOf({ keys: plan.keys }, writeRecords(plan.records));
  const kids = plan.keys.map(({ kid }) => kid).join(", ");
  if (isSameContent(stored, content)) return { state: "done", evidence: `It has ${kids}.` };
  return {
    state: "todo",
    will: `It ${plan.changes.join(", ") || CHANGES_HEADERS}.`,
    async do() {
      await bucket.write(object, content, stored);
      publishing.published = plan;
      publishing.written = facts.now;
      return `It ${plan.changes.join(", ") || CHANGES_HEADERS}; now it has ${kids}.`;
    },
  };
}

const NOTHING = { keys: [], problems: [] };
const CHANGES_HEADERS = "gets its content type, Cache-Control and the times of its keys";

/** @param discovery the API server's own */
export async function lookAtDiscovery(
  bucket: Bucket,
  object: string,
  discovery: object,
  publishing: Publishing,
  now: Date,
): Promise<Look> {
  const stored = await bucket.read(object);
  const content = contentOf(discovery);
  if (stored && stored.written > (publishing.written ?? new Date(0))) publishing.written = stored.written;
  if (isSameContent(stored, content)) return { state: "done", evidence: "It is the API server's." };
  return {
    state: "todo",
    will: stored ? "It is replaced by the API server's." : "It is written, as the API server has it.",
    async do() {
      await bucket.write(object, content, stored);
      publishing.written = now;
      return "It is written, as the API server has it.";
    },
  };
}

const contentOf = (value: object, metadata: Content["metadata"] = {}): Content => ({
  body: `${JSON.stringify(value)}\n`,
  contentType: "application/json",
  cacheControl: CACHE_CONTROL,
  metadata,
});
