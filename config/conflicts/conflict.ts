/** A value that fits its own rule but not another value; `path` as in a zod issue. */
export interface Conflict {
  readonly path: readonly (string | number)[];
  /** The rule and how to mend it; it follows the key and the value. */
  readonly message: string;
  /** The key itself is wrong, not its value. */
  readonly wrongKey?: boolean;
}

export type Named = readonly [path: Conflict["path"], name: string];

/** Names are unique in an account whatever their case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function* sharedNames(all: readonly Named[]): Iterable<Conflict> {
  const owners = new Map<string, string>();
  for (const [path, name] of all) {
    const owner = owners.get(name.toLowerCase());
    if (owner) yield { path, message: `is the name of ${owner} already; choose another` };
    else owners.set(name.toLowerCase(), path.join("."));
  }
}

export function* repeated(all: readonly Named[], message = "stands in the list twice; keep one"): Iterable<Conflict> {
  const seen = new Set<string>();
  for (const [path, name] of all) {
    if (seen.has(name)) yield { path, message };
    seen.add(name);
  }
}
