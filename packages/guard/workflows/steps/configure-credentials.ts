import { STS_AUDIENCE } from "@openhands-aws/facts/oidc";
import { isKnown, UNKNOWN } from "../../text";
import type { Holder, Way } from "./usage";

/** Inputs of a step, filled in. */
export type Inputs = (name: string) => string | undefined;

/** A token that an earlier step fetched. */
export interface FetchedToken {
  readonly audience?: string;
  readonly permitted: boolean;
}

export interface CredentialsRequest {
  readonly role: string;
  readonly way: Way;
  readonly duration: number | undefined;
  readonly sessionName: string;
}

const HOUR = 3600;

/**
 * How aws-actions/configure-aws-credentials asks for its role.
 * @param version `v4`, where it is known
 * @returns `undefined` where it asks for none, and only exports keys
 * @see https://github.com/aws-actions/configure-aws-credentials/blob/main/src/index.ts
 */
export function credentialsRequest(
  input: Inputs,
  before: Holder,
  idToken: boolean,
  token: FetchedToken | undefined,
  version: string,
): CredentialsRequest | undefined {
  const role = input("role-to-assume") ?? "";
  if (role === "") return undefined;
  const way = wayOf(input, before, idToken, token);
  const written = input("role-duration-seconds") ?? "";
  return {
    role: way.kind === "token" ? role : roleBeside(role, way.kind === "role" ? way.caller : ""),
    way,
    duration: written === "" ? defaultDuration(input, version) : numberIn(written),
    sessionName: input("role-session-name") || "GitHubActions",
  };
}

function wayOf(input: Inputs, before: Holder, idToken: boolean, token: FetchedToken | undefined): Way {
  const tagged = input("role-skip-session-tagging") !== "true";
  const chained: Way =
    before.kind === "role"
      ? { kind: "role", caller: before.arn, tagged }
      : { kind: "unknown", why: before.kind === "unknown" ? before.why : "no step before has credentials" };
  if (input("role-chaining") === "true") return chained;
  if (input("aws-access-key-id")) return { kind: "unknown", why: "it begins with access keys" };
  if (input("web-identity-token-file")) return tokenFrom(token);
  // Without a token it goes on from what the environment holds.
  if (!idToken && before.kind !== "nobody") return chained;
  return { kind: "token", audience: input("audience") || STS_AUDIENCE, permitted: idToken };
}

/** A token in a file; where no step was seen to fetch it, nothing is known of it. */
export const tokenFrom = (token: FetchedToken = { audience: UNKNOWN, permitted: true }): Way => ({
  kind: "token",
  ...token,
});

/** A name alone is a role of the caller's account; with a token alone there is no caller, and the action refuses it. */
const roleBeside = (role: string, caller: string): string =>
  role.startsWith("arn:") || !isKnown(role.slice(0, 1))
    ? role
    : `arn:aws:iam::${caller.split(":")[4] ?? UNKNOWN}:role/${role}`;

/** Before v4 it asked for six hours where it did not fetch the token itself. */
function defaultDuration(input: Inputs, version: string): number {
  const old = /^v[123](\.|$)/.test(version);
  return old && input("web-identity-token-file") ? 6 * HOUR : HOUR;
}

const numberIn = (text: string): number | undefined => (isKnown(text) ? Number.parseInt(text, 10) || HOUR : undefined);
