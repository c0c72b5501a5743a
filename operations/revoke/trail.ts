import type { LookupEventsCommandInput, LookupEventsCommandOutput } from "@aws-sdk/client-cloudtrail";
import { isAwsError } from "../aws/aws-error";

export type LookUp = (region: string, input: LookupEventsCommandInput) => Promise<LookupEventsCommandOutput>;

/** What was done with one credential. */
export interface CredentialUse {
  readonly id: string;
  /** The credential with which this session was made. */
  readonly madeBy?: string;
  readonly events: number;
  readonly first?: string;
  readonly last?: string;
  readonly sources: readonly string[];
  /** By `iam:CreateUser`, the most frequent first. */
  readonly actions: readonly { readonly action: string; readonly count: number; readonly refused: number }[];
}

export interface Trail {
  readonly credentials: readonly CredentialUse[];
  readonly failures: readonly string[];
  readonly notSeen: readonly string[];
}

interface Event {
  readonly action: string;
  readonly time: string;
  readonly source: string;
  readonly refused: boolean;
  readonly made?: string;
}

/** Of one credential in one region. */
const MOST_PAGES = 20;
const MOST_CREDENTIALS = 50;
/** Milliseconds: AWS takes two calls a second in each region. */
const PAUSE = 500;

/**
 * What CloudTrail knows of the credentials and of the sessions that were made with them. It never throws for AWS.
 * @param regions all at the same time
 */
export async function readTrail(lookUp: LookUp, ids: readonly string[], regions: readonly string[]): Promise<Trail> {
  const failures = new Set<string>();
  const madeBy = new Map<string, string | undefined>(ids.map((id) => [id, undefined]));
  const credentials: CredentialUse[] = [];
  const cut = new Set<string>();
  const pace = new Map(regions.map((region) => [region, paced(lookUp)]));
  for (let open = [...ids]; open.length > 0; ) {
    const found = await Promise.all(
      [...pace].map(([region, look]) => eventsOf(look, region, open, (why) => failures.add(`${region}: ${why}`), cut)),
    );
    const next: string[] = [];
    for (const id of open) {
      const events = found.flatMap((byId) => byId.get(id) ?? []);
      credentials.push(summary(id, madeBy.get(id), events));
      for (const { made } of events)
        if (made && !madeBy.has(made) && madeBy.size < MOST_CREDENTIALS) {
          madeBy.set(made, id);
          next.push(made);
        }
    }
    open = next;
  }
  if (madeBy.size >= MOST_CREDENTIALS) cut.add(`more than ${MOST_CREDENTIALS} credentials`);
  return { credentials, failures: [...failures], notSeen: [...NOT_SEEN(regions), ...cut] };
}

const NOT_SEEN = (regions: readonly string[]) => [
  "data events (objects in S3, calls of models): only a trail or Bedrock's invocation logs have them",
  `other regions than ${regions.join(", ")}`,
  "anything older than 90 days, or of the last minutes",
  "other accounts",
];

async function eventsOf(
  lookUp: LookUp,
  region: string,
  ids: readonly string[],
  failed: (why: string) => void,
  cut: Set<string>,
): Promise<Map<string, Event[]>> {
  const found = new Map<string, Event[]>();
  try {
    for (const id of ids) {
      const LookupAttributes = [{ AttributeKey: "AccessKeyId" as const, AttributeValue: id }];
      const events: Event[] = [];
      found.set(id, events);
      let NextToken: string | undefined;
      for (let page = 0; page === 0 || NextToken; page++) {
        if (page === MOST_PAGES) {
          cut.add(`older events of ${id} in ${region}: it has more than ${MOST_PAGES * 50}`);
          break;
        }
        const answer = await lookUp(region, { LookupAttributes, ...(NextToken && { NextToken }) });
        for (const { CloudTrailEvent = "{}" } of answer.Events ?? []) events.push(eventOf(JSON.parse(CloudTrailEvent)));
        NextToken = answer.NextToken;
      }
    }
  } catch (error) {
    if (!isAwsError(error)) throw error;
    failed(error.message);
  }
  return found;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
interface CloudTrailRecord {
  readonly eventSource?: string;
  readonly eventName?: string;
  readonly eventTime?: string;
  readonly sourceIPAddress?: string;
  readonly errorCode?: string;
  readonly responseElements?: { readonly credentials?: { readonly accessKeyId?: string } } | null;
}

const eventOf = (record: CloudTrailRecord): Event => ({
  action: `${record.eventSource?.replace(/\.amazonaws\.com.*$/, "")}:${record.eventName}`,
  time: record.eventTime ?? "",
  source: record.sourceIPAddress ?? "unknown",
  refused: record.errorCode !== undefined,
  made: record.responseElements?.credentials?.accessKeyId,
});

function summary(id: string, madeBy: string | undefined, events: readonly Event[]): CredentialUse {
  const actions = new Map<string, { count: number; refused: number }>();
  for (const { action, refused } of events) {
    const { count, refused: before } = actions.get(action) ?? { count: 0, refused: 0 };
    actions.set(action, { count: count + 1, refused: before + Number(refused) });
  }
  const times = events.map(({ time }) => time).sort();
  return {
    id,
    ...(madeBy && { madeBy }),
    events: events.length,
    ...(times.length > 0 && { first: times[0], last: times.at(-1) }),
    sources: [...new Set(events.map(({ source }) => source))].sort(),
    actions: [...actions]
      .map(([action, counts]) => ({ action, ...counts }))
      .sort((one, other) => other.count - one.count || (one.action < other.action ? -1 : 1)),
  };
}

/** Waits between the calls of one region. */
function paced(lookUp: LookUp): LookUp {
  let last = 0;
  return async (region, input) => {
    const wait = last + PAUSE - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    last = Date.now();
    return lookUp(region, input);
  };
}
