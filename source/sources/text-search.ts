import {type EventStore, type BlockRows} from '../core/event-store.ts';
import {questionOf, type Find, type Finds} from '../core/event-store/finds.ts';
import {compileRows, recordTerms} from '../core/event-store/row-filter.ts';
import {type Term} from '../core/filter.ts';
import {type State} from '../core/state/model.ts';
import {type Action} from '../core/state.ts';
import {Crew} from './archive/crew.ts';
import {type Clock} from './clock.ts';

export type TextSearchOptions = {
  readonly holder: {
    readonly getState: () => State;
    readonly subscribe: (listener: () => void) => () => void;
    readonly dispatch: (action: Action) => void;
  };
  readonly clock: Clock;
};

/** Workers that have had nothing to do for so long are ended, ms: the next key may ask again. */
const patience = 10_000;

/**
 * Finds out, in other processes, what only records can answer of more events than can be opened at once. What is asked
 * is read off the state; the answers are actions. The returned function ends it.
 */
export function searchTexts({holder, clock}: TextSearchOptions): () => void {
  let run: {readonly key: string; readonly stop: AbortController} | undefined;
  let crew: Crew | undefined;
  let serial = 0;

  const begin = (key: string, terms: readonly Term[]) => {
    run?.stop.abort();
    const stop = new AbortController();
    run = {key, stop};
    serial++;
    const mine = serial;
    crew ??= new Crew();
    void (async () => {
      try {
        await searchAll({terms, crew, clock, signal: stop.signal}, holder);
        run = mine === serial ? undefined : run;
        // More may have arrived while it was searched.
        look();
      } catch {
        // A worker has ended: the same question is not asked again, another one is.
        const text =
          'the search has ended by a fault: what is listed is not all; type the filter anew';
        holder.dispatch({type: 'notice', text});
      }

      await clock.wait(patience).catch(() => undefined);
      if (mine === serial) {
        await crew?.close();
        crew = undefined;
      }
    })();
  };

  const look = () => {
    const {list, filter, isFilterOff, store} = holder.getState();
    const terms = list.waiting > 0 && filter && !isFilterOff ? recordTerms(store, filter) : [];
    const key = terms.map((term) => questionOf(term)).join(' ');
    if (key === '') {
      run?.stop.abort();
    } else if (run?.key !== key) {
      begin(key, terms);
    }
  };

  const unsubscribe = holder.subscribe(look);
  look();
  return () => {
    unsubscribe();
    serial++;
    run?.stop.abort();
    void crew?.close();
  };
}

type SearchOptions = {
  readonly terms: readonly Term[];
  readonly crew: Crew;
  readonly clock: Clock;
  readonly signal: AbortSignal;
};

/** Each answer has the list looked through anew: a few times a second is enough to see it grow. */
const tellEvery = 150;

/** Searches every block that still has something to answer. */
async function searchAll(
  {terms, crew, clock, signal}: SearchOptions,
  {getState, dispatch}: TextSearchOptions['holder'],
): Promise<void> {
  const {store, visible} = getState();
  const plan = openBlocks(store, visible.finds, terms);
  const total = plan.length;
  let finds: Find[] = leftOver(store, visible.finds, terms, plan);
  let done = 0;
  let toldAt = clock.now();
  const search = async ({block, rows: unsorted, isCsv}: BlockRows) => {
    const {rows, starts, ends} = store.placesIn(unsorted);
    const hits = await crew.do('search', {block, starts, ends, isCsv, terms});
    done++;
    for (const [index, term] of terms.entries()) {
      finds.push({
        question: questionOf(term),
        rows,
        hits: hits[index] ?? new Uint8Array(rows.length),
      });
    }

    if (!signal.aborted && (done === total || clock.now() - toldAt >= tellEvery)) {
      toldAt = clock.now();
      dispatch({type: 'found', finds, done, total});
      finds = [];
    }
  };

  // A few at a time: what a newer question asks must not wait behind all of an older one.
  const waiting = plan[Symbol.iterator]();
  const work = async () => {
    for (const each of waiting) {
      if (signal.aborted) {
        return;
      }

      // eslint-disable-next-line no-await-in-loop -- one after the other is what keeps it a few
      await search(each);
    }
  };

  await Promise.all(Array.from({length: crew.size * 2}, work));
  if (finds.length > 0 && !signal.aborted) {
    dispatch({type: 'found', finds, done, total});
  }
}

/** Rows whose records are in no block, being nested too deep to be written: they are at hand. */
function leftOver(
  store: EventStore,
  finds: Finds,
  terms: readonly Term[],
  plan: readonly BlockRows[],
): Find[] {
  if (plan.length > 0) {
    return [];
  }

  return terms.map((term) => {
    const question = questionOf(term);
    const rows = store.order.filter((row) => finds.answer(question, row) === undefined);
    const test = compileRows(store, [{...term, negated: false}]);
    return {question, rows, hits: rows.map((row) => (test(row) ? 1 : 0))};
  });
}

function openBlocks(store: EventStore, finds: Finds, terms: readonly Term[]): readonly BlockRows[] {
  const answers = terms.map((term) => finds.answersTo(questionOf(term)));
  return store
    .scanPlan()
    .filter(({rows}) => answers.some((known) => rows.some((row) => (known[row] ?? 0) === 0)));
}
