import {defaultMetric, ec2Namespace} from '../core/metric/choice.ts';

/** The commands, as they are written; `monitor` is what runs where none is. */
export const commandNames = ['monitor', 'events', 'metrics', 'doctor', 'completion'] as const;
export type CommandName = (typeof commandNames)[number];

/** What the shell may offer behind a flag: words that are known, what a list names, or files. */
export type Known =
  | readonly string[]
  | 'files'
  | 'folders'
  | 'filters'
  | 'fields'
  | 'metrics'
  | 'namespaces'
  | 'profiles'
  | 'regions'
  | 'statistics';

export const flagGroups = [
  'Start',
  'AWS',
  'Chart',
  'Time and filter',
  'Printing',
  'Display',
] as const;

/** A flag: how it is read, what is said of it, who takes it. */
export type FlagRow = {
  readonly type: 'boolean' | 'number' | 'string';
  readonly default?: boolean | string;
  readonly shortFlag?: string;
  readonly isMultiple?: true;
  readonly group: (typeof flagGroups)[number];
  /** What stands behind it in the help; none for a flag that is only given or not. */
  readonly value?: string;
  /** What it does, in words that fit beside it on 80 columns. */
  readonly help: string;
  readonly commands: readonly CommandName[];
  readonly known?: Known;
  /** Where config.json may say it: for every start and in views, in views only; absent: nowhere. */
  readonly config?: 'anywhere' | 'views';
  /** It is there only as `--no-…`. */
  readonly isNegated?: true;
};

const all = ['monitor', 'events', 'metrics', 'doctor'] as const;
const ranged = ['monitor', 'events', 'metrics', 'doctor'] as const;
const listed = ['monitor', 'events'] as const;
const charted = ['monitor', 'metrics'] as const;

/**
 * Every flag. The parser, the help of each command, the completions, what config.json may hold and which command takes
 * what are all made of this table.
 */
export const flags = {
  demo: {
    type: 'boolean',
    default: false,
    group: 'Start',
    help: 'play incidents from an endpoint inside trailtop',
    commands: all,
  },
  demoPort: {
    type: 'number',
    group: 'Start',
    value: 'N',
    help: 'keep that endpoint at a known port',
    commands: all,
  },
  policy: {
    type: 'boolean',
    default: false,
    group: 'Start',
    help: 'print the IAM policy that it needs, as JSON',
    commands: ['doctor'],
  },
  profile: {
    type: 'string',
    shortFlag: 'p',
    group: 'AWS',
    value: 'NAME',
    help: 'a profile of the AWS configuration',
    commands: all,
    known: 'profiles',
    config: 'anywhere',
  },
  region: {
    type: 'string',
    shortFlag: 'r',
    isMultiple: true,
    group: 'AWS',
    value: 'NAME',
    help: 'repeatable, a comma list, or all',
    commands: all,
    known: 'regions',
    config: 'anywhere',
  },
  global: {
    type: 'boolean',
    default: true,
    isNegated: true,
    group: 'AWS',
    help: 'do not watch us-east-1 for global services',
    commands: all,
    config: 'anywhere',
  },
  endpointUrl: {
    type: 'string',
    group: 'AWS',
    value: 'URL',
    help: 'for every service',
    commands: all,
    config: 'anywhere',
  },
  refresh: {
    type: 'string',
    default: 'auto',
    group: 'AWS',
    value: 'SECONDS',
    help: 'between looks at the newest events (default 5)',
    commands: ['monitor', 'events', 'metrics'],
    known: ['auto'],
    config: 'anywhere',
  },
  rate: {
    type: 'string',
    default: '1',
    group: 'AWS',
    value: 'N',
    help: 'LookupEvents calls a second (default 1)',
    commands: listed,
    known: ['0.5', '1', '2'],
    config: 'anywhere',
  },
  maxEvents: {
    type: 'string',
    default: '100000',
    group: 'AWS',
    value: 'N',
    help: 'events kept live (default 100000); the oldest go',
    commands: ['monitor'],
    config: 'anywhere',
  },
  instance: {
    type: 'string',
    shortFlag: 'i',
    isMultiple: true,
    group: 'Chart',
    value: 'ID',
    help: 'chart this instance; repeatable',
    commands: ['monitor', 'metrics', 'doctor'],
    config: 'anywhere',
  },
  metric: {
    type: 'string',
    group: 'Chart',
    value: 'NAME',
    help: `${defaultMetric.metric}, NetworkIn ...; m chooses`,
    commands: charted,
    known: 'metrics',
    config: 'anywhere',
  },
  stat: {
    type: 'string',
    group: 'Chart',
    value: defaultMetric.statistic,
    help: 'Maximum, Minimum, Sum, SampleCount, p95 ...',
    commands: charted,
    known: 'statistics',
    config: 'anywhere',
  },
  period: {
    type: 'string',
    group: 'Chart',
    value: 'auto',
    help: '60, 5m, 1h: what the age of the range still has',
    commands: charted,
    known: ['auto', '1m', '5m', '15m', '1h', '6h', '1d'],
    config: 'anywhere',
  },
  namespace: {
    type: 'string',
    group: 'Chart',
    value: ec2Namespace,
    help: 'any other, with --metric',
    commands: charted,
    known: 'namespaces',
    config: 'anywhere',
  },
  dimension: {
    type: 'string',
    isMultiple: true,
    group: 'Chart',
    value: 'NAME=VALUE',
    help: 'beside -i or instead of it; repeatable',
    commands: charted,
    config: 'anywhere',
  },
  alarm: {
    type: 'string',
    group: 'Chart',
    value: 'NAME',
    help: 'what an alarm watches, around its last change',
    commands: charted,
    config: 'views',
  },
  threshold: {
    type: 'string',
    group: 'Chart',
    value: 'N',
    help: 'draw a line at a level',
    commands: charted,
    config: 'anywhere',
  },
  metricsFrom: {
    type: 'string',
    group: 'Chart',
    value: 'FILE',
    help: 'a recorded series under archived events: a CSV',
    commands: ['monitor'],
    known: 'files',
    config: 'views',
  },
  record: {
    type: 'string',
    group: 'Start',
    value: 'FILE',
    help: 'add every record to FILE as it is loaded',
    commands: ['monitor', 'events'],
    known: 'files',
  },
  since: {
    type: 'string',
    group: 'Time and filter',
    value: '1h',
    help: '15m, 2d, 12:15 or an ISO time',
    commands: ranged,
    known: ['15m', '1h', '3h', '6h', '12h', '1d', '7d', '30d', '90d'],
    config: 'anywhere',
  },
  until: {
    type: 'string',
    group: 'Time and filter',
    value: 'now',
    help: 'the end of the range',
    commands: ranged,
    known: ['now'],
    config: 'views',
  },
  around: {
    type: 'string',
    group: 'Time and filter',
    value: '12:15',
    help: 'the hour around a moment',
    commands: ranged,
    config: 'views',
  },
  startTime: {
    type: 'string',
    group: 'Time and filter',
    value: 'TIME',
    help: '--since, as the AWS CLI calls it',
    commands: ranged,
  },
  endTime: {
    type: 'string',
    group: 'Time and filter',
    value: 'TIME',
    help: '--until, as the AWS CLI calls it',
    commands: ranged,
  },
  filter: {
    type: 'string',
    group: 'Time and filter',
    value: "'QUERY'",
    help: 'name:Run* user:kim -via:console is:denied',
    commands: listed,
    known: 'filters',
    config: 'anywhere',
  },
  show: {
    type: 'string',
    group: 'Time and filter',
    value: 'notable',
    help: 'or writes, all: what the list opens on',
    commands: ['monitor'],
    known: ['notable', 'writes', 'all'],
    config: 'anywhere',
  },
  lookupAttributes: {
    type: 'string',
    group: 'Time and filter',
    value: 'AttributeKey=...,AttributeValue=...',
    help: 'as in the AWS CLI',
    commands: ['events'],
  },
  timeColumn: {
    type: 'string',
    group: 'Time and filter',
    value: 'NAME',
    help: 'the column of a CSV that holds the time',
    commands: listed,
    config: 'anywhere',
  },
  output: {
    type: 'string',
    group: 'Printing',
    value: 'FORMAT',
    help: 'table, jsonl, json or csv; a table on a terminal',
    commands: ['events', 'metrics', 'doctor'],
    known: ['table', 'jsonl', 'json', 'csv'],
    config: 'anywhere',
  },
  follow: {
    type: 'boolean',
    default: false,
    group: 'Printing',
    help: 'oldest first, then each new one as it comes',
    commands: ['monitor', 'events', 'metrics'],
  },
  chart: {
    type: 'boolean',
    default: false,
    group: 'Printing',
    help: 'the chart once, for a ticket',
    commands: ['metrics'],
  },
  maxItems: {
    type: 'string',
    group: 'Printing',
    value: 'N',
    help: 'so many events at the most',
    commands: ['events'],
  },
  countBy: {
    type: 'string',
    group: 'Printing',
    value: 'FIELD,...',
    help: 'how often values occur: user,name',
    commands: ['events'],
    known: 'fields',
  },
  utc: {
    type: 'boolean',
    default: false,
    group: 'Display',
    help: 'times in UTC, which is the default',
    commands: all,
    config: 'anywhere',
  },
  local: {
    type: 'boolean',
    default: false,
    group: 'Display',
    help: 'times in the zone of this machine',
    commands: all,
    config: 'anywhere',
  },
  ascii: {
    type: 'boolean',
    default: false,
    group: 'Display',
    help: 'no sign beyond ASCII',
    commands: all,
    config: 'anywhere',
  },
  plain: {
    type: 'boolean',
    default: false,
    group: 'Display',
    help: 'one line an event, no screen',
    commands: ['monitor'],
    config: 'anywhere',
  },
  screenReader: {
    type: 'boolean',
    default: false,
    group: 'Display',
    help: 'lines in words instead of a screen',
    commands: ['monitor', 'doctor'],
    config: 'anywhere',
  },
  color: {
    type: 'string',
    default: 'auto',
    group: 'Display',
    value: 'auto|on|off',
    help: 'NO_COLOR is honoured',
    commands: all,
    known: ['auto', 'on', 'off'],
    config: 'anywhere',
  },
} as const satisfies Readonly<Record<string, FlagRow>>;

export type FlagName = keyof typeof flags;

/** The flags as they are written, `region` or `no-global`, each with its row. */
export const flagRows: ReadonlyMap<string, FlagRow> = new Map(
  Object.entries<FlagRow>(flags).map(([name, row]): [string, FlagRow] => [
    `${row.isNegated ? 'no-' : ''}${kebab(name)}`,
    row,
  ]),
);

/** The flags that a command takes, as they are written, in the table's order. */
export function flagsOf(
  command: CommandName,
): ReadonlyArray<readonly [name: string, row: FlagRow]> {
  return [...flagRows].filter(([, {commands}]) => commands.includes(command));
}

/** A name of the parser as it is written: `endpointUrl` is `endpoint-url`. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/gv, (letter) => `-${letter.toLowerCase()}`);
}
