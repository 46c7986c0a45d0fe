/** A function of a whole number that remembers its last results, the oldest of which go first. */
export function bounded<T>(size: number, make: (index: number) => T): (index: number) => T {
  const known = new Map<number, T>();
  return (index) => {
    const found = known.get(index);
    if (found !== undefined) {
      return found;
    }

    const made = make(index);
    known.set(index, made);
    if (known.size > size) {
      known.delete(known.keys().next().value ?? index);
    }

    return made;
  };
}
