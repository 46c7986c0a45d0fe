/**
 * The only place that binds a key. Hints, help, palette and the README's table are projections of this list.
 */

/** Where the keyboard goes. `list` and `chart` are the panes; the others lie over them. */
export type Context =
  | 'list'
  | 'chart'
  | 'detail'
  | 'help'
  | 'chain'
  | 'regions'
  | 'summary'
  | 'before'
  | 'palette'
  | 'picker'
  | 'save'
  | 'copy'
  | 'prompt';

/** What a person calls each; the list is where one is unless something else is said. */
export const placeNames: Readonly<Record<Context, string>> = {
  list: '',
  chart: 'chart',
  detail: 'detail',
  help: 'help',
  palette: 'menus',
  chain: 'chain of keys',
  regions: 'regions menu',
  summary: 'summary',
  before: 'before spike',
  picker: 'picker',
  save: 'save menu',
  copy: 'copy menu',
  prompt: 'prompt',
};

export type Command = {
  readonly id: CommandId;
  /** Names of keys as core/keys.ts gives them. */
  readonly keys: readonly string[];
  readonly contexts: readonly Context[];
  readonly group: 'Move' | 'Time' | 'Filter' | 'Look' | 'Chart' | 'Program';
  /** What it does, as a sentence without a full stop. */
  readonly help: string;
  /** Two or three words for the bottom line; absent: not hinted. */
  readonly hint?: string;
  /** Offered in the palette. */
  readonly inPalette: boolean;
};

const panes: readonly Context[] = ['list', 'chart'];
const main: readonly Context[] = ['list', 'chart', 'detail'];
const scrolling: readonly Context[] = [
  'list',
  'chart',
  'detail',
  'help',
  'chain',
  'regions',
  'summary',
  'before',
];
const menus: readonly Context[] = ['palette', 'picker', 'save', 'copy'];
const everywhere: readonly Context[] = [
  'list',
  'chart',
  'detail',
  'help',
  'chain',
  'regions',
  'summary',
  'before',
  'palette',
  'picker',
  'save',
  'copy',
  'prompt',
];

type Row = readonly [
  id: string,
  keys: string,
  contexts: readonly Context[],
  group: Command['group'],
  help: string,
  hint?: string,
];

const rows = [
  ['down', 'j down', scrolling, 'Move', 'one row down'],
  ['up', 'k up', scrolling, 'Move', 'one row up'],
  ['pageDown', 'pagedown ctrl+f', scrolling, 'Move', 'a page down'],
  ['pageUp', 'pageup ctrl+b', scrolling, 'Move', 'a page up'],
  ['halfDown', 'ctrl+d', scrolling, 'Move', 'half a page down'],
  ['halfUp', 'ctrl+u', scrolling, 'Move', 'half a page up'],
  [
    'first',
    'g home',
    scrolling,
    'Move',
    'to the first row; where it is the newest, new ones are followed',
  ],
  ['last', 'G end', scrolling, 'Move', 'to the last row'],
  [
    'left',
    'left',
    main,
    'Move',
    "the list's column, or the chart's cursor, to the left; in the record fold, or out",
  ],
  [
    'right',
    'right',
    main,
    'Move',
    "the list's column, or the chart's cursor, to the right; in the record open, or in",
  ],
  ['nextFailure', 'e', panes, 'Move', 'next failed or denied call further back'],
  ['previousFailure', 'E', panes, 'Move', 'previous failed or denied call, towards now'],
  [
    'previousMark',
    '{',
    panes,
    'Move',
    'previous mark on the chart: the notable call before the cursor',
  ],
  ['nextMark', '}', panes, 'Move', 'next mark on the chart: the notable call after the cursor'],
  ['switchPane', 'tab', panes, 'Move', 'to the other pane', 'pane'],
  [
    'filter',
    '/',
    [...panes, 'summary'],
    'Filter',
    'filter the events: text, field:value, is:denied, -not',
    'filter',
  ],
  [
    'detail',
    'enter',
    panes,
    'Look',
    'the whole record; of a row of several, each of them',
    'detail',
  ],
  [
    'keep',
    'f',
    ['list', 'summary'],
    'Filter',
    "keep only the value under the list's column, or in the summary",
  ],
  [
    'exclude',
    'x',
    ['list', 'summary'],
    'Filter',
    "leave out the value under the list's column, or in the summary",
  ],
  [
    'summary',
    'v',
    [...main, 'summary'],
    'Look',
    'who, what, where and how of the listed events: counts, first and last, over time',
    'summary',
  ],
  ['nextTable', 'tab right', ['summary'], 'Move', 'to the next table'],
  ['previousTable', 'shift+tab left', ['summary'], 'Move', 'to the table before'],
  [
    'before',
    'b',
    main,
    'Look',
    'what was called before this spike: by whom, to this machine, how long before',
    'before spike',
  ],
  ['reachFurther', '[', ['before'], 'Time', 'looks further back before the spike'],
  ['reachLess', ']', ['before'], 'Time', 'looks less far back before the spike'],
  ['nextInstance', 'tab', ['before'], 'Chart', 'the same of the next charted instance'],
  [
    'pivot',
    '>',
    [...main, 'before'],
    'Filter',
    'from this event to the same user, session, key, address, instance, or its chain of keys',
    'pivot',
  ],
  ['copy', 'y', main, 'Look', 'copy: value, record, event id, console link, command', 'copy'],
  ['keyCalls', 'f', ['chain'], 'Filter', 'only the calls made with the key of this link'],
  ['toggleFilter', 'F', [...panes, 'summary'], 'Filter', 'filter off, and on again'],
  [
    'collapse',
    'u',
    panes,
    'Look',
    'like neighbours (caller, name, outcome) in one row, or each in its own',
  ],
  ['order', 'o', panes, 'Look', 'the oldest event first, or the newest'],
  ['cycleView', 'w', [...panes, 'summary'], 'Filter', 'notable, writes, all', 'view'],
  [
    'everywhere',
    'R',
    [...main, 'chain'],
    'Filter',
    'look for a value of this event in every region',
  ],
  ['logins', 'L', main, 'Filter', 'sign-ins, in every region'],
  ['panLeft', '[', main, 'Time', 'half a range earlier', 'pan'],
  ['panRight', ']', main, 'Time', 'half a range later'],
  ['zoomIn', '+ =', main, 'Time', 'half the range around the cursor', 'zoom'],
  ['zoomOut', '-', main, 'Time', 'twice the range around the cursor'],
  ['range1', '1', main, 'Time', 'the last 15 minutes', 'range'],
  ['range2', '2', main, 'Time', 'the last hour'],
  ['range3', '3', main, 'Time', 'the last 3 hours'],
  ['range4', '4', main, 'Time', 'the last 6 hours'],
  ['range5', '5', main, 'Time', 'the last 12 hours'],
  ['range6', '6', main, 'Time', 'the last day'],
  ['range7', '7', main, 'Time', 'the last 7 days'],
  ['range8', '8', main, 'Time', 'the last 30 days'],
  ['range9', '9', main, 'Time', 'the last 90 days'],
  [
    'typeRange',
    't',
    main,
    'Time',
    'type a range: 2h, 12:15 (the hour around it), 11:00 to 12:30, an ISO time',
  ],
  ['now', '.', main, 'Time', 'back to now'],
  ['instances', 'i', main, 'Chart', 'choose the instances to chart', 'instances'],
  [
    'metric',
    'm',
    main,
    'Chart',
    'choose the metric, of what CloudWatch has of the charted instances',
  ],
  ['statistic', 's', main, 'Chart', 'choose the statistic: Average, Maximum, p95 and others'],
  [
    'period',
    'p',
    main,
    'Chart',
    'choose the period of a datapoint, of those that the age of the range has',
  ],
  [
    'alarms',
    'a',
    main,
    'Chart',
    'the alarms of CloudWatch: from one to its instance, metric and the time of its last change',
  ],
  ['scale', 'Y', ['chart'], 'Chart', '0 to 100, or fitted to the values'],
  ['searchDown', 'n', ['detail'], 'Look', 'next place found in the record'],
  ['searchUp', 'N', ['detail'], 'Look', 'previous place found in the record'],
  ['search', '/', ['detail'], 'Look', 'search in the event, also where it is folded', 'search'],
  ['fold', 'enter', ['detail'], 'Look', 'fold or open the object or list in this line', 'fold'],
  ['foldAll', 'E', ['detail'], 'Look', 'open all that is folded; where nothing is, fold all'],
  ['maximise', '\\', main, 'Look', 'this pane at full height, and back'],
  [
    'problems',
    '!',
    main,
    'Look',
    'what went wrong (files, regions, permissions), and what is being loaded',
  ],
  ['zone', 'z', main, 'Look', 'UTC or local time'],
  ['save', 'S', main, 'Look', 'save what is filtered: records, a CSV or an incident note', 'save'],
  [
    'keepView',
    'W',
    main,
    'Look',
    'keep this view (range, filter, chart) under a name: trailtop @name opens it',
  ],
  ['freeze', 'space', main, 'Look', 'freeze the screen; collection goes on', 'freeze'],
  [
    'loadAll',
    'A',
    panes,
    'Time',
    'load everything in the range, beyond the writes; go on with a loading that was stopped',
  ],
  ['refresh', 'ctrl+r', main, 'Program', 'ask AWS again now'],
  ['palette', ':', [...main, 'help'], 'Program', 'find a command by its name'],
  ['help', '?', main, 'Program', 'all keys', 'help'],
  [
    'accept',
    'enter',
    [...menus, 'chain', 'regions', 'summary', 'before', 'prompt'],
    'Program',
    'take what is typed or chosen',
  ],
  [
    'complete',
    'tab',
    ['prompt'],
    'Filter',
    'put in what is marked; behind a value, the next one in its place',
  ],
  ['completeBack', 'shift+tab', ['prompt'], 'Filter', 'the suggestion before'],
  ['toggle', 'space', ['picker'], 'Chart', 'chart this instance, or no longer'],
  [
    'menuDown',
    'down ctrl+n',
    [...menus, 'prompt'],
    'Program',
    'next entry or suggestion, or what was typed later',
  ],
  [
    'menuUp',
    'up ctrl+p',
    [...menus, 'prompt'],
    'Program',
    'previous entry or suggestion; above the first, what was typed before',
  ],
  ['back', 'esc', everywhere, 'Program', 'one step back; at the top, stop a long loading', 'back'],
  ['quit', 'q', scrolling, 'Program', 'back, at the top quit', 'quit'],
  ['interrupt', 'ctrl+c', everywhere, 'Program', 'quit'],
  [
    'debug',
    'ctrl+o',
    everywhere,
    'Program',
    'what trailtop itself costs: bytes a frame, requests, dollars, memory',
  ],
  ['redraw', 'ctrl+l', everywhere, 'Program', 'draw anew what something else has written over'],
  ['suspend', 'ctrl+z', everywhere, 'Program', 'suspend; fg brings it back'],
] as const satisfies readonly Row[];

/** Moves of one step, which nobody looks for by a name. */
const walking: ReadonlySet<string> = new Set([
  'down',
  'up',
  'pageDown',
  'pageUp',
  'halfDown',
  'halfUp',
  'left',
  'right',
]);

export type CommandId = (typeof rows)[number][0];

export const commands: readonly Command[] = rows.map(
  ([id, keys, contexts, group, help, hint]: readonly [
    CommandId,
    string,
    readonly Context[],
    Command['group'],
    string,
    string?,
  ]) => ({
    id,
    keys: keys.split(' '),
    contexts,
    group,
    help,
    ...(hint === undefined ? {} : {hint}),
    inPalette:
      contexts.some((context) => main.includes(context)) &&
      !walking.has(id) &&
      !['palette', 'interrupt', 'searchDown', 'searchUp', 'search', 'back'].includes(id),
  }),
);

const bindings = new Map<string, Command>();
for (const command of commands) {
  for (const context of command.contexts) {
    for (const key of command.keys) {
      bindings.set(`${context} ${key}`, command);
    }
  }
}

/** The command that a key means where the keyboard goes; undefined where it means none. */
export function commandFor(context: Context, key: string): Command | undefined {
  return bindings.get(`${context} ${key}`);
}

export function commandOf(id: CommandId): Command {
  const command = commands.find((each) => each.id === id);
  if (!command) {
    throw new Error(`No command ${id}`);
  }

  return command;
}

const keyLabels: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  enter: '↵',
  esc: 'Esc',
  tab: 'Tab',
  'shift+tab': 'Shift+Tab',
  space: 'Space',
  pagedown: 'PgDn',
  pageup: 'PgUp',
  home: 'Home',
  end: 'End',
};

const asciiLabels: Readonly<Record<string, string>> = {
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  enter: 'Enter',
};

/** A key as a person reads it: `^F`, `PgDn`, `↵`. */
export function keyLabel(key: string, isAscii = false): string {
  if (key.startsWith('ctrl+')) {
    return `^${key.slice(5).toUpperCase()}`;
  }

  return (isAscii ? asciiLabels[key] : undefined) ?? keyLabels[key] ?? key;
}
