/** The checks of `verify` that are about a pod with an identity of its own: skipped where it has the access key. */
export const OF_IDENTITY: readonly string[] = ["cluster-provider", "issuer", "web-identity", "pod-identity"];
