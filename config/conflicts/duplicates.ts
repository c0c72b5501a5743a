import type { Problem } from "../problem";

/** A name in the config, and the key that gives it. */
export type ConfiguredName = readonly [path: Problem["path"], name: string];

/** Names are unique in an account whatever their case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function* sharedNames(all: readonly ConfiguredName[]): Iterable<Problem> {
  const owners = new Map<string, string>();
  for (const [path, name] of all) {
    const owner = owners.get(name.toLowerCase());
    if (owner) yield { path, message: `is already the name of ${owner}; choose another` };
    else owners.set(name.toLowerCase(), path.join("."));
  }
}

export function* repeated(
  all: readonly ConfiguredName[],
  message = "is in the list twice; keep one",
): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [path, name] of all) {
    if (seen.has(name)) yield { path, message };
    seen.add(name);
  }
}
