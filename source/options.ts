import meow from 'meow';
import {type Filter} from './core/filter.ts';
import {type PushedAttribute} from './core/loading/passes.ts';
import {type RangeChoice} from './core/state/range.ts';
import {views, type View} from './core/state/visible.ts';
import {day, second} from './core/time.ts';
import {
  readColor,
  readFilter,
  readLookupAttribute,
  readNumber,
  readOutput,
  readPort,
  readRegions,
  readUrl,
  type OptionSurroundings,
  type OutputFormat,
} from './options/values.ts';
import {readStart, refuseUnknown} from './options/start-values.ts';
import {
  readMetric,
  readNamedInstances,
  refuseCombinations,
  refuseMetricFlags,
} from './options/metric.ts';
import {readAlarm} from './options/alarm.ts';
import {readTimes} from './options/range.ts';
import {type MetricChoice} from './core/metric/choice.ts';
import {periodRefusal} from './core/metric/period.ts';
import {readCountBy, type CountBy} from './options/count-by.ts';
import {UsageError} from './options/usage-error.ts';
import {flags, flagRows} from './options/flags.ts';
import {takersOf} from './options/help.ts';
import {commandOf, readWords} from './options/words.ts';
import {productWords} from './product.ts';
import {type ColorChoice} from './terminal/capabilities.ts';

export {UsageError} from './options/usage-error.ts';

export type Command = 'monitor' | 'events' | 'metrics' | 'doctor';

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
  /** What is charted: instances, or what dimensions name instead (core/metric/choice.ts). */
  readonly instances: readonly string[];
  readonly metric: MetricChoice;
  /** The alarm whose instance, metric and time are shown. */
  readonly alarm: string | undefined;
  /** A level that is drawn on the chart. */
  readonly threshold: number | undefined;
  /** One chart is printed instead of datapoints. */
  readonly isChart: boolean;
  readonly choice: RangeChoice;
  /** The command line says which range. */
  readonly isRangeNamed: boolean;
  /** What `--filter` says and what is started at (`trailtop i-0abc…`), all of which must hold. */
  readonly filter: Filter | undefined;
  /** What the list opens on: everything where it is started at a value. */
  readonly view: View;
  /** `--show` says so. */
  readonly isViewNamed: boolean;
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
  /** Values are counted instead of events being printed. */
  readonly countBy: CountBy | undefined;
  readonly lookupAttribute: PushedAttribute | undefined;
  readonly timeColumn: string | undefined;
  /** A CSV with a recorded series that is drawn under archived events. */
  readonly metricsFrom: string | undefined;
  /** A file to which every event is added as it is loaded. */
  readonly record: string | undefined;
  readonly zone: 'utc' | 'local';
  readonly ascii: boolean;
  readonly color: ColorChoice;
  readonly isPlain: boolean;
  /** `--screen-reader`: lines in words instead of a screen. */
  readonly isSpoken: boolean;
  /** `doctor` prints the IAM policy and does nothing else. */
  readonly isPolicy: boolean;
};

/** CloudWatch keeps hours for so long. */
const keptMetrics = {
  span: 455 * day,
  words: 'CloudWatch keeps datapoints for the last 455 days only (455d)',
};

/** How long ago a range begins, ms. */
function ageOf(choice: RangeChoice, now: number): number {
  return choice.kind === 'fixed' ? now - choice.since : choice.kind === 'live' ? choice.span : 0;
}

/** Reads the command line; throws UsageError where it is wrong. `--help` and `--version` print and end the program. */
export function readOptions(argv: readonly string[], surroundings: OptionSurroundings): Options {
  const words = readWords(argv);
  const cli = meow('', {
    importMeta: import.meta,
    // Known from the build: no package.json is looked for beside the program.
    pkg: {name: 'trailtop', bin: {trailtop: ''}},
    version: productWords(),
    argv: [...words.joined],
    flags,
    // The help of each command is made of the table of flags (options/answers.ts).
    autoHelp: false,
    // An unknown flag is reported by readWords, with the flag that was probably meant.
    allowUnknownFlags: true,
  });
  const given = cli.flags;
  const zone = given.local ? 'local' : 'utc';
  const [first = '', ...rest] = cli.input;
  const command = commandNamed(first);
  const named = command === first ? rest : cli.input;
  const start =
    command === 'doctor' || command === 'metrics'
      ? {paths: command === 'metrics' ? [] : named, filter: undefined}
      : readStart(named, surroundings.isPath);
  const {paths} = start;
  const isDemo = given.demo || given.demoPort !== undefined;
  // A command that is misspelt looks like a path.
  if (command !== 'doctor') {
    refuseUnknown(paths, surroundings.isPath);
  }

  if (isDemo && paths.length > 0) {
    throw new UsageError('--demo plays its own incidents: leave it away to read archived events');
  }

  if (given.metricsFrom !== undefined && (command !== 'monitor' || paths.length === 0)) {
    throw new UsageError(
      '--metrics-from draws a recorded series under archived events: name their files too',
    );
  }

  if (given.record !== undefined && command === 'events' && paths.length > 0) {
    throw new UsageError(
      '--record keeps what is loaded from AWS; what files hold, trailtop events PATH --output jsonl > FILE keeps',
    );
  }

  if (given.countBy !== undefined && (command !== 'events' || given.follow)) {
    throw new UsageError(
      command === 'events'
        ? '--count-by counts what is there: leave --follow out'
        : '--count-by belongs to trailtop events; in the monitor v counts',
    );
  }

  refuseMetricFlags(given, command, paths.length > 0);
  refuseCombinations(command, given);
  refuseForeign(words.flags, command);
  const end = given.until ?? given.endTime;
  const isEnding = (end !== undefined && end !== 'now') || given.around !== undefined;
  if (given.follow && isEnding && paths.length === 0) {
    const flag = given.around === undefined ? '--until' : '--around';
    throw new UsageError(`--follow goes on from now, without end: leave ${flag} out`);
  }

  const choice = readTimes(
    given,
    {isArchive: paths.length > 0, zone, ...(command === 'metrics' ? {furthest: keptMetrics} : {})},
    surroundings,
  );
  const age = ageOf(choice, surroundings.now);
  const instances = command === 'metrics' ? readNamedInstances(rest) : [];
  const charted = readMetric({...given, instance: [...(given.instance ?? []), ...instances]}, age);
  const refusal = command === 'metrics' ? periodRefusal(charted.metric.period, age) : undefined;
  if (refusal !== undefined) {
    throw new UsageError(refusal);
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
    instances: charted.ids,
    metric: charted.metric,
    ...readAlarm(given, command, paths.length > 0),
    isChart: given.chart,
    choice,
    isRangeNamed: [given.since, given.until, given.startTime, given.endTime, given.around].some(
      (each) => each !== undefined,
    ),
    filter: start.filter
      ? [...(readFilter(given.filter) ?? []), ...start.filter]
      : readFilter(given.filter),
    isViewNamed: given.show !== undefined,
    view: readView(given.show) ?? (start.filter ? 'all' : 'notable'),
    refresh:
      given.refresh === 'auto'
        ? 5 * second
        : readNumber('--refresh', given.refresh, 1, 3600) * second,
    rate: readNumber('--rate', given.rate, 0.05, 2),
    maxEvents: readNumber('--max-events', given.maxEvents, 100, 10_000_000),
    output: readOutput(given.output),
    isFollowing: given.follow,
    maxItems:
      given.maxItems === undefined ? Infinity : readNumber('--max-items', given.maxItems, 1, 1e9),
    countBy: readCountBy(given.countBy, paths.length > 0),
    lookupAttribute: readLookupAttribute(given.lookupAttributes),
    timeColumn: given.timeColumn,
    metricsFrom: given.metricsFrom,
    record: given.record,
    zone,
    ascii: given.ascii,
    color: readColor(given.color),
    isPlain: given.plain,
    isSpoken: given.screenReader,
    isPolicy: given.policy,
  };
}

/** The command that a word names; `completion` is answered before anything is read (options/answers.ts). */
function commandNamed(word: string): Command {
  const command = commandOf(word);
  return command === 'completion' ? 'monitor' : command;
}

/** Throws where a flag is given to a command that would have to ignore it. */
function refuseForeign(given: ReadonlySet<string>, command: Command): void {
  const foreign = [...given].find(
    (name) => !(flagRows.get(name)?.commands.includes(command) ?? true),
  );
  if (foreign !== undefined) {
    const here = command === 'monitor' ? 'the monitor' : `trailtop ${command}`;
    throw new UsageError(
      `--${foreign} belongs to ${takersOf(foreign)}, and ${here} has no use for it`,
    );
  }
}

function readView(text: string | undefined): View | undefined {
  const view = views.find((each) => each === text);
  if (text !== undefined && view === undefined) {
    throw new UsageError(`--show takes ${views.join(', ')}, not "${text}"`);
  }

  return view;
}
