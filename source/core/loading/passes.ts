import {type TimeRange} from '../time.ts';
import {missing, type Coverage} from './coverage.ts';

/** LookupEvents takes one attribute, exact and case-sensitive. */
export type PushedAttribute = {readonly key: string; readonly value: string};

/** One of the readings that a range is loaded in: what is pushed down to AWS, and what its coverage is called. */
export type Pass = {
  readonly kind: 'filter' | 'writes' | 'all';
  readonly pushed: string;
  readonly attribute: PushedAttribute | undefined;
};

export const pushedAll = 'all';

const allPass: Pass = {kind: 'all', pushed: pushedAll, attribute: undefined};

/** What an attribute is called in coverage: `EventName=RunInstances`. */
export function pushedName({key, value}: PushedAttribute): string {
  return `${key}=${value}`;
}

const writesAttribute: PushedAttribute = {key: 'ReadOnly', value: 'false'};
export const pushedWrites = pushedName(writesAttribute);
const writesPass: Pass = {kind: 'writes', pushed: pushedWrites, attribute: writesAttribute};

/**
 * The passes of a range in their order: what the filter lets AWS select, then the writes (about one event in twenty), then
 * everything where that is wanted.
 */
export function passesFor(
  filtered: PushedAttribute | undefined,
  isAllWanted: boolean,
): readonly Pass[] {
  const passes: Pass[] = [];
  if (filtered && pushedName(filtered) !== pushedWrites) {
    passes.push({kind: 'filter', pushed: pushedName(filtered), attribute: filtered});
  }

  return isAllWanted ? [...passes, writesPass, allPass] : [...passes, writesPass];
}

/** What a pass still has to read of a range, newest first: the parts that neither it nor a reading of everything covers. */
export function holesOf(
  pass: Pass,
  coverage: readonly Coverage[],
  region: string,
  range: TimeRange,
): readonly TimeRange[] {
  return range.since < range.until
    ? missing(coverage, region, [pass.pushed, pushedAll], range)
    : [];
}
