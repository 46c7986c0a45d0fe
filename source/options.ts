import meow from 'meow';
import {parseFilter, type Filter} from './core/filter.ts';
import {type RangeChoice} from './core/range.ts';
import {hour, minute, parseDuration, parseMoment, second, type Zone} from './core/time.ts';
import {vocabularyOf} from './core/vocabulary.ts';
import {type ColorChoice} from './terminal/capabilities.ts';

/** The command line, checked. */
export type Options = {
  readonly paths: readonly string[];
  readonly isDemo: boolean;
  /** 0 lets the system choose. */
  readonly demoPort: number;
  readonly profile: string | undefined;
  readonly regions: readonly string[];
  readonly hasGlobal: boolean;
  readonly endpointUrl: string;
  readonly instances: readonly string[];
  readonly choice: RangeChoice;
  readonly filter: Filter | undefined;
  /** ms between looks at the newest events. */
  readonly refresh: number;
  /** LookupEvents a second. */
  readonly rate: number;
  readonly timeColumn: string | undefined;
  readonly zone: 'utc' | 'local';
  readonly ascii: boolean;
  readonly color: ColorChoice;
  readonly isPlain: boolean;
};

/** A command line that cannot be understood: said in one line, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type OptionSurroundings = {
  readonly now: number;
  readonly localZone: Zone;
  readonly env: Readonly<Record<string, string | undefined>>;
};

const help = `
  Usage
    trailtop [flags] [path ...]    the monitor; with paths, archived events

  Start
    --demo                 play incidents from an endpoint inside trailtop
    --demo-port N          keep that endpoint at a known port

  AWS
    -p, --profile NAME     a profile of the AWS configuration
    -r, --region NAME      repeatable, or a comma list
    --no-global            do not watch us-east-1 for global services
    --endpoint-url URL     for every service
    -i, --instance ID      chart this instance; repeatable
    --refresh SECONDS      between looks at the newest events (default 4)
    --rate N               LookupEvents calls a second (default 1)

  Time and filter
    --since 1h             15m, 2d, 12:15 or an ISO time
    --until now            the end of the range
    --filter 'QUERY'       name:Run* user:kim -via:console is:denied
    --time-column NAME     the column of a CSV that holds the time
    --utc, --local         the zone that times are shown in (default UTC)

  Terminal
    --ascii, --plain       ASCII only; one line an event, no screen
    --color auto|on|off    NO_COLOR is honoured
    --help, --version
`;

const flags = {
  demo: {type: 'boolean', default: false},
  demoPort: {type: 'number'},
  profile: {type: 'string', shortFlag: 'p'},
  region: {type: 'string', shortFlag: 'r', isMultiple: true},
  global: {type: 'boolean', default: true},
  endpointUrl: {type: 'string'},
  instance: {type: 'string', shortFlag: 'i', isMultiple: true},
  refresh: {type: 'string', default: 'auto'},
  rate: {type: 'string', default: '1'},
  since: {type: 'string'},
  until: {type: 'string'},
  filter: {type: 'string'},
  timeColumn: {type: 'string'},
  utc: {type: 'boolean', default: false},
  local: {type: 'boolean', default: false},
  ascii: {type: 'boolean', default: false},
  plain: {type: 'boolean', default: false},
  color: {type: 'string', default: 'auto'},
} as const;

/** Reads the command line; throws UsageError where it is wrong. `--help` and `--version` print and end the program. */
export function readOptions(argv: readonly string[], surroundings: OptionSurroundings): Options {
  const words = joinValues(argv);
  const cli = meow(help, {
    importMeta: import.meta,
    argv: [...words],
    flags,
    description: 'top for your CloudTrail: who did what, and what it did to the machines',
    // An unknown flag is reported by joinValues, with the flag that was probably meant.
    allowUnknownFlags: true,
  });
  const given = cli.flags;
  const zone = given.local ? 'local' : 'utc';
  return {
    paths: cli.input,
    isDemo: given.demo || given.demoPort !== undefined,
    demoPort: readPort(given.demoPort),
    profile: given.profile,
    regions: readRegions(given.region ?? [], surroundings.env),
    hasGlobal: given.global,
    endpointUrl: readUrl(given.endpointUrl ?? surroundings.env['AWS_ENDPOINT_URL'] ?? ''),
    instances: (given.instance ?? []).flatMap((list) => list.split(',')).filter(Boolean),
    choice: readRange(given.since, given.until, cli.input.length > 0, zone, surroundings),
    filter: readFilter(given.filter),
    refresh:
      given.refresh === 'auto'
        ? 4 * second
        : readNumber('--refresh', given.refresh, 1, 3600) * second,
    rate: readNumber('--rate', given.rate, 0.05, 2),
    timeColumn: given.timeColumn,
    zone,
    ascii: given.ascii,
    color: readColor(given.color),
    isPlain: given.plain,
  };
}

type Flag = {readonly type: 'boolean' | 'number' | 'string'; readonly isMultiple?: true};

const known: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ...Object.entries(flags).map(([name, flag]): [string, Flag] => [kebab(name), flag]),
  ['no-global', {type: 'boolean'}],
  ['help', {type: 'boolean'}],
  ['version', {type: 'boolean'}],
]);
const shortKnown: Readonly<Record<string, string>> = {p: 'profile', r: 'region', i: 'instance'};

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/gv, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * The command line with every value joined to its flag, so that a value may begin with a minus as filters do
 * (`--filter -user:kim`). Throws where a flag is unknown, lacks its value or is given twice.
 */
function joinValues(argv: readonly string[]): readonly string[] {
  const joined: string[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--') {
      return [...joined, ...argv.slice(index)];
    }

    const {name, value} = splitFlag(word);
    const flag = known.get(name);
    if (!flag) {
      joined.push(word);
      continue;
    }

    if (flag.type === 'boolean') {
      // Twice yes is yes.
      joined.push(...(seen.has(name) ? [] : [word]));
    } else {
      if (seen.has(name) && !flag.isMultiple) {
        throw new UsageError(`--${name} can be given only once`);
      }

      joined.push(`--${name}=${value ?? nextValue(name, argv[++index])}`);
    }

    seen.add(name);
  }

  return joined;
}

/** A word's flag, and its value where that is joined to it; a name of '' is no flag. Throws where it is unknown. */
function splitFlag(word: string): {readonly name: string; readonly value: string | undefined} {
  const long = /^--(?<name>[^=]+)(?:=(?<value>.*))?$/sv.exec(word)?.groups;
  if (long) {
    const name = long['name'] ?? '';
    if (!known.has(name)) {
      const near = [...known.keys()].find((each) => each.startsWith(name.slice(0, 3)));
      const hint = near === undefined ? '' : `; did you mean --${near}?`;
      throw new UsageError(`--${name} is no flag${hint} (trailtop --help lists them)`);
    }

    return {name, value: long['value']};
  }

  const short = /^-(?<letter>[A-Za-z])=?(?<value>.*)$/sv.exec(word)?.groups;
  if (!short) {
    return {name: '', value: undefined};
  }

  const letter = short['letter'] ?? '';
  const name = Object.hasOwn(shortKnown, letter) ? shortKnown[letter] : undefined;
  if (name === undefined) {
    throw new UsageError(`-${letter} is no flag (trailtop --help lists them)`);
  }

  return {name, value: short['value'] === '' ? undefined : short['value']};
}

function nextValue(name: string, next: string | undefined): string {
  if (next === undefined || (next.startsWith('--') && known.has(next.slice(2)))) {
    throw new UsageError(`--${name} takes a value`);
  }

  return next;
}

function readPort(port: number | undefined): number {
  if (port === undefined) {
    return 0;
  }

  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new UsageError('--demo-port takes a port from 1 to 65535');
  }

  return port;
}

function readRegions(given: readonly string[], env: OptionSurroundings['env']): readonly string[] {
  const named = given.flatMap((list) => list.split(',')).filter(Boolean);
  // An empty variable is as good as none.
  const found = [env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find(Boolean);
  const regions = found && named.length === 0 ? [found] : named;
  for (const region of regions) {
    if (!/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/v.test(region)) {
      throw new UsageError(`"${region}" is no region: they look like us-east-1`);
    }
  }

  return [...new Set(regions)];
}

function readUrl(text: string): string {
  if (text !== '' && !(/^https?:\/\//v.test(text) && URL.canParse(text))) {
    throw new UsageError(`--endpoint-url takes a URL such as http://127.0.0.1:4566, not "${text}"`);
  }

  return text;
}

function readNumber(flag: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= least && number <= most)) {
    throw new UsageError(`${flag} takes a number from ${least} to ${most}, not "${text}"`);
  }

  return number;
}

function readColor(text: string): ColorChoice {
  if (text !== 'auto' && text !== 'on' && text !== 'off') {
    throw new UsageError(`--color takes auto, on or off, not "${text}"`);
  }

  return text;
}

function readFilter(text: string | undefined): Filter | undefined {
  if (text === undefined || text.trim() === '') {
    return undefined;
  }

  const answer = parseFilter(text, vocabularyOf([]));
  if (!answer.ok) {
    throw new UsageError(`--filter, column ${answer.problem.column}: ${answer.problem.message}`);
  }

  return answer.filter;
}

function readRange(
  since: string | undefined,
  until: string | undefined,
  isArchive: boolean,
  zoneName: 'utc' | 'local',
  {now, localZone}: OptionSurroundings,
): RangeChoice {
  if (since === undefined && until === undefined) {
    return isArchive ? {kind: 'all'} : {kind: 'live', span: hour};
  }

  const zone = zoneName === 'local' ? localZone : undefined;
  const span = since === undefined ? hour : parseDuration(since);
  if (span !== undefined && (until === undefined || until === 'now')) {
    return {kind: 'live', span: Math.max(minute, span)};
  }

  const end = moment('--until', until ?? 'now', now, zone);
  const start = span === undefined ? moment('--since', since ?? '1h', now, zone) : end - span;
  if (start >= end) {
    throw new UsageError('the range ends before it begins: --since must be before --until');
  }

  return {kind: 'fixed', since: start, until: end};
}

function moment(flag: string, text: string, now: number, zone: Zone | undefined): number {
  const time = parseMoment(text, now, zone);
  if (Number.isNaN(time)) {
    throw new UsageError(`${flag} takes 15m, 5h30m, 2d, 12:15 or an ISO time, not "${text}"`);
  }

  return time;
}
