/** An object of a cluster as plain data, as in YAML. */
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
  /** Only for a namespaced object. @default none */
  readonly namespace?: string;
  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The name of an object within a namespace. */
export interface NamespacedName {
  /** Unique among the objects of its kind. */
  readonly name: string;
  /** The namespace that it is in. */
  readonly namespace: string;
}

/** Without undefined and empty members, which exist neither in YAML nor in the API server. */
export function present<Value extends object>(value: Value): Value {
  const isThere = (member: unknown) =>
    member !== undefined && !(typeof member === "object" && member !== null && Object.keys(member).length === 0);
  return Object.fromEntries(Object.entries(value).filter(([, member]) => isThere(member))) as Value;
}
