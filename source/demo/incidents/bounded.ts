/** A function that remembers its last results, the oldest of which go first. Results are never undefined. */
export function bounded<K, T extends object | string>(
  size: number,
  make: (key: K) => T,
): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) {
      return found;
    }

    const made = make(key);
    known.set(key, made);
    if (known.size > size) {
      const oldest = known.keys().next();
      if (!oldest.done) {
        known.delete(oldest.value);
      }
    }

    return made;
  };
}
