/** Keeps what was made of an object for as long as the object lives: rules ask the same of it again and again. */
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
