import {eachRowNamed} from '../event-store/named-rows.ts';
import {type EventStore} from '../event-store.ts';
import {isInstance} from '../metric/choice.ts';
import {type Datapoint, type Series} from '../metric.ts';
import {serviceOf} from '../reading/identity.ts';
import {member, textAt} from '../json.ts';
import {belongingsOf} from '../spike/learn.ts';
import {minute, type TimeRange} from '../time.ts';
import {firstAtOrAfter, inOrder, periodOf} from './resample.ts';

/** Where a line stops: from `at` on there is no datapoint, until `until` (Infinity where none has come since). */
export type LineEnd = {
  /** The end of the last period that has a datapoint, ms since 1970. */
  readonly at: number;
  readonly until: number;
  /** The period, ms: what ended the line may have happened in the one that has no datapoint any more. */
  readonly period: number;
};

/** Why the line of an instance ends, as far as the loaded calls tell. Strings as they came from outside. */
export type Ending = LineEnd & {
  readonly id: string;
  readonly cause: EndingCause;
};

export type EndingCause =
  /** `what` was done to it by a call. `group` is its Auto Scaling group; '' where none is known. */
  | {
      readonly kind: 'stopped' | 'terminated' | 'group';
      readonly row: number;
      readonly name: string;
      readonly who: string;
      readonly time: number;
      readonly group: string;
    }
  /** AWS took its capacity back; `row` undefined where only its launch tells that it was a Spot instance. */
  | {readonly kind: 'spot'; readonly row: number | undefined; readonly time: number}
  | {readonly kind: 'unknown'};

/** A line has ended after so many periods without a datapoint, and so long: CloudWatch may be late with them. */
const latePeriods = 2;
const lateness = 15 * minute;

/** Most frames draw the same datapoints, and there may be very many. */
const endsOf = new WeakMap<
  readonly Datapoint[],
  {readonly key: string; readonly ends: readonly LineEnd[]}
>();

/**
 * The ends of a line within a range, the last one last: where it has no datapoint for longer than two periods and a
 * quarter of an hour. `known` is until when datapoints could have come.
 */
export function lineEnds(
  series: Series,
  {since, until}: TimeRange,
  known: number,
): readonly LineEnd[] {
  const points = inOrder(series.points);
  const period = periodOf(series, points);
  const least = latePeriods * period + lateness;
  const hasEnded = known - ((points.at(-1)?.time ?? Infinity) + period) > least;
  const key = `${since} ${until} ${period} ${hasEnded}`;
  const before = endsOf.get(points);
  if (before?.key === key) {
    return before.ends;
  }

  const ends: LineEnd[] = [];
  const first = Math.max(0, firstAtOrAfter(points, since) - 1);
  for (let index = first; index < points.length; index++) {
    const at = points[index]!.time + period;
    const next = points[index + 1]?.time;
    if (at >= until) {
      break;
    }

    if (at >= since && (next === undefined ? hasEnded : next - at > least)) {
      ends.push({at, until: next ?? Infinity, period});
    }
  }

  endsOf.set(points, {key, ends});
  return ends;
}

/** Calls that end a machine, by what they do. */
const endingNames: Readonly<Record<string, 'stopped' | 'terminated' | 'group' | 'spot'>> = {
  StopInstances: 'stopped',
  TerminateInstances: 'terminated',
  TerminateInstanceInAutoScalingGroup: 'group',
  BidEvictedEvent: 'spot',
};

/** A machine may take so long to shut down, and its clock and CloudWatch's period need not agree. */
const shutDown = 10 * minute;

/**
 * Why the line of a series ends: the first successful call around its end that stops or terminates this instance;
 * undefined for what is no instance. Only loaded calls can tell, up to `rowLimit`.
 */
export function endingOf(
  store: EventStore,
  {id}: Series,
  end: LineEnd,
  rowLimit = Infinity,
): Ending | undefined {
  if (!isInstance(id)) {
    return undefined;
  }

  const key = `${id} ${end.at} ${rowLimit}`;
  let known = learned.get(store);
  if (known?.version !== store.version) {
    known = {version: store.version, byEnd: new Map()};
    learned.set(store, known);
  }

  let ending = known.byEnd.get(key);
  if (!ending) {
    ending = {...end, id, cause: findCause(store, id, end, rowLimit)};
    known.byEnd.set(key, ending);
  }

  return ending;
}

type Learned = {readonly version: number; readonly byEnd: Map<string, Ending>};

const learned = new WeakMap<EventStore, Learned>();

/** When a call that ended a line may have been made. */
export function endingWindow({at, period}: LineEnd): TimeRange {
  return {since: at - period - shutDown, until: at + latePeriods * period + minute};
}

function findCause(store: EventStore, id: string, end: LineEnd, rowLimit: number): EndingCause {
  const {since, until} = endingWindow(end);
  let found: number | undefined;
  for (const row of endingRows(store)) {
    const time = store.time(row);
    const isNear = time >= since && time < until && row < rowLimit;
    const isEarlier = found === undefined || time < store.time(found);
    if (
      isNear &&
      isEarlier &&
      store.field(row, 'error').length === 0 &&
      store.field(row, 'instance').includes(id)
    ) {
      found = row;
    }
  }

  if (found !== undefined) {
    return causeOf(store, id, found);
  }

  return isSpot(store, id) ? {kind: 'spot', row: undefined, time: end.at} : {kind: 'unknown'};
}

function causeOf(store: EventStore, id: string, row: number): EndingCause {
  const name = store.field(row, 'name')[0] ?? '';
  const time = store.time(row);
  const kind = Object.hasOwn(endingNames, name) ? endingNames[name] : undefined;
  if (kind === 'spot' || kind === undefined) {
    return {kind: 'spot', row, time};
  }

  const event = store.event(row);
  const isByGroup = event !== undefined && serviceOf(event).startsWith('autoscaling');
  const [group = ''] = belongingsOf(store, id).get('group') ?? [];
  return {
    kind: isByGroup ? 'group' : kind === 'group' ? 'terminated' : kind,
    row,
    name,
    who: store.sentence(row)?.who ?? '',
    time,
    group,
  };
}

type Index = {epoch: number; rowCount: number; ending: number[]; launching: number[]};

const indexes = new WeakMap<EventStore, Index>();

/** Rows of the calls that end machines. */
function endingRows(store: EventStore): readonly number[] {
  return indexOf(store).ending;
}

function listFor(name: string): 'ending' | 'launching' | undefined {
  if (Object.hasOwn(endingNames, name)) {
    return 'ending';
  }

  return name === 'RunInstances' ? 'launching' : undefined;
}

function indexOf(store: EventStore): Index {
  let index = indexes.get(store);
  if (index?.epoch !== store.epoch) {
    index = {epoch: store.epoch, rowCount: 0, ending: [], launching: []};
    indexes.set(store, index);
  }

  const {rowCount, ending, launching} = index;
  eachRowNamed(store, rowCount, listFor, (row, kind) => {
    (kind === 'ending' ? ending : launching).push(row);
  });
  index.rowCount = store.rowCount;
  return index;
}

/** Whether the call that launched it asked for Spot capacity. */
function isSpot(store: EventStore, id: string): boolean {
  const row = indexOf(store).launching.findLast((each) =>
    store.field(each, 'instance').includes(id),
  );
  const record = row === undefined ? undefined : store.event(row)?.record;
  const items = member(member(member(record, 'responseElements'), 'instancesSet'), 'items');
  const own = Array.isArray(items)
    ? (items as readonly unknown[]).find((item) => textAt(item, 'instanceId') === id)
    : undefined;
  const request = member(record, 'requestParameters');
  return (
    textAt(own, 'instanceLifecycle') === 'spot' ||
    textAt(request, 'instanceMarketOptions', 'marketType') === 'spot'
  );
}
