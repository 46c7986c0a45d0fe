import {setImmediate as nextTurn} from 'node:timers/promises';
import {type Piece} from '../core/save/pieces.ts';
import {type NewFile} from './safe-file.ts';

export type WriteOptions = {
  readonly signal: AbortSignal;
  /** ms on a clock that only goes forward. */
  readonly now: () => number;
  /** Events dealt with so far. */
  readonly onProgress: (done: number) => void;
};

/** How long pieces are made before keys get their turn, in ms: half of what a frame may take. */
const longestTurn = 8;

/** UTF-16 units that are gathered before they are written. */
const portion = 65_536;

/**
 * Writes pieces in portions, with a turn of the event loop between two. Returns how many events were written; throws
 * what the system throws, and the signal's reason once that is aborted.
 */
export async function writePieces(
  file: Pick<NewFile, 'write'>,
  pieces: Iterator<Piece>,
  {signal, now, onProgress}: WriteOptions,
): Promise<number> {
  let events = 0;
  for (let isDone = false; !isDone;) {
    signal.throwIfAborted();
    const end = now() + longestTurn;
    let text = '';
    do {
      const next = pieces.next();
      isDone = next.done === true;
      text += next.done ? '' : next.value.text;
      events += next.done ? 0 : next.value.events;
    } while (!isDone && text.length < portion && now() < end);

    // eslint-disable-next-line no-await-in-loop -- the disk sets the pace
    await file.write(text);
    onProgress(events);
    // eslint-disable-next-line no-await-in-loop -- the keys' turn
    await nextTurn();
  }

  return events;
}
