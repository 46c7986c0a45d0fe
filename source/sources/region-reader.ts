import {compareNewestFirst, type TrailEvent} from '../core/event.ts';
import {type PushedAttribute} from '../core/loading/passes.ts';
import {formatIso, type TimeRange} from '../core/time.ts';
import {type RequestBudget} from './budget.ts';
import {type Clock, type Random} from './clock.ts';
import {type Lookup, type LookupPage} from './cloudtrail.ts';
import {EmptyAnswerError, explain, type Failure} from './problem.ts';
import {Recovery} from './recovery.ts';
import {type Supplied} from './supplied.ts';
import {Walk} from './walk.ts';

/** One region, and how it is asked. */
export type RegionSource = {
  readonly region: string;
  /** The endpoint that was given, '' for AWS's own. */
  readonly endpoint: string;
  readonly lookup: Lookup;
  readonly budget: RequestBudget;
};

export type ReadOptions = {
  readonly range: TimeRange;
  readonly attribute: PushedAttribute | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  /** A network or a server is waited for without end. */
  readonly isPatient?: boolean;
};

/**
 * The events of one region's range, newest first and ties by eventID, page by page as they come. What may pass is
 * tried again: being throttled for as long as it lasts, a network or a server a few times, or without end. What does not pass ends the
 * reading with a problem that says from where on events are missing. After an abort it just ends.
 *
 * @yields Events, at most a page and a second of them, and at the end perhaps a problem.
 */
export async function* readRegion(
  source: RegionSource,
  options: ReadOptions,
): AsyncGenerator<Supplied> {
  const {range, attribute, clock, signal} = options;
  const walk = new Walk(range, attribute, clock.now());
  walk.isDone = range.since >= range.until;
  const recovery = new Recovery({...source, ...options});
  let held: readonly TrailEvent[] = [];
  let failure: Failure | undefined;
  while (!walk.isDone && !signal.aborted) {
    // eslint-disable-next-line no-await-in-loop -- a page is asked for with what the one before has told
    const answer = await ask(walk, source, signal);
    if ('kind' in answer) {
      // eslint-disable-next-line no-await-in-loop -- as above
      const isHopeful = !signal.aborted && (await recovery.mayAskAgain(answer, walk));
      if (!isHopeful) {
        failure = answer;
        break;
      }

      if (recovery.isWorthSaying) {
        const message = `${source.region}: ${answer.title}; ${answer.advice}`;
        yield {kind: 'problem', message, isFailure: false};
      }

      continue;
    }

    const {reached} = walk;
    walk.take(answer);
    recovery.worked(walk.reached < reached);
    const {ready, rest} = splitGroups([...held, ...answer.events]);
    held = rest;
    if (ready.length > 0) {
      yield {kind: 'events', events: ready};
    }
  }

  if (held.length > 0 && !signal.aborted) {
    yield {kind: 'events', events: inOrder(held)};
  }

  if (failure && !signal.aborted) {
    yield {kind: 'problem', message: sayFailure(source.region, failure, walk), isFailure: true};
  }
}

/** The walk's next page, or why there is none. */
async function ask(
  walk: Walk,
  {region, endpoint, lookup, budget}: RegionSource,
  signal: AbortSignal,
): Promise<LookupPage | Failure> {
  try {
    await budget.take('user', signal);
    const {request} = walk;
    const page = await lookup.page(request, signal);
    if (request.token !== undefined && page.token === request.token && page.events.length === 0) {
      throw new EmptyAnswerError('the answer leads back to itself');
    }

    return page;
  } catch (error) {
    return explain(error, {
      action: 'cloudtrail:LookupEvents',
      loses: `the events of ${region}`,
      region,
      endpoint,
    });
  }
}

/**
 * Events in the order of AWS, in order; the last ones of the same time are kept back, since more of that time may
 * follow on the next page.
 */
function splitGroups(events: readonly TrailEvent[]): {
  readonly ready: readonly TrailEvent[];
  readonly rest: readonly TrailEvent[];
} {
  const last = events.at(-1)?.time ?? Number.NaN;
  const end = events.findLastIndex(({time}) => !Object.is(time, last)) + 1;
  return {ready: inOrder(events.slice(0, end)), rest: events.slice(end)};
}

/** Stays as AWS has it but for neighbours of the same time. */
function inOrder(events: readonly TrailEvent[]): readonly TrailEvent[] {
  const ordered: TrailEvent[] = [];
  for (let start = 0; start < events.length;) {
    const time = events[start]?.time;
    let end = start + 1;
    while (end < events.length && Object.is(events[end]?.time, time)) {
      end++;
    }

    ordered.push(...events.slice(start, end).sort(compareNewestFirst));
    start = end;
  }

  return ordered;
}

/** Nothing is tried again once this is said, so what only a monitor does by itself is left out. */
function sayFailure(region: string, {title, advice}: Failure, walk: Walk): string {
  const todo = advice.split('; ').filter((part) => part !== '' && !part.includes('by itself'));
  const missing =
    walk.pages === 0 ? [] : [`events of ${region} before ${formatIso(walk.reached)} are missing`];
  return `${region}: ${[title, ...todo, ...missing].join('; ')}`;
}
