import assert from 'node:assert/strict';
import {test} from 'node:test';
import {keepHeapSmall} from '../source/small-heap.ts';

test('the space for new objects grows up to a few megabytes, and again when V8 has made it smaller', () => {
  const listeners = new Set<() => void>();
  const factors: number[] = [];
  let bytes = 2e6;
  const stop = keepHeapSmall(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    {
      bytes: () => bytes,
      grow(factor) {
        factors.push(factor);
      },
    },
  );
  for (const size of [2e6, 3e6, 4.2e6, 8.4e6, 2e6, 3e6, 4.2e6]) {
    bytes = size;
    for (const call of listeners) {
      call();
    }
  }

  assert.deepEqual(factors, [1, 2, 1, 2, 1]);
  stop();
  assert.equal(listeners.size, 0);
});
