import {type EventStore} from '../event-store.ts';
import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {t, type SafeText} from '../sanitize.ts';
import {mostOpened} from '../state/asked.ts';
import {type Run} from '../state/collapse.ts';
import {type State} from '../state/model.ts';
import {grouped} from './numbers.ts';

/** Calls of a run that are looked at: each of them may be a record that has to be opened. */
export const mostLooked = 50;

/** Calls of a run that are looked at where other runs of the same drawing have taken all that may be opened for a key. */
const fewestLooked = 5;

/** What a drawing may still look at. Every key, and all that arrives, makes another state. */
const leftOf = new WeakMap<State, number>();

/** What was found out of a store's runs. Rows never change, so that an answer holds until rows go. */
type Known = {readonly epoch: number; readonly words: Map<string, SafeText>};

const knownOf = new WeakMap<EventStore, Known>();

/** Runs that are remembered: more than a person pages through in a while. */
const mostKnown = 1000;

/**
 * What WHAT says of a run's other calls, behind that of its newest: ` +3 others` where theirs is another, and not how many
 * where there are more calls than are looked at; '' where it is the same.
 */
export function othersOf(state: State, run: Run): SafeText {
  const {store, list, ascii} = state;
  // Of CSV rows every cell is the same.
  if (store.isCsvRow(run.newest)) {
    return t``;
  }

  let known = knownOf.get(store);
  if (known?.epoch !== store.epoch) {
    known = {epoch: store.epoch, words: new Map()};
    knownOf.set(store, known);
  }

  const most = Math.min(run.count, mostLooked);
  const key = `${ascii ? 'a' : ''}${run.count} ${lookedAt(list.rows, run, most).join(' ')}`;
  const before = known.words.get(key);
  if (before !== undefined) {
    return before;
  }

  const left = leftOf.get(state) ?? mostOpened;
  const count = Math.min(most, Math.max(fewestLooked, left));
  leftOf.set(state, left - count);
  const words = wordsFor(store, lookedAt(list.rows, run, count), run, ascii);
  if (count === most) {
    if (known.words.size >= mostKnown) {
      known.words.clear();
    }

    known.words.set(key, words);
  }

  return words;
}

/** So many of a run's rows: the first, the last, and evenly spread ones between them. */
function lookedAt(rows: readonly number[], {from, count}: Run, looked: number): readonly number[] {
  return Array.from(
    {length: looked},
    (_, index) => rows[from + Math.floor((index * (count - 1)) / (looked - 1))] ?? -1,
  );
}

function wordsFor(
  store: EventStore,
  looked: readonly number[],
  {newest, count}: Run,
  ascii: boolean,
): SafeText {
  const signs = ascii ? asciiSigns : unicodeSigns;
  const whatOf = (row: number) => store.sentence(row, signs)?.what ?? '';
  const own = whatOf(newest);
  const others = new Set<string>();
  for (const row of looked) {
    const what = whatOf(row);
    if (what !== own) {
      others.add(what);
      if (count > looked.length) {
        return t` and others`;
      }
    }
  }

  return others.size === 0
    ? t``
    : t` +${grouped(others.size)} ${others.size === 1 ? t`other` : t`others`}`;
}
