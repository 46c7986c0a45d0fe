/** The index of the first of a list, oldest first, that is not before a time. */
export function indexAt(list: ReadonlyArray<{readonly time: number}>, time: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((list[middle]?.time ?? Infinity) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return low;
}
