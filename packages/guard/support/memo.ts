/** Keeps what was computed from an object for as long as the object lives: many rules need the same. */
export function perObject<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const kept = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let found = kept.get(key);
    if (!found) {
      found = { value: make(key) };
      kept.set(key, found);
    }
    return found.value;
  };
}
