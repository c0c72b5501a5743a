/** An object of a cluster as plain data, as in YAML. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  /** Only for a namespaced object. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The name of an object within a namespace. */
export interface NamespacedName {
  readonly name: string;
  readonly namespace: string;
}

/** Without undefined and empty members, which exist neither in YAML nor in the API server. */
export function present<Value extends object>(value: Value): Value {
  const isThere = (member: unknown) =>
    member !== undefined && !(typeof member === "object" && member !== null && Object.keys(member).length === 0);
  return Object.fromEntries(Object.entries(value).filter(([, member]) => isThere(member))) as Value;
}
