/**
 * - `unreadable`: the kubeconfig, or a file that it names, is there and cannot be read.
 * - `unreachable`: no kubectl, no kubeconfig, no answer, or the cluster does not know the user.
 * - `denied`: RBAC does not allow it.
 * - `not-found`: the object, or its kind, does not exist.
 * - `failed`: everything else.
 */
export type ClusterErrorKind = "unreadable" | "unreachable" | "denied" | "not-found" | "failed";

/** What kubectl could not do, in one sentence. */
export class ClusterError extends Error {
  override name = "ClusterError";

  constructor(
    readonly kind: ClusterErrorKind,
    message: string,
  ) {
    super(message);
  }
}

export const isClusterError = (error: unknown, ...kinds: ClusterErrorKind[]): error is ClusterError =>
  error instanceof ClusterError && (kinds.length === 0 || kinds.includes(error.kind));

const KINDS: readonly (readonly [ClusterErrorKind, RegExp])[] = [
  ["not-found", /\(NotFound\)|doesn't have a resource type|could not find the requested resource/],
  ["not-found", /failed to create token: .* not found$/],
  ["denied", /\(Forbidden\)|failed to create token: .* is forbidden: /],
  ["unreadable", /error loading config file|unable to read (?:client-|certificate-authority)/],
  ["unreachable", /Unable to connect|connection to the server|\(Unauthorized\)|must be logged in|no configuration/i],
  ["unreachable", /context .*(does not exist|not found)|Timeout|deadline exceeded|i\/o timeout|no such host|refused/i],
  ["unreachable", /getting credentials|executable .* not found|certificate|kubeconfig|no server found/i],
];

/** @param stderr of kubectl */
export function clusterError(command: string, stderr: string): ClusterError {
  const lines = stderr.split("\n").map((line) => line.trim());
  // Before its error, kubectl logs each attempt: E1127 12:00:00.000000 ... memcache.go:265] ...
  const said = lines.filter((line) => line && !/^[EWI]\d{4} /.test(line)).at(-1) ?? "no message";
  const kind = KINDS.find(([, pattern]) => pattern.test(said))?.[0] ?? "failed";
  const message = said.replace(/^error: |^Error from server \(\w+\): /i, "");
  return new ClusterError(kind, `kubectl ${command}: ${message}${/[.!?]$/.test(message) ? "" : "."}`);
}
