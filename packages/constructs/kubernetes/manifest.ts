/** An object of a cluster as plain data, as it is written in YAML. */
export interface Manifest {
  /** Group and version, as in `apps/v1`. */
  readonly apiVersion: string;
  /** As in `Deployment`. */
  readonly kind: string;
  /** What names it. */
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

export interface Metadata {
  /** Unique among the objects of its kind, in its namespace. */
  readonly name: string;
  /** Of a namespaced object. @default none */
  readonly namespace?: string;
  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Names an object within a namespace. */
export interface Named {
  /** Unique among the objects of its kind. */
  readonly name: string;
  /** The namespace that it is in. */
  readonly namespace: string;
}

/** Without the members that are undefined, or empty: YAML and the API server know neither. */
export function present<Value extends object>(value: Value): Value {
  const isThere = (member: unknown) =>
    member !== undefined && !(typeof member === "object" && member !== null && Object.keys(member).length === 0);
  return Object.fromEntries(Object.entries(value).filter(([, member]) => isThere(member))) as Value;
}
