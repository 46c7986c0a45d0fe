import {compareNewestFirst, type TrailEvent} from '../core/event.ts';
import {type PushedAttribute} from '../core/passes.ts';
import {formatIso, second, type TimeRange} from '../core/time.ts';
import {type RequestBudget} from './budget.ts';
import {type Clock, type Random} from './clock.ts';
import {type Lookup, type LookupPage} from './cloudtrail.ts';
import {EmptyAnswerError, explain, type Failure} from './problem.ts';
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
};

/** How often in a row a page is asked for again after failures that may pass, and after finding credentials again. */
const patience = {passing: 4, renewals: 2, restarts: 3};

/**
 * The events of one region's range, newest first and ties by eventID, page by page as they come. What may pass is
 * tried again: being throttled for as long as it lasts, a network or a server a few times. What does not pass ends the
 * reading with a problem that says from where on events are missing. After an abort it just ends.
 *
 * @yields Events, at most a page and a second of them, and at the end perhaps a problem.
 */
export async function* readRegion(
  source: RegionSource,
  options: ReadOptions,
): AsyncGenerator<Supplied> {
  const {range, attribute, clock, signal} = options;
  if (range.since >= range.until) {
    return;
  }

  const walk = new Walk(range, attribute, clock.now());
  let held: readonly TrailEvent[] = [];
  let failure: Failure | undefined;
  while (!walk.isDone && !failure && !signal.aborted) {
    // eslint-disable-next-line no-await-in-loop -- a page is asked for with what the one before has told
    const page = await askPage(walk, source, options);
    if ('kind' in page) {
      failure = page;
      break;
    }

    walk.take(page);
    const {ready, rest} = splitGroups([...held, ...page.events]);
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

/** The walk's next page, or why there is none. */
async function askPage(
  walk: Walk,
  {region, endpoint, lookup, budget}: RegionSource,
  {clock, random, signal}: ReadOptions,
): Promise<LookupPage | Failure> {
  const left = {...patience};
  const again = async (failures: number) => {
    await clock.wait(second * 2 ** failures * (0.5 + random() / 2), signal);
  };

  for (;;) {
    try {
      await budget.take('user', signal);
      const {token} = walk.request;
      const page = await lookup.page(walk.request, signal);
      if (token !== undefined && page.token === token && page.events.length === 0) {
        throw new EmptyAnswerError('the answer leads back to itself');
      }

      return page;
    } catch (error) {
      const failure = explain(error, {
        action: 'cloudtrail:LookupEvents',
        loses: `the events of ${region}`,
        region,
        endpoint,
      });
      if (signal.aborted) {
        return failure;
      }

      const isWorthwhile = await mend(failure);
      if (!isWorthwhile) {
        return failure;
      }
    }
  }

  /** Whether to ask again, once that has a chance. */
  async function mend({kind}: Failure): Promise<boolean> {
    switch (kind) {
      case 'throttled': {
        budget.throttled();
        return true;
      }

      case 'token': {
        walk.restart();
        return left.restarts-- > 0;
      }

      case 'expired':
      case 'credentials': {
        return left.renewals-- > 0 && renewed();
      }

      case 'network':
      case 'answer':
      case 'server': {
        if (left.passing-- <= 0) {
          return false;
        }

        return waited(again(patience.passing - 1 - left.passing));
      }

      case 'denied':
      case 'region':
      case 'aborted':
      case 'other': {
        return false;
      }
    }
  }

  async function renewed(): Promise<boolean> {
    try {
      await lookup.renew();
    } catch {
      // There are none: a last attempt says so in AWS's words, or finds those that have come meanwhile.
      return left.renewals > 0 && waited(again(0));
    }

    return true;
  }

  async function waited(pause: Promise<void>): Promise<boolean> {
    try {
      await pause;
      return true;
    } catch {
      return false;
    }
  }
}

/** Nothing is tried again once this is said, so what only a monitor does by itself is left out. */
function sayFailure(region: string, {title, advice}: Failure, walk: Walk): string {
  const todo = advice.split('; ').filter((part) => part !== '' && !part.includes('by itself'));
  const missing =
    walk.pages === 0 ? [] : [`events of ${region} before ${formatIso(walk.reached)} are missing`];
  return `${region}: ${[title, ...todo, ...missing].join('; ')}`;
}
