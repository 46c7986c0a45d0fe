import {shownFieldOf} from '../../event-store/shown-field.ts';
import {safe, type SafeText} from '../../sanitize.ts';
import {type State} from '../../state/model.ts';
import {type Piece} from '../pieces.ts';

export type Count = {readonly value: SafeText; readonly count: number};

/** What the events of a note have in common: the most frequent callers and calls, and how many went wrong. */
export type Counts = {
  readonly who: readonly Count[];
  readonly what: readonly Count[];
  /** The accounts that the calls were made in, the most frequent ones. */
  readonly accounts: readonly Count[];
  /** How many accounts there are besides. */
  readonly moreAccounts: number;
  readonly failed: number;
  readonly denied: number;
};

/** Callers and calls that are named. */
const mostNamed = 5;

const turn: Piece = {text: '', events: 1};

/**
 * Counts events.
 *
 * @yields A turn for each.
 */
export function* counted({store, ascii}: State, rows: readonly number[]): Generator<Piece, Counts> {
  const who = new Map<string, number>();
  const what = new Map<string, number>();
  const accounts = new Map<string, number>();
  let failed = 0;
  let denied = 0;
  for (const row of rows) {
    add(who, store.field(row, shownFieldOf(store, row, 'user'))[0]);
    add(what, store.field(row, shownFieldOf(store, row, 'name'))[0]);
    add(accounts, store.field(row, 'account')[0]);
    failed += store.isClass(row, 'failed') ? 1 : 0;
    denied += store.isClass(row, 'denied') ? 1 : 0;
    yield turn;
  }

  return {
    who: most(who, ascii),
    what: most(what, ascii),
    accounts: most(accounts, ascii),
    moreAccounts: Math.max(0, accounts.size - mostNamed),
    failed,
    denied,
  };
}

function add(counts: Map<string, number>, value: string | undefined): void {
  if (value !== undefined) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
}

function most(counts: ReadonlyMap<string, number>, ascii: boolean): readonly Count[] {
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, mostNamed)
    .map(([value, count]) => ({value: safe(value, {ascii}), count}));
}
