import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8';

/** So many bytes for new objects are enough: with 2 MB, collecting took a half of the CPU that watching costs. */
const enough = 4_000_000;

/** V8's space for new objects. */
export type NewSpace = {
  readonly bytes: () => number;
  /** How many times as large it becomes when it grows; 1: it does not. */
  readonly grow: (factor: 1 | 2) => void;
};

const newSpace: NewSpace = {
  bytes: () =>
    getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space')?.space_size ?? 0,
  grow(factor) {
    setFlagsFromString(`--semi-space-growth-factor=${factor}`);
  },
};

/**
 * Keeps V8's space for new objects at some megabytes instead of letting it grow to some tens: a program that stands on a
 * bastion for hours and does little gains nothing from more. V8 makes it small again when little is done, so that it may
 * always grow up to there. Looks whenever `subscribe` calls; the returned function ends that.
 */
export function keepHeapSmall(
  subscribe: (listener: () => void) => () => void,
  space: NewSpace = newSpace,
): () => void {
  // Starting makes much that is soon forgotten, before anybody calls: it would grow to the most that V8 allows.
  let factor: 1 | 2 = 1;
  space.grow(factor);
  return subscribe(() => {
    const wanted = space.bytes() < enough ? 2 : 1;
    if (wanted !== factor) {
      factor = wanted;
      space.grow(factor);
    }
  });
}
