import { UNKNOWN } from "../../text";
import type { Authentication, Credentials } from "./usage";

/** An OIDC token of GitHub that an earlier step fetched. */
export interface IdToken {
  readonly audience?: string;
  readonly permitted: boolean;
}

/** With a token in a file; if no step was seen to fetch it, nothing is known about it. */
export const byToken = (token: IdToken = { audience: UNKNOWN, permitted: true }): Authentication => ({
  kind: "token",
  ...token,
});

/** With the credentials that earlier steps have left. */
export function byCredentials(credentials: Credentials, tagged: boolean): Authentication {
  if (credentials.kind === "role") return { kind: "role", caller: credentials.arn, tagged };
  return { kind: "unknown", why: credentials.kind === "unknown" ? credentials.why : "no earlier step has credentials" };
}
