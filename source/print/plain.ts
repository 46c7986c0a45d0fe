import {safe, t} from '../core/sanitize.ts';
import {type State} from '../core/state.ts';
import {asciiSigns, unicodeSigns} from '../core/reading/phrase.ts';
import {formatIso} from '../core/time.ts';

export type PlainOptions = {
  readonly store: {
    getSnapshot: () => State;
    subscribe: (listener: () => void) => () => void;
  };
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
};

/**
 * One line an event and never an escape sequence, for a pipe or a terminal that can do no more: an archive newest
 * first, once; the live trail as it comes, until the reader is gone. Resolves with the exit status.
 */
export async function printPlain({store, stdout, stderr}: PlainOptions): Promise<number> {
  const {promise, resolve} = Promise.withResolvers<number>();
  const printed = new Set<number>();
  let said = '';
  let status = 0;
  stdout.on('error', () => {
    // The reader has gone: `| head` is no failure.
    resolve(status);
  });
  const look = () => {
    const state = store.getSnapshot();
    if (state.mode === 'archive' && !state.archive.isDone) {
      return;
    }

    const fresh = state.list.rows.filter((row) => !printed.has(row));
    if (state.mode === 'live') {
      fresh.reverse();
    }

    let text = '';
    for (const row of fresh) {
      printed.add(row);
      text += `${plainLine(state, row)}\n`;
    }

    if (text !== '') {
      stdout.write(text);
    }

    const trouble = troubleOf(state);
    if (trouble !== '' && trouble !== said) {
      stderr.write(trouble);
    }

    // What recovers while the trail is followed is no failure.
    status = isFailure(state) ? 1 : 0;
    said = trouble;
    if (state.mode === 'archive') {
      resolve(status);
    }
  };

  const unsubscribe = store.subscribe(look);
  look();
  const result = await promise;
  unsubscribe();
  return result;
}

function plainLine(state: State, row: number): string {
  const {ascii, store} = state;
  const sentence = store.sentence(row, ascii ? asciiSigns : unicodeSigns);
  const words = [
    sentence?.name,
    sentence?.who,
    sentence?.from,
    sentence?.what,
    sentence?.outcome.text,
  ];
  return [formatIso(store.time(row)), ...words.map((word) => safe(word || '-', {ascii}))].join(
    '  ',
  );
}

/** A remark on a file is told and is no failure. */
function isFailure({feeds, archive}: State): boolean {
  return (
    [...feeds.values()].some(({problem}) => problem) || archive.problems.some(({named}) => named)
  );
}

function troubleOf(state: State): string {
  const {ascii} = state;
  const live = [...state.feeds].flatMap(([region, {problem}]) =>
    problem
      ? [
          t`trailtop: ${safe(region, {ascii})}: ${safe(problem.title, {ascii})}. ${safe(problem.advice, {ascii})}.`,
        ]
      : [],
  );
  const archive = state.archive.problems.map(
    ({path, message}) => t`trailtop: ${safe(path, {ascii})}: ${safe(message, {ascii})}`,
  );
  return [...live, ...archive].map((line) => `${line}\n`).join('');
}
