import {type EventStore} from '../event-store.ts';
import {isInstance} from '../metric/choice.ts';
import {callerKey, mintOf} from '../pivots/minted.ts';
import {isInstanceId} from '../reading/instances.ts';
import {positionsWithin} from '../state/visible.ts';
import {minute, type TimeRange} from '../time.ts';
import {noneTold, type Belongings, type Told} from './belongings.ts';
import {explainingCalls} from './fold.ts';
import {belongingsOf} from './learn.ts';
import {isScaled} from './membership.ts';
import {openCall, type OpenedCall} from './opened.ts';
import {
  behindPart,
  chainPart,
  isLabelling,
  ownParts,
  sameKeyPart,
  standingOf,
  standings,
  tieOf,
  total,
  type ScorePart,
  type Standing,
} from './score.ts';

/** What is asked: the calls before a change of a machine. */
export type BeforeQuestion = {
  /** Of the machine; of the line of an Auto Scaling group its id as a series. */
  readonly instance: string;
  /** When the change begins, and how long its first period is, ms. */
  readonly begin: number;
  readonly period: number;
  /** How far back to look, ms; undefined chooses by what the machine is. */
  readonly lookBack: number | undefined;
  /** Rows from this one on are not looked at: the screen was frozen before they came. */
  readonly rowLimit: number;
  /** What is known of machines beside the events. */
  readonly told?: Told;
  /** The row that is asked about itself: it is not among what came before it. */
  readonly except?: number | undefined;
};

/** A call before the change, and why it stands where it does. */
export type BeforeCall = {
  readonly row: number;
  readonly time: number;
  readonly parts: readonly ScorePart[];
  readonly score: number;
  readonly standing: Standing;
  /** The call that handed its key out, where that is loaded. */
  readonly mint: number | undefined;
  /** The service that made it; '' where nobody stood between. */
  readonly through: string;
  /** Calls of services that it explains, oldest first. */
  readonly folded: readonly FoldedCall[];
};

/** `tie`: the points for what it names of the machine; 0 for nothing. */
export type FoldedCall = {readonly row: number; readonly time: number; readonly tie: number};

export type BeforeAnswer = {
  /** What may explain the change first, then what has to do with it, then the rest; the best of each first. */
  readonly calls: readonly BeforeCall[];
  /** The time that was looked at, to the end of the change's first period. */
  readonly range: TimeRange;
  readonly lookBack: number;
  /** Loaded calls of that time, the writes among them, and the reads that are not listed since they name nothing of the machine. */
  readonly looked: number;
  readonly writes: number;
  /** So many of them are judged by their time and columns only: there were too many to open the record of each. */
  readonly unopened: number;
  /** Writes of that time whose records were opened and that are not listed: they only label, log or watch, and name nothing of it. */
  readonly unlisted: number;
  readonly belongings: Belongings;
  readonly isMember: boolean;
};

export const lookBacks = {alone: 15 * minute, member: 60 * minute} as const;

/** So many records are opened for one answer. */
const mostOpened = 200;

/** The calls before a change, ordered by a score; all of them loaded events, whatever the list filters. */
export function callsBefore(store: EventStore, question: BeforeQuestion): BeforeAnswer {
  const {instance, begin, period, told = noneTold} = question;
  const belongings = belongingsOf(store, instance, told);
  const isMember = belongings.has('group') || isScaled(store, instance);
  const lookBack = question.lookBack ?? (isMember ? lookBacks.member : lookBacks.alone);
  const range = {since: begin - lookBack, until: begin + period};
  const {rows, looked, writes, unopened} = candidatesIn(store, range, question, belongings);
  const word = isInstance(instance) && !isInstanceId(instance) ? instance : '';
  const opened = rows.flatMap((row) => openCall(store, row, word) ?? []);
  const openedWrites = opened.filter(({isWrite}) => isWrite).map(({row}) => row);
  const tied = new Map<OpenedCall, ScorePart>();
  for (const call of opened) {
    const tie = tieOf(call, instance, belongings);
    if (tie) {
      tied.set(call, tie);
    }
  }

  const causes = explainingCalls(opened, (id) => belongingsOf(store, id, told));
  const minters = mintersOf(
    store,
    [...tied.keys(), ...[...causes].flatMap(([call, cause]) => (tied.has(call) ? cause : []))],
    range,
  );
  for (const row of minters.keys()) {
    const known = opened.find((call) => call.row === row) ?? openCall(store, row);
    if (known && !opened.includes(known)) {
      opened.push(known);
    }
  }

  const weighed = opened
    .filter((call) => !causes.has(call))
    .map((call) => {
      const folded = opened
        .filter((each) => each.isWrite && causes.get(each) === call)
        .sort((a, b) => a.time - b.time);
      const parts = partsOf(call, {
        tie: tied.get(call),
        folded: folded.map((each) => ({call: each, tie: tied.get(each)?.points ?? 0})),
        minted: minters.get(call.row),
        own: ownParts(call, {instance, begin, lookBack}),
      });
      return {call, parts, folded};
    });
  const explaining = new Map<string, string>();
  for (const {call, parts} of weighed.toSorted((a, b) => total(a.parts) - total(b.parts))) {
    // The best one of a key comes last, and stays.
    if (call.key !== '' && call.through === '' && standingOf(parts) === 'explains') {
      explaining.set(call.key, call.name);
    }
  }

  const calls = weighed
    .map(({call, parts, folded}): BeforeCall & {readonly call: OpenedCall} => {
      const name = explaining.get(call.key);
      const isSame = name !== undefined && call.isWrite && standingOf(parts) === 'other';
      const all = isSame ? [sameKeyPart(name), ...parts] : parts;
      return {
        call,
        row: call.row,
        time: call.time,
        parts: all,
        score: total(all),
        standing: standingOf(all),
        mint: call.key === '' ? undefined : mintOf(store, call.key),
        through: call.through,
        folded: folded.map((each) => ({
          row: each.row,
          time: each.time,
          tie: tied.get(each)?.points ?? 0,
        })),
      };
    })
    .filter(({call, standing}) => isWorthListing(call, standing))
    .sort(
      (a, b) =>
        standings.indexOf(a.standing) - standings.indexOf(b.standing) ||
        b.score - a.score ||
        b.time - a.time ||
        b.row - a.row,
    );
  const listed = new Set(
    calls.flatMap(({row, folded}) => [row, ...folded.map((each) => each.row)]),
  );
  const unlisted = openedWrites.filter((row) => !listed.has(row)).length;
  return {calls, range, lookBack, looked, writes, unopened, unlisted, belongings, isMember};
}

/** What a service reads is nobody's doing, and a call that names nothing of the machine is listed only where it changed something. */
function isWorthListing({isWrite, name, through}: OpenedCall, standing: Standing): boolean {
  const isTied = standing !== 'other';
  return isWrite ? isTied || !isLabelling(name) : isTied && through === '';
}

type Found = {
  readonly tie: ScorePart | undefined;
  readonly folded: ReadonlyArray<{readonly call: OpenedCall; readonly tie: number}>;
  readonly minted: string | undefined;
  readonly own: readonly ScorePart[];
};

function partsOf(call: OpenedCall, {tie, folded, minted, own}: Found): readonly ScorePart[] {
  const behind = call.outcome === 'ok' ? behindPart(tie?.points ?? 0, folded) : undefined;
  const isMinter = minted !== undefined && call.outcome === 'ok';
  const parts = [
    ...(behind ? [behind] : []),
    ...(tie ? [tie] : []),
    ...(isMinter ? [chainPart(minted)] : []),
  ];
  // Who assumes a role reads nothing: it is the first step of what the key then did.
  return [...parts, ...own.filter(({kind}) => !(isMinter && kind === 'read'))];
}

/** The calls that handed out the keys of tied calls, within the range, and what was then done with the key. */
function mintersOf(
  store: EventStore,
  calls: readonly OpenedCall[],
  {since, until}: TimeRange,
): ReadonlyMap<number, string> {
  const minters = new Map<number, string>();
  for (const {key, name, outcome, isWrite, through} of calls) {
    if (key === '' || outcome !== 'ok' || !isWrite || through !== '' || isLabelling(name)) {
      continue;
    }

    const seen = new Set<string>();
    let current = key;
    while (current !== '' && !seen.has(current)) {
      seen.add(current);
      const row = mintOf(store, current);
      if (row === undefined) {
        break;
      }

      const time = store.time(row);
      if (time >= since && time < until && !minters.has(row)) {
        minters.set(row, name);
      }

      current = callerKey(store, row);
    }
  }

  return minters;
}

/**
 * The rows of a time that are worth opening, by what the columns say: what names the machine or something of it, writes,
 * and the nearest of them.
 */
function candidatesIn(
  store: EventStore,
  range: TimeRange,
  {instance, begin, rowLimit, except}: BeforeQuestion,
  belongings: Belongings,
): Pick<BeforeAnswer, 'looked' | 'writes' | 'unopened'> & {readonly rows: readonly number[]} {
  const names = new Set([...belongings.values()].flatMap((each) => [...each]));
  const [from, to] = positionsWithin(store, range);
  const {order} = store;
  const ranked: Array<{readonly row: number; readonly rank: number}> = [];
  let looked = 0;
  let writes = 0;
  for (let position = from; position < to; position++) {
    const row = order[position] ?? -1;
    if (row >= rowLimit || row === except || store.isSuperseded(row) || store.isClass(row, 'own')) {
      continue;
    }

    looked++;
    const isWrite = store.isClass(row, 'write');
    writes += isWrite ? 1 : 0;
    const tie = store.field(row, 'instance').includes(instance)
      ? 100
      : store.field(row, 'resource').some((name) => names.has(name) || name === instance)
        ? 60
        : 0;
    if (!isWrite && tie === 0) {
      continue;
    }

    const scaling = isWrite && store.field(row, 'source')[0]?.startsWith('autoscaling') ? 40 : 0;
    const failed = store.isClass(row, 'failed') ? -60 : 0;
    const nearness =
      20 * (1 - Math.min(1, Math.abs(begin - store.time(row)) / (begin - range.since)));
    ranked.push({row, rank: tie + (isWrite ? 20 : 0) + scaling + failed + nearness});
  }

  ranked.sort((a, b) => b.rank - a.rank);
  const rows = ranked.slice(0, mostOpened).map(({row}) => row);
  return {rows, looked, writes, unopened: ranked.length - rows.length};
}
