/** Many checks look at the same things: each is looked at once. */
export function once<T>(look: () => Promise<T>): () => Promise<T> {
  let seen: Promise<T> | undefined;
  return () => {
    seen ??= look();
    return seen;
  };
}

/** The same, for each name. */
export function onceEach<T>(look: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const seen = new Map<string, () => Promise<T>>();
  return (name) => {
    const own = seen.get(name) ?? once(() => look(name));
    seen.set(name, own);
    return own();
  };
}
