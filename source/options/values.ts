import {parseFilter, type Filter} from '../core/filter.ts';
import {type PushedAttribute} from '../core/loading/passes.ts';
import {type RangeChoice} from '../core/state/range.ts';
import {isBackwards, startOf} from '../core/state/said-range.ts';
import {
  day,
  formatDuration,
  hour,
  minute,
  parseAgo,
  parseDuration,
  parseIso,
  parseMoment,
  utc,
  type Zone,
} from '../core/time.ts';
import {vocabularyOf} from '../core/filter/vocabulary.ts';
import {type ColorChoice} from '../terminal/capabilities.ts';
import {UsageError} from './usage-error.ts';

export type OptionSurroundings = {
  readonly now: number;
  readonly localZone: Zone;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether there is a file or folder of that name; without it, words that look like values are values. */
  readonly isPath?: (word: string) => boolean;
};

export const outputFormats = ['table', 'jsonl', 'json', 'csv'] as const;
export type OutputFormat = (typeof outputFormats)[number];

export function readOutput(text: string | undefined): OutputFormat | undefined {
  const format = outputFormats.find((each) => each === text);
  if (text !== undefined && format === undefined) {
    throw new UsageError(`--output takes ${outputFormats.join(', ')}, not "${text}"`);
  }

  return format;
}

const lookupKeys = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;

/** `AttributeKey=EventName,AttributeValue=RunInstances`, as the AWS CLI writes it. */
export function readLookupAttribute(text: string | undefined): PushedAttribute | undefined {
  if (text === undefined) {
    return undefined;
  }

  const groups = /^AttributeKey=(?<key>[^,]+),AttributeValue=(?<value>.+)$/sv.exec(text)?.groups;
  const key = lookupKeys.find((each) => each === groups?.['key']);
  if (!groups || key === undefined) {
    throw new UsageError(
      `--lookup-attributes takes AttributeKey=KEY,AttributeValue=VALUE with one of ${lookupKeys.join(', ')}`,
    );
  }

  return {key, value: groups['value'] ?? ''};
}

export function readPort(port: number | undefined): number {
  if (port === undefined) {
    return 0;
  }

  if (!Number.isSafeInteger(port) || port < 1 || port > 65_535) {
    throw new UsageError('--demo-port takes a port from 1 to 65535');
  }

  return port;
}

export function readRegions(
  given: readonly string[],
  env: OptionSurroundings['env'],
): readonly string[] {
  const named = given.flatMap((list) => list.split(',')).filter(Boolean);
  // An empty variable is as good as none.
  const found = [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find(Boolean);
  const regions = found && named.length === 0 ? [found] : named;
  for (const region of regions) {
    if (region !== 'all' && !/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/v.test(region)) {
      throw new UsageError(`"${region}" is no region: they look like us-east-1`);
    }
  }

  return [...new Set(regions)];
}

/** So many lines can be told apart in one chart. */
const mostInstances = 8;

export function readInstances(given: readonly string[]): readonly string[] {
  const ids = [...new Set(given.flatMap((list) => list.split(',')).filter(Boolean))];
  if (ids.length > mostInstances) {
    throw new UsageError(
      `--instance: ${ids.length} instances are named, and one chart draws ${mostInstances} at the most`,
    );
  }

  return ids;
}

export function readUrl(text: string): string {
  if (text !== '' && !(/^https?:\/\//v.test(text) && URL.canParse(text))) {
    throw new UsageError(`--endpoint-url takes a URL such as http://127.0.0.1:4566, not "${text}"`);
  }

  return text;
}

export function readNumber(flag: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= least && number <= most)) {
    throw new UsageError(`${flag} takes a number from ${least} to ${most}, not "${text}"`);
  }

  return number;
}

export function readColor(text: string): ColorChoice {
  if (text !== 'auto' && text !== 'on' && text !== 'off') {
    throw new UsageError(`--color takes auto, on or off, not "${text}"`);
  }

  return text;
}

export function readFilter(text: string | undefined): Filter | undefined {
  if (text === undefined || text.trim() === '') {
    return undefined;
  }

  const answer = parseFilter(text, vocabularyOf([], true));
  if (!answer.ok) {
    const {column, message, hint} = answer.problem;
    const more = hint === undefined ? '' : `: ${hint}`;
    throw new UsageError(`--filter, column ${column}: ${message}${more}`);
  }

  return answer.filter;
}

/** How long a range may be, ms, and why. */
export type Furthest = {readonly span: number; readonly words: string};

const lookupEvents: Furthest = {
  span: 90 * day,
  words: 'CloudTrail answers for the last 90 days only (90d)',
};

export function readRange(
  since: string | undefined,
  until: string | undefined,
  isArchive: boolean,
  zoneName: 'utc' | 'local',
  {now, localZone}: OptionSurroundings,
  furthest: Furthest = lookupEvents,
): RangeChoice {
  if (since === undefined && until === undefined) {
    return isArchive ? {kind: 'all'} : {kind: 'live', span: hour};
  }

  const zone = zoneName === 'local' ? localZone : utc;
  const span = since === undefined ? hour : parseDuration(since);
  if (span !== undefined && span > furthest.span && !isArchive) {
    throw new UsageError(`--since: ${furthest.words}`);
  }

  if (span !== undefined && (until === undefined || until === 'now')) {
    return {kind: 'live', span: Math.max(minute, span)};
  }

  const to = until ?? 'now';
  const end = moment('--until', to, now, zone);
  // Without a beginning it is the hour before the end, also where that is told as so long ago.
  const from = since ?? formatDuration(hour + (parseAgo(to) ?? 0));
  const start = startOf(from, to, {now, end, zone});
  if (Number.isNaN(start)) {
    throw noMoment('--since', from);
  }

  const isFixed = isMoment(until) && (isMoment(since) || span !== undefined);
  if (isBackwards(from, to) || (start >= end && (isFixed || !isArchive))) {
    throw new UsageError('the range ends before it begins: --since must be before --until');
  }

  return isArchive && !isFixed
    ? {kind: 'said', since: from, until: to, margin: 0, zone}
    : {kind: 'fixed', since: start, until: end};
}

/** Whether it is the same moment whatever it is counted from. */
export function isMoment(text: string | undefined): boolean {
  return text !== undefined && !Number.isNaN(parseIso(text));
}

function moment(flag: string, text: string, now: number, zone: Zone): number {
  const time = parseMoment(text, now, zone);
  if (Number.isNaN(time)) {
    throw noMoment(flag, text);
  }

  return time;
}

function noMoment(flag: string, text: string): UsageError {
  return new UsageError(`${flag} takes 15m, 5h30m, 2d, 12:15 or an ISO time, not "${text}"`);
}
