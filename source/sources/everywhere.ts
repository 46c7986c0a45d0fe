import {type RegionAnswer} from '../core/loading/everywhere.ts';
import {type TrailEvent} from '../core/event.ts';
import {type PushedAttribute} from '../core/loading/passes.ts';
import {day, minute} from '../core/time.ts';
import {type RequestBudget} from './budget.ts';
import {type Clock} from './clock.ts';
import {type Lookup} from './cloudtrail.ts';
import {explain, kindOf} from './problem.ts';
import {Walk} from './walk.ts';

export type RegionSearch = {
  readonly region: string;
  readonly endpoint: string;
  readonly lookup: Lookup;
  readonly budget: RequestBudget;
  readonly clock: Clock;
  readonly attribute: PushedAttribute;
  readonly onEvents: (events: readonly TrailEvent[]) => void;
  /** So many pages came without an event. */
  readonly onEmptyPages?: (pages: number) => void;
};

const mostPages = 50;

/** Asks one region for one value over the last 90 days: its newest page. Never rejects: a failure is an answer too. */
export async function searchRegion(
  {region, endpoint, lookup, budget, clock, attribute, onEvents, onEmptyPages}: RegionSearch,
  signal: AbortSignal,
): Promise<RegionAnswer> {
  const now = clock.now();
  const walk = new Walk({since: now - 90 * day + minute, until: now + minute}, attribute, now);
  try {
    // A page may be empty and yet not the last one: AWS stops looking after a while.
    for (let page = 0; page < mostPages && !walk.isDone; page++) {
      // eslint-disable-next-line no-await-in-loop
      await budget.take('user', signal);
      // eslint-disable-next-line no-await-in-loop
      const {events, token} = await lookup.page(walk.request, signal);
      walk.take({events, token});
      if (events.length > 0) {
        onEvents(events);
        const times = events.map(({time}) => time).filter((time) => !Number.isNaN(time));
        const when =
          times.length === 0 ? {} : {oldest: Math.min(...times), newest: Math.max(...times)};
        return {status: 'hits', hits: events.length, more: token !== undefined, ...when};
      }

      onEmptyPages?.(page + 1);
    }

    return walk.isDone ? {status: 'none'} : {status: 'none', more: {pages: mostPages}};
  } catch (error) {
    const {title, kind} = explain(error, {
      action: 'cloudtrail:LookupEvents',
      loses: `the events of ${region}`,
      region,
      endpoint,
    });
    if (kind === 'throttled') {
      budget.throttled();
    }

    return isDisabled(error)
      ? {status: 'disabled', words: 'the region is not enabled for this account'}
      : {status: kind === 'denied' ? 'denied' : 'failed', words: title};
  }
}

/** A region that is not enabled knows none of the account's keys. */
function isDisabled(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return kindOf(error) === 'credentials' && /UnrecognizedClient|InvalidClientTokenId/v.test(name);
}
