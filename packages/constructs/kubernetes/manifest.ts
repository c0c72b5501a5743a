/** An object of a cluster as plain data, as it is written in YAML. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  /** Of a namespaced object. */
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The name of an object within a namespace. */
export interface NamespacedName {
  readonly name: string;
  readonly namespace: string;
}

/** Without the members that are undefined, or empty: YAML and the API server know neither. */
export function present<Value extends object>(value: Value): Value {
  const isThere = (member: unknown) =>
    member !== undefined && !(typeof member === "object" && member !== null && Object.keys(member).length === 0);
  return Object.fromEntries(Object.entries(value).filter(([, member]) => isThere(member))) as Value;
}
