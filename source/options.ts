import meow from 'meow';
import {type Filter} from './core/filter.ts';
import {type PushedAttribute} from './core/loading/passes.ts';
import {type RangeChoice} from './core/state/range.ts';
import {second} from './core/time.ts';
import {flags, help} from './options/flags.ts';
import {
  readColor,
  readFilter,
  readInstances,
  readLookupAttribute,
  readNumber,
  readOutput,
  readPort,
  readRange,
  readRegions,
  readUrl,
  type OptionSurroundings,
  type OutputFormat,
} from './options/values.ts';
import {UsageError} from './options/usage-error.ts';
import {joinValues} from './options/words.ts';
import {type ColorChoice} from './terminal/capabilities.ts';

export {UsageError} from './options/usage-error.ts';

const commandNames = ['events', 'doctor'] as const;
export type Command = 'monitor' | (typeof commandNames)[number];

/** The command line, checked. */
export type Options = {
  readonly command: Command;
  readonly paths: readonly string[];
  readonly isDemo: boolean;
  /** 0 lets the system choose. */
  readonly demoPort: number;
  readonly profile: string | undefined;
  /** As given, else from the environment (not for the demo); may hold `all`; empty leaves it to the profile. */
  readonly regions: readonly string[];
  /** Those of the flag alone. */
  readonly namedRegions: readonly string[];
  /** What AWS_REGION or AWS_DEFAULT_REGION says; '' where neither does. */
  readonly environmentRegion: string;
  readonly hasGlobal: boolean;
  /** What `--endpoint-url` says; '' leaves it to the environment and the profile. */
  readonly endpointUrl: string;
  /** What is reached, for messages: the flag or `AWS_ENDPOINT_URL`. */
  readonly endpointName: string;
  readonly instances: readonly string[];
  readonly choice: RangeChoice;
  readonly filter: Filter | undefined;
  /** ms between looks at the newest events. */
  readonly refresh: number;
  /** LookupEvents a second. */
  readonly rate: number;
  /** Events kept live; the oldest go. */
  readonly maxEvents: number;
  /** Undefined: a table on a terminal, jsonl in a pipe. */
  readonly output: OutputFormat | undefined;
  readonly isFollowing: boolean;
  /** Printed events at the most; Infinity where nothing was said. */
  readonly maxItems: number;
  readonly lookupAttribute: PushedAttribute | undefined;
  readonly timeColumn: string | undefined;
  readonly zone: 'utc' | 'local';
  readonly ascii: boolean;
  readonly color: ColorChoice;
  readonly isPlain: boolean;
};

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
  const [first = '', ...rest] = cli.input;
  const command = commandNames.find((each) => each === first) ?? 'monitor';
  const paths = command === 'monitor' ? cli.input : rest;
  const isDemo = given.demo || given.demoPort !== undefined;
  if (isDemo && paths.length > 0) {
    throw new UsageError('--demo plays its own incidents: leave it away to read archived events');
  }

  // Where AWS is not asked, what the environment says of it does not count, and cannot be wrong.
  const awsEnv = isDemo || paths.length > 0 ? {} : surroundings.env;
  return {
    command,
    paths,
    isDemo,
    demoPort: readPort(given.demoPort),
    profile: given.profile,
    regions: readRegions(given.region ?? [], awsEnv),
    namedRegions: readRegions(given.region ?? [], {}),
    environmentRegion: readRegions([], awsEnv)[0] ?? '',
    hasGlobal: given.global,
    endpointUrl: readUrl(given.endpointUrl ?? ''),
    endpointName: readUrl(given.endpointUrl ?? awsEnv['AWS_ENDPOINT_URL'] ?? ''),
    instances: readInstances(given.instance ?? []),
    choice: readRange(given.since, given.until, paths.length > 0, zone, surroundings),
    filter: readFilter(given.filter),
    refresh:
      given.refresh === 'auto'
        ? 4 * second
        : readNumber('--refresh', given.refresh, 1, 3600) * second,
    rate: readNumber('--rate', given.rate, 0.05, 2),
    maxEvents: readNumber('--max-events', given.maxEvents, 100, 10_000_000),
    output: readOutput(given.output),
    isFollowing: given.follow,
    maxItems:
      given.maxItems === undefined ? Infinity : readNumber('--max-items', given.maxItems, 1, 1e9),
    lookupAttribute: readLookupAttribute(given.lookupAttributes),
    timeColumn: given.timeColumn,
    zone,
    ascii: given.ascii,
    color: readColor(given.color),
    isPlain: given.plain,
  };
}
