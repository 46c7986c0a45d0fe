/** The buffers of typed arrays anywhere in a thread's answer, which are handed over instead of being copied. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const waiting: unknown[] = [value];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (ArrayBuffer.isView(next)) {
      if (next.buffer instanceof ArrayBuffer) {
        found.add(next.buffer);
      }
    } else if (Array.isArray(next)) {
      // Lists of texts, which there are many of, hold no buffer.
      if (typeof next[0] === 'object' && !Array.isArray(next[0])) {
        waiting.push(...(next as readonly unknown[]));
      }
    } else if (typeof next === 'object' && next !== null) {
      for (const inner of Object.values(next) as readonly unknown[]) {
        waiting.push(inner);
      }
    }
  }

  return [...found];
}
