import { clock } from "../clock";

/** Since when a key has been published, and since when the API server has not had it any more; or when it was dropped. */
export interface KeyRecord {
  readonly added?: Date;
  readonly retired?: Date;
  readonly dropped?: Date;
}

/** By kid. */
export type KeyRecords = ReadonlyMap<string, KeyRecord>;

/** Of the keys' object in S3: written with it in one call, so that they never contradict each other. */
export type Metadata = Readonly<Record<string, string>>;

const FIELDS = ["added", "retired", "dropped"] as const;

/** @returns nothing of what it cannot read */
export function readRecords(metadata: Metadata): KeyRecords {
  const records = new Map<string, KeyRecord>();
  for (const field of FIELDS)
    for (const entry of metadata[field]?.split(" ") ?? []) {
      const [name = "", time = ""] = entry.split("=");
      const date = new Date(time);
      const kid = decoded(name);
      if (kid && !Number.isNaN(date.getTime())) records.set(kid, { ...records.get(kid), [field]: date });
    }
  return records;
}

/** To the second. Metadata is ASCII; a kid may be anything. */
export function writeRecords(records: KeyRecords): Metadata {
  const entries = FIELDS.flatMap((field) => {
    const times = [...records].flatMap(([kid, { [field]: time }]) =>
      time ? [`${encodeURIComponent(kid)}=${clock(time)}`] : [],
    );
    return times.length > 0 ? [[field, times.join(" ")]] : [];
  });
  return Object.fromEntries(entries);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
