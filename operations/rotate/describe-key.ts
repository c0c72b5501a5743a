import { ageOf } from "../age";
import type { Key } from "./observation";

/** For people, who have to decide what a key is for: `AKIA... (Active, 3 days old, last used 2 hours ago for s3 in us-east-1)`. */
export function describeKey({ id, status, created, lastUsed }: Key, now: Date): string {
  const use = lastUsed
    ? `last used ${ageOf(lastUsed.at, now)} ago for ${lastUsed.service} in ${lastUsed.region}`
    : "no use known";
  return `${id} (${status}, ${ageOf(created, now)} old, ${use})`;
}
