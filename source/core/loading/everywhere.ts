import {type EventStore} from '../event-store.ts';
import {type Problem} from '../problem.ts';
import {type PushedAttribute} from './passes.ts';

/** One value that LookupEvents can search by, and what it is to a person. */
export type EverywhereChoice = {readonly label: string; readonly attribute: PushedAttribute};

/**
 * What one region answered. `more`: there is more than the pages that were read; of a region without hits so many pages
 * came without one. `oldest` and `newest`: when the hits that were read were, ms since 1970.
 */
export type RegionAnswer =
  | {readonly status: 'asking'; readonly pages?: number}
  | {
      readonly status: 'hits';
      readonly hits: number;
      readonly more: boolean;
      readonly oldest?: number;
      readonly newest?: number;
    }
  | {readonly status: 'none'; readonly more?: {readonly pages: number}}
  | {readonly status: 'denied' | 'disabled' | 'failed'; readonly words: string};

/** A search for one value in every region. */
export type Everywhere = {
  readonly choice: EverywhereChoice;
  /** Tells searches apart: answers to an older one are dropped. */
  readonly request: number;
  readonly answers: ReadonlyMap<string, RegionAnswer>;
  /** Why only the watched regions are searched: which ones are enabled could not be asked. */
  readonly lacks?: Problem;
};

/**
 * The values of an event that every region can be asked for, the most telling first: access key, user name, resources,
 * event name, event id. Exact outside strings.
 */
export function everywhereChoices(store: EventStore, row: number): readonly EverywhereChoice[] {
  const choices: EverywhereChoice[] = [];
  const add = (label: string, key: string, values: readonly string[], most = 1) => {
    for (const value of values.slice(0, most)) {
      choices.push({label, attribute: {key, value}});
    }
  };

  add('access key', 'AccessKeyId', store.field(row, 'key'));
  // The call that handed a key out lists it among its resources.
  add('minting of', 'ResourceName', store.field(row, 'key'));
  add('user', 'Username', store.field(row, 'user'));
  add('instance', 'ResourceName', store.field(row, 'instance'), 3);
  add('resource', 'ResourceName', store.field(row, 'resource'), 3);
  add('event', 'EventName', store.field(row, 'name'));
  add('event id', 'EventId', store.field(row, 'id'));
  const seen = new Set<string>();
  return choices.filter(({attribute: {key, value}}) => {
    const name = `${key}=${value}`;
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

/** When the hits of all regions were; undefined where there are none. */
export function whenFound(
  everywhere: Everywhere | undefined,
): {readonly oldest: number; readonly newest: number} | undefined {
  const times = [...(everywhere?.answers.values() ?? [])].flatMap((answer) =>
    answer.status === 'hits' && answer.oldest !== undefined && answer.newest !== undefined
      ? [answer.oldest, answer.newest]
      : [],
  );
  return times.length === 0 ? undefined : {oldest: Math.min(...times), newest: Math.max(...times)};
}
