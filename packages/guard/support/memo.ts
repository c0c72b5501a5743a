/** Makes a value when it is first asked for, and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Keeps what was computed from an object for as long as the object lives: many rules need the same. */
export const perObject = <K extends object, V>(make: (key: K) => V): ((key: K) => V) => keeping(new WeakMap(), make);

/** Keeps what was made of a text for as long as the function lives. */
export const perText = <K extends string, V>(make: (key: K) => V): ((key: K) => V) => keeping(new Map(), make);

interface Store<K, V> {
  has(key: K): boolean;
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function keeping<K, V>(kept: Store<K, V>, make: (key: K) => V): (key: K) => V {
  return (key) => {
    let value = kept.get(key);
    if (value === undefined && !kept.has(key)) {
      value = make(key);
      kept.set(key, value);
    }
    return value as V;
  };
}
