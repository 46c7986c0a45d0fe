import {emptyWords} from '../select/empty.ts';
import {feedTroubles, problemSentences} from '../select/troubles.ts';
import {grouped} from '../select/numbers.ts';
import {moment} from '../select/moment.ts';
import {isTooOld, isWhole, listReach} from '../loading/reach.ts';
import {joinSafe, safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {isAllWanted, isLoadingWanted, zoneOf, type State} from '../state/model.ts';
import {lineText} from '../text.ts';
import {minute, second} from '../time.ts';
import {SeriesWords} from './series.ts';
import {statusKind, statusWords} from './status.ts';

/** What is to be written next, in its order. */
export type News = {
  /** Rows that were not given before. */
  readonly rows: readonly number[];
  /** In front of the rows: what they are, where they are not simply the next ones. */
  readonly before: readonly SafeText[];
  /** Behind the rows: datapoints, completeness, what works again. */
  readonly after: readonly SafeText[];
  /** What does not work and was not said before. */
  readonly troubles: readonly SafeText[];
  /** What is here of the range is told from now on: the first time that rows can be given. */
  readonly isOpening: boolean;
  /** Nothing more will come. */
  readonly isOver: boolean;
};

/**
 * How long the reading of a range is waited for, so that its events can be told in their order: so long at least, for as
 * long as it will soon be done, and so long at most. Then what is here is told, and the rest comes behind it.
 */
const patience = {least: 20 * second, soon: 30 * second, most: 90 * second};

/** The status is told again after so long, though nothing of its kind has changed; and never sooner than the other. */
const statusInterval = 15 * minute;
const statusPause = 15 * second;

/**
 * What the monitor tells where it has no screen: every event once, oldest first as far as it can be; charted series;
 * how complete all that is; what does not work. Pure but for what it remembers having told.
 */
export class Journal {
  readonly #order: 'oldest first' | 'newest first';
  readonly #told = new Set<number>();
  readonly #series = new SeriesWords();
  #list: State['list'] | undefined;
  #oldest = Infinity;
  #begun: number | undefined;
  #isOpen = false;
  #status = {kind: '', at: -Infinity};
  #troubles: readonly SafeText[] = [];
  #notice = '';

  /** Archives may be told newest first; what is live is always oldest first. */
  constructor(order: 'oldest first' | 'newest first') {
    this.#order = order;
  }

  /** What a state has that no state before it had. */
  next(state: State): News {
    const isLive = state.mode === 'live';
    const before: SafeText[] = [];
    if (isLive && this.#begun === undefined) {
      before.push(t`${statusWords(state)}: reading, the oldest events come first`);
    }

    this.#begun ??= state.now;
    const wasOpen = this.#isOpen;
    this.#isOpen ||= isRead(state) || (isLive && isTooLong(state, state.now - this.#begun));
    const rows = this.#isOpen ? this.#rows(state) : [];
    if (isLive && rows.length > 0) {
      before.push(...this.#olderWords(state, rows, wasOpen));
    }

    const {troubles, mended} = this.#troublesOf(state);
    const isOpening = this.#isOpen && !wasOpen;
    return {
      rows,
      before,
      after: [
        ...mended,
        ...(isOpening && rows.length === 0 ? [emptyText(state)] : []),
        ...(isLive ? this.#series.news(state) : []),
        ...(isLive && this.#isOpen ? this.#statusNews(state) : []),
      ],
      troubles,
      isOpening,
      isOver: this.#isOpen && (!isLive || (state.choice.kind === 'fixed' && isRead(state))),
    };
  }

  #rows({list, store}: State): readonly number[] {
    if (list === this.#list) {
      return [];
    }

    this.#list = list;
    const fresh = list.rows.filter((row) => !this.#told.has(row));
    for (const row of fresh) {
      this.#told.add(row);
    }

    this.#forget(list.rows, store.count);
    return this.#order === 'newest first' ? fresh : fresh.toReversed();
  }

  /** What has gone from memory never comes back under its number. */
  #forget(rows: readonly number[], kept: number): void {
    if (this.#told.size > 10_000 && this.#told.size > 2 * kept) {
      this.#told.clear();
      for (const row of rows) {
        this.#told.add(row);
      }
    }
  }

  /** Events that were read later than newer ones are announced, since they are not the next ones. */
  #olderWords(state: State, rows: readonly number[], wasOpen: boolean): readonly SafeText[] {
    const times = rows.map((row) => state.store.time(row)).filter((time) => !Number.isNaN(time));
    const [first = Infinity] = times;
    const last = times.findLast((time) => time < this.#oldest) ?? first;
    const count = times.filter((time) => time < this.#oldest).length;
    const isOlder = wasOpen && this.#oldest !== Infinity && count > 0;
    this.#oldest = Math.min(this.#oldest, first);
    const at = (time: number) => moment(time, state, zoneOf(state));
    return isOlder
      ? [t`${grouped(count)} older events, read only now: ${at(first)} to ${at(last)}`]
      : [];
  }

  #troublesOf(state: State): {troubles: readonly SafeText[]; mended: readonly SafeText[]} {
    const now = troublesOf(state);
    const before = this.#troubles;
    this.#troubles = now;
    const known = new Set<string>(before);
    const troubles = now.filter((words) => !known.has(words));
    const notice = state.notice === this.#notice ? t`` : safe(state.notice, {ascii: state.ascii});
    this.#notice = state.notice;
    // The first file that cannot be read is noticed on the screen as well.
    const isTold = notice === '' || now.includes(notice);
    return {
      troubles: isTold ? troubles : [...troubles, notice],
      mended: before.length > 0 && now.length === 0 ? [t`everything can be read again`] : [],
    };
  }

  #statusNews(state: State): readonly SafeText[] {
    const kind = statusKind(state);
    const since = state.now - this.#status.at;
    if (since < statusPause || (kind === this.#status.kind && since < statusInterval)) {
      return [];
    }

    this.#status = {kind, at: state.now};
    return [statusWords(state)];
  }
}

/** Whether all that is to be read of the range now is here, or nothing of it can be. */
function isRead(state: State): boolean {
  if (state.list.waiting > 0) {
    return false;
  }

  if (state.mode === 'archive') {
    return state.archive.isDone;
  }

  const {back, writes} = listReach(state);
  return (
    isTooOld(state) ||
    !isLoadingWanted(state) ||
    isWhole(state, back) ||
    (!isAllWanted(state) && isWhole(state, writes))
  );
}

function isTooLong({feeds, rate}: State, waited: number): boolean {
  const left = Math.max(0, ...[...feeds.values()].map(({progress}) => progress?.left ?? 0));
  const isSoon = (left / rate) * second <= patience.soon;
  return waited >= patience.most || (waited >= patience.least && !isSoon);
}

/** Everything that does not work now, a sentence each. */
export function troublesOf(state: State): readonly SafeText[] {
  const {ascii, chart, archive} = state;
  return [
    ...feedTroubles(state),
    ...(chart.problem ? [t`chart: ${problemSentences(chart.problem, ascii)}`] : []),
    ...archive.problems.map(
      ({path, message}) => t`${safe(path, {ascii})}: ${safe(message, {ascii})}`,
    ),
  ];
}

/** Why there is no event, as one line. */
export function emptyText(state: State): SafeText {
  const lines = emptyWords(state, Infinity).map((line) => stillSafe(lineText(line).trim()));
  return joinSafe(
    lines.filter((line) => line !== ''),
    t` `,
  );
}
