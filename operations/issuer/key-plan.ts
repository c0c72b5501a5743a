import { clock } from "../clock";
import { uselessFrom } from "./cache";
import type { KeyRecord, KeyRecords } from "./key-records";
import { isSameKey, type SigningKey } from "./signing-keys";

export interface KeyFacts {
  /** What the API server has. */
  readonly served: readonly SigningKey[];
  readonly published: readonly SigningKey[];
  /** Of the published ones and of the one dropped last, as earlier runs wrote them. */
  readonly records: KeyRecords;
  /** When they were written, if they were. */
  readonly since?: Date;
  readonly now: Date;
  /** Seconds that the longest token is valid. */
  readonly longestToken: number;
  /** The kid of a published key that is an earlier one of this cluster. */
  readonly keep?: string;
  /** The kid of the key that is to go. */
  readonly drop?: string;
}

export interface KeyPlan {
  readonly keys: readonly SigningKey[];
  readonly records: KeyRecords;
  /** `adds the key A`; empty if nothing changes. */
  readonly changes: readonly string[];
  /** Why it must not be done; empty if it may. */
  readonly refusals: readonly string[];
}

/**
 * The keys to publish: the API server's, and those that it does not have any more, until they are dropped: tokens of theirs
 * may still be in use. A published key that nobody can account for is never taken along in silence: whoever has its private
 * half is every service account of the cluster to AWS.
 */
export function planKeys(facts: KeyFacts): KeyPlan {
  const { served, published, records, since, now, keep, drop } = facts;
  const isServed = (kid: string) => served.some((key) => key.kid === kid);
  const changes: string[] = [];
  const refusals = keep !== undefined && keep === drop ? [`${keep} cannot be kept and dropped.`] : [];
  const isThere = (kid: string) => isServed(kid) || published.some((key) => key.kid === kid);
  // A run that was stopped after it dropped the key may be repeated.
  const named = [keep, drop !== undefined && records.get(drop)?.dropped ? undefined : drop];
  for (const kid of new Set(named)) if (kid !== undefined && !isThere(kid)) refusals.push(notPublished(kid, published));
  const next = new Map<string, KeyRecord>();

  for (const key of served) {
    const old = published.find(({ kid }) => kid === key.kid);
    if (!old) changes.push(`adds the key ${key.kid}`);
    else if (!isSameKey(old, key)) changes.push(`replaces the key ${key.kid}, which is published with other numbers`);
    next.set(key.kid, { added: (old && (records.get(key.kid)?.added ?? since)) ?? now });
  }

  const kept: SigningKey[] = [];
  let last = [...records].filter(([kid, { dropped }]) => dropped && !isThere(kid));
  for (const key of published.filter(({ kid }) => !isServed(kid))) {
    const { kid } = key;
    const found = records.get(kid);
    const record = found?.dropped ? undefined : found; // Someone else has published it again.
    if (kid === drop) {
      const reason = record && waitReason(kid, record, facts);
      if (!reason) {
        changes.push(`drops the key ${kid}`);
        last = [[kid, { dropped: now }]];
        continue;
      }
      refusals.push(reason);
    } else if (!record && kid !== keep) refusals.push(unknownKey(kid));
    kept.push(key);
    if (record && !record.retired) changes.push(`notes that the API server does not have the key ${kid} any more`);
    if (!record) changes.push(`keeps the key ${kid}`);
    next.set(kid, { added: record?.added ?? since, retired: record?.retired ?? now });
  }
  if (drop !== undefined && isServed(drop))
    refusals.push(`The API server still has the key ${drop}: remove it there first, from --service-account-key-file.`);
  return { keys: [...served, ...kept], records: new Map([...next, ...last]), changes, refusals };
}

function waitReason(kid: string, { retired }: KeyRecord, { now, longestToken }: KeyFacts): string | undefined {
  const from = uselessFrom(retired ?? now, longestToken);
  if (now >= from) return undefined;
  const seen = retired ? "has not had" : "does not have";
  const since = retired ? ` since ${clock(retired)}` : " any more, which this run sees for the first time";
  const lead = `The API server ${seen} the key ${kid}${since}.`;
  const note = retired ? "" : " Run issuer publish --yes without --drop, which notes the time.";
  return `${lead} Tokens that it signed may be in use until ${clock(from)}: drop it then.${note}`;
}

function notPublished(kid: string, published: readonly SigningKey[]): string {
  const kids = published.map((key) => key.kid);
  return `The key ${kid} is not published. ${kids.length > 0 ? `Published: ${kids.join(", ")}.` : "No key is."}`;
}

const unknownKey = (kid: string): string =>
  `The key ${kid} is published, but the API server does not have it and issuer publish did not write it: whoever has its private half is every service account of this cluster to AWS. If it is an earlier key of this cluster, run this with --keep ${kid}; otherwise with --drop ${kid}, and find out who wrote it.`;
