import { isDeepStrictEqual } from "node:util";
import { clock } from "../clock";

/** The inline policy that revoke puts on a user or a role. */
export const DENY = "openhands-aws-revoke-older-sessions";

/**
 * `open`: a key of the user still worked when it was written, so that the instant is not final.
 * `final`: no session can have been made with a revoked key since.
 */
export type DenyState = "open" | "final";

export interface Deny {
  readonly instant: Date;
  readonly state: DenyState;
}

const SIDS: Readonly<Record<DenyState, string>> = { open: "RevokeOlderSessionsOpen", final: "RevokeOlderSessions" };

/**
 * Denies everything to sessions that were issued before the instant. A request with a long-term key has no issue time.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html
 */
export const denyDocument = ({ instant, state }: Deny) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: SIDS[state],
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { DateLessThan: { "aws:TokenIssueTime": clock(instant) } },
    },
  ],
});

/** @returns `undefined` if it is not exactly a policy that revoke writes */
export function readDeny(document: unknown): Deny | undefined {
  const [statement] = (document as { Statement?: { Sid?: string; Condition?: object }[] } | null)?.Statement ?? [];
  const { DateLessThan } = (statement?.Condition ?? {}) as { DateLessThan?: Record<string, string> };
  const instant = new Date(DateLessThan?.["aws:TokenIssueTime"] ?? "");
  const state = statement?.Sid === SIDS.open ? "open" : "final";
  if (Number.isNaN(instant.getTime())) return undefined;
  return isDeepStrictEqual(document, denyDocument({ instant, state })) ? { instant, state } : undefined;
}

/** Seconds until a key that was switched off is off everywhere. */
const PROPAGATION_SECONDS = 10;

/**
 * The instant before which sessions are denied: the one that is there, unless a key worked since.
 * @param workedUntilNow whether one of the keys was active when this run began
 */
export function instantOf(present: Deny | undefined, workedUntilNow: boolean, now: Date): Date {
  if (present?.state === "final" && !workedUntilNow) return present.instant;
  return later(now);
}

/** In whole seconds, and late enough for what was switched off before. */
export const later = (now: Date): Date => new Date((Math.floor(now.getTime() / 1000) + PROPAGATION_SECONDS) * 1000);
