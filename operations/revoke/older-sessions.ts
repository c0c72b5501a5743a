import { clock } from "../clock";
import type { Deny } from "./deny";

/**
 * Hours that a session lasts at most: of a user by GetSessionToken, of a role by AssumeRole.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html
 */
const LONGEST_HOURS = { user: 36, role: 12 } as const;

export interface Lifted {
  readonly kind: keyof typeof LONGEST_HOURS;
  readonly deny: Deny;
}

/** Warns of a deny that is lifted while a session that it cuts off can still exist. @param yes whether it was lifted now */
export function olderSessions(all: readonly Lifted[], now: Date, yes: boolean): string[] {
  const ends = all.map(({ kind, deny }) => deny.instant.getTime() + LONGEST_HOURS[kind] * 60 * 60 * 1000);
  const end = new Date(Math.max(...ends));
  if (ends.length === 0 || end <= now) return [];
  const again = yes ? "they work again." : "they would work again. Lift the deny after that.";
  return [`WARNING: Older sessions can exist until ${clock(end)}: ${again}`];
}
