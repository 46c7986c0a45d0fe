import {type SafeText} from '../core/sanitize.ts';
import {type State} from '../core/state.ts';
import {eventLine} from '../core/spoken/event.ts';
import {Journal, type News} from '../core/spoken/journal.ts';
import {formatIso} from '../core/time.ts';

export type PlainOptions = {
  readonly store: {
    getSnapshot: () => State;
    subscribe: (listener: () => void) => () => void;
  };
  /** `--follow`: an archive oldest first as well. */
  readonly isFollowing: boolean;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
};

/**
 * One line an event and never an escape sequence, for a pipe or a terminal that can do no more: an archive newest
 * first, once; the live trail oldest first and then as it comes, until the reader is gone. Between live events,
 * lines that begin with a time and `--` tell of the charted series and of how complete all is. What does not work
 * goes to `stderr`. Resolves with the exit status.
 */
export async function printPlain(options: PlainOptions): Promise<number> {
  const {store, isFollowing, stdout, stderr} = options;
  const {promise, resolve} = Promise.withResolvers<number>();
  const isLive = store.getSnapshot().mode === 'live';
  const journal = new Journal(isLive || isFollowing ? 'oldest first' : 'newest first');
  let status = 0;
  const onGone = () => {
    // The reader has gone: `| head` is no failure.
    resolve(status);
  };

  stdout.on('error', onGone);
  // Whoever does not read what went wrong still reads the events.
  stderr.on('error', () => undefined);
  const look = () => {
    const state = store.getSnapshot();
    if (!isLive && !state.archive.isDone) {
      return;
    }

    const news = journal.next(state);
    const text = linesOf(state, news, isLive);
    if (text !== '') {
      stdout.write(text);
    }

    const troubles = news.troubles.map((words) => `trailtop: ${words}\n`).join('');
    if (troubles !== '') {
      stderr.write(troubles);
    }

    // What recovers while the trail is followed is no failure.
    status = isFailure(state) ? 1 : 0;
    if (news.isOver) {
      resolve(status);
    }
  };

  const unsubscribe = store.subscribe(look);
  look();
  const result = await promise;
  unsubscribe();
  return result;
}

/** An archive is its events and nothing else. */
function linesOf(state: State, {rows, before, after}: News, isLive: boolean): string {
  const said = (words: SafeText) => `${formatIso(state.now)}  -- ${words}\n`;
  const remarks = (lines: readonly SafeText[]) => (isLive ? lines.map((line) => said(line)) : []);
  return [
    ...remarks(before),
    ...rows.map((row) => `${eventLine(state, row)}\n`),
    ...remarks(after),
  ].join('');
}

/** A remark on a file is told and is no failure. */
function isFailure({feeds, archive, recording}: State): boolean {
  return (
    [...feeds.values()].some(({problem}) => problem) ||
    archive.problems.some(({named}) => named) ||
    Boolean(recording?.problem)
  );
}
