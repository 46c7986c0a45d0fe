import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {type TrailEvent} from '../../source/core/event.ts';
import {type JsonObject} from '../../source/core/json.ts';
import {layOut, type Rect} from '../../source/core/layout.ts';
import {safe, t} from '../../source/core/sanitize.ts';
import {
  selectAlarms,
  selectBefore,
  selectBottom,
  selectChain,
  selectChart,
  selectCopyMenu,
  selectDetail,
  selectEverywhere,
  selectEvents,
  selectMetricMenu,
  selectPalette,
  selectPivots,
  selectReading,
  selectSave,
  selectStatus,
  tooSmallLines,
  typedLine,
} from '../../source/core/select.ts';
import {type Line} from '../../source/core/span.ts';
import {reduce, type Action, type State} from '../../source/core/state.ts';
import {lineText, lineWidth} from '../../source/core/text.ts';
import {day, hour} from '../../source/core/time.ts';
import {after, ago, arrive, aScreen, aWrite, noon, press, read} from '../support/a-record.ts';
import {anyText} from '../support/hostile-text.ts';

/** All lines of the screen but those of the picker's table, as the panes draw them. */
function screenLines(state: State): readonly Line[] {
  const {columns, rows} = state.size;
  const layout = layOut(columns, rows, state.focus, state.isMaximised);
  if (layout.kind === 'tooSmall') {
    return tooSmallLines(columns, rows);
  }

  const {chart, events, body} = layout;
  return [selectStatus(state), ...bodyLines(state, chart, events, body), selectBottom(state)];
}

function bodyLines(
  state: State,
  chart: Rect | undefined,
  events: Rect | undefined,
  body: Rect,
): readonly Line[] {
  switch (state.overlay?.kind) {
    case undefined: {
      const selectLower = state.detail ? selectDetail : selectEvents;
      return [
        ...(chart ? selectChart(state, chart) : []),
        ...(events ? selectLower(state, events) : []),
      ];
    }

    case 'everywhere': {
      return selectEverywhere(state, body);
    }

    case 'copy': {
      return selectCopyMenu(state, body);
    }

    case 'save': {
      return selectSave(state, body);
    }

    case 'palette': {
      return selectPalette(state, body);
    }

    case 'before': {
      return selectBefore(state, body);
    }

    case 'alarms': {
      return selectAlarms(state, body);
    }

    case 'metric': {
      return selectMetricMenu(state, body);
    }

    case 'pivots': {
      return selectPivots(state, body);
    }

    case 'chain': {
      return selectChain(state, body);
    }

    // Drawn by ink-table: their frames are looked at elsewhere.
    case 'summary':
    case 'picker': {
      return Array.from({length: body.height}, () => [
        {text: safe(' '.repeat(body.width)), style: 'plain' as const},
      ]);
    }

    case 'help':
    case 'problems': {
      return selectReading(state, body);
    }
  }
}

/** Asserts that the screen is exactly as large as the terminal, and holds nothing that a terminal would obey. */
function assertScreen(state: State): void {
  const {columns, rows} = state.size;
  const lines = screenLines(state);
  assert.equal(lines.length, rows);
  for (const line of lines) {
    const text = lineText(line);
    assert.equal(lineWidth(line), columns, `${columns}x${rows}: ${text}`);
    assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/v);
    if (state.ascii) {
      assert.match(text, /^[\u0020-\u007E]*$/v);
    }
  }
}

const sizes: ReadonlyArray<readonly [number, number]> = [
  [20, 5],
  [40, 10],
  [45, 30],
  [54, 12],
  [60, 16],
  [69, 40],
  [70, 20],
  [80, 24],
  [100, 30],
  [120, 40],
  [150, 45],
  [250, 80],
];

const problem = {title: 'ThrottlingException: rate exceeded '.repeat(5), advice: 'wait', code: 'x'};

function busy(options: {
  readonly columns: number;
  readonly rows: number;
  readonly ascii: boolean;
}): State {
  const start = aScreen({
    ...options,
    charted: ['i-0123456789abcdef0', 'i-1'],
    globalRegion: 'us-west-2',
  });
  const events = Array.from({length: 80}, (_, index) =>
    aWrite(`e${index}`, index / 2, {
      errorCode: index % 7 === 0 ? 'AccessDenied' : null,
      sourceIPAddress: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
      requestParameters: {description: '漢字 '.repeat(10), instanceId: 'i-0123456789abcdef0'},
    }),
  );
  return after(
    arrive(start, events, 'load'),
    {
      type: 'identity',
      identity: {account: '123456789012', arn: 'arn:aws:iam::1:user/kim', profile: 'prod'},
    },
    {type: 'feed', region: 'us-east-1', generation: 1, settledTo: ago(15)},
    {type: 'feed', region: 'us-west-2', generation: 1, settledTo: ago(20)},
    {
      type: 'coverage',
      coverage: {region: 'us-east-1', pushed: 'all', since: 0, until: noon, asOf: noon},
    },
    {
      type: 'series',
      now: noon,
      generation: 1,
      range: start.range,
      series: ['i-0123456789abcdef0', 'i-1'].map((id, at) => ({
        id,
        name: `web-${at}`,
        metric: 'CPUUtilization',
        statistic: 'Average',
        unit: 'Percent',
        period: 300,
        points: Array.from({length: 12}, (_, index) => ({
          time: ago(60 - 5 * index),
          value: index * 8,
        })),
        provisionalFrom: ago(10),
      })),
    },
  );
}

test('every pane fills its place exactly, in every size', () => {
  const ways: ReadonlyArray<readonly string[]> = [
    [],
    ['j', 'j', 'j'],
    ['G'],
    ['tab', 'left', 'left'],
    ['tab', '\\'],
    ['\\'],
    ['enter'],
    ['enter', 'G'],
    ['enter', '/', 'k', 'i', 'm'],
    ['?'],
    ['?', 'G'],
    ['!'],
    [':'],
    [':', 'z', 'o', 'o', 'm', 'down'],
    ['i'],
    ['/'],
    ['/', 'i', 's', ':', 'x'],
    ['t', 'x', 'enter'],
    ['/', 'n', 'o', 'w', 'h', 'e', 'r', 'e'],
    ['f', 'F'],
    ['9'],
    ['[', '['],
    ['space'],
    ['z', 'w'],
    ['e', 'e', 'E', 'E', 'E'],
  ];
  for (const [columns, rows] of sizes) {
    for (const ascii of [false, true]) {
      for (const start of [busy({columns, rows, ascii}), aScreen({columns, rows, ascii})]) {
        for (const keys of ways) {
          assertScreen(press(start, ...keys));
        }
      }
    }
  }
});

test('every size from the smallest to a wall is filled exactly', () => {
  for (let columns = 20; columns <= 250; columns += 7) {
    for (let rows = 5; rows <= 80; rows += 6) {
      assertScreen(busy({columns, rows, ascii: columns % 2 === 0}));
    }
  }
});

/** Text of any kind, or what should be text and is not. */
const anyValue = fc.oneof(
  anyText,
  fc.constantFrom(null, 0, true, [], {}, [['x']], {userName: ['x']}, 'i-0123456789abcdef0'),
);

const anyEvent: fc.Arbitrary<TrailEvent> = fc
  .tuple(
    fc.nat(100),
    fc.integer({min: -10, max: 70}),
    fc.dictionary(
      fc.constantFrom(
        'eventName',
        'eventSource',
        'userIdentity',
        'sourceIPAddress',
        'errorCode',
        'errorMessage',
        'requestParameters',
        'responseElements',
        'awsRegion',
        'userAgent',
        'readOnly',
        'resources',
      ),
      fc.oneof(
        anyValue,
        fc.dictionary(
          fc.constantFrom('userName', 'arn', 'type', 'instanceId', 'name', 'x'),
          anyValue,
        ),
      ),
    ),
  )
  .map(([id, minutes, record]) => aWrite(`e${id}`, minutes, record as JsonObject));

const anyProblem = fc.record({title: anyText, advice: anyText, code: anyText});

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  fc.record({type: fc.constant('notice' as const), text: anyText}),
  fc.record({type: fc.constant('text' as const), text: anyText}),
  fc.record({type: fc.constant('chartProblem' as const), problem: anyProblem}),
  fc.record({
    type: fc.constant('identity' as const),
    identity: fc.record({account: anyText, arn: anyText, profile: anyText}),
  }),
  fc.record({
    type: fc.constant('feed' as const),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    generation: fc.nat(4),
    settledTo: fc.integer({min: ago(90), max: noon}),
    progress: fc.record({
      pass: fc.constantFrom('filter' as const, 'writes' as const, 'all' as const),
      requests: fc.nat(9999),
      left: fc.nat(99_999),
    }),
    lag: fc.nat(9999),
    isThrottled: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('feed' as const),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    generation: fc.nat(4),
    problem: anyProblem,
  }),
  fc.record({
    type: fc.constant('archive' as const),
    filesDone: fc.nat(9),
    filesTotal: fc.nat(9999),
    columns: fc.array(anyText, {maxLength: 3}),
    problems: fc.array(fc.record({path: anyText, message: anyText, named: fc.boolean()}), {
      maxLength: 3,
    }),
    skipped: fc.nat(3),
    isDone: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('instances' as const),
    instances: fc.array(
      fc.record({
        id: fc.constantFrom('i-0123456789abcdef0', 'i-1', '\u202E'),
        name: anyText,
        type: anyText,
        state: anyText,
        monitoring: fc.constantFrom('basic' as const, '' as const),
        alarm: anyText,
      }),
      {maxLength: 3},
    ),
    suggested: fc.record({
      ids: fc.array(fc.constantFrom('i-0123456789abcdef0', 'i-1', '\u202E'), {maxLength: 3}),
      why: anyText,
    }),
  }),
  fc.record({
    type: fc.constant('series' as const),
    now: fc.constant(noon),
    generation: fc.nat(4),
    range: fc.constant({since: ago(60), until: noon}),
    series: fc.array(
      fc.record({
        id: fc.constantFrom('i-0123456789abcdef0', 'i-1', '\u202E'),
        name: anyText,
        metric: anyText,
        statistic: anyText,
        unit: fc.oneof(anyText, fc.constant('Percent')),
        period: fc.constantFrom(60, 300, 1, 7200),
        points: fc.array(
          fc.record({time: fc.integer({min: ago(70), max: noon}), value: fc.double()}),
          {maxLength: 5},
        ),
        provisionalFrom: fc.constantFrom(Infinity, ago(10)),
      }),
      {maxLength: 2},
    ),
  }),
  fc.record({type: fc.constant('tick' as const), now: fc.integer({min: noon, max: noon + day})}),
  fc.record({
    type: fc.constant('resize' as const),
    columns: fc.integer({min: 20, max: 250}),
    rows: fc.integer({min: 5, max: 80}),
  }),
);

test('whatever is in the records, and whatever a person does, the screen keeps its shape', () => {
  const keys = fc.constantFrom(
    'j',
    'k',
    'G',
    'g',
    'tab',
    'enter',
    'esc',
    '/',
    ':',
    '?',
    'i',
    't',
    'f',
    'x',
    'F',
    'w',
    '[',
    ']',
    '+',
    '-',
    '1',
    '6',
    '9',
    '.',
    '\\',
    'z',
    'space',
    'left',
    'right',
    '{',
    '}',
    'e',
    'y',
    'up',
    'down',
    'n',
    '!',
    'backspace',
    'ctrl+w',
    'pagedown',
    'pageup',
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...sizes),
      fc.boolean(),
      fc.constantFrom('live' as const, 'archive' as const),
      fc.array(fc.oneof(fc.array(anyEvent, {maxLength: 6}), anyAction, keys, keys), {
        maxLength: 20,
      }),
      ([columns, rows], ascii, mode, steps) => {
        let state = aScreen({
          columns,
          rows,
          ascii,
          mode,
          choice: mode === 'live' ? {kind: 'live', span: hour} : {kind: 'all'},
        });
        for (const step of steps) {
          if (typeof step === 'string') {
            state = press(state, step);
          } else if (Array.isArray(step)) {
            state = arrive(state, step);
          } else {
            state = after(state, step);
          }

          assertScreen(state);
        }
      },
    ),
    {numRuns: 200},
  );
});

test('a screen that is too small says which size is needed', () => {
  assert.match(read(tooSmallLines(30, 8)), /needs 40x10[\s\S]*this is 30x8[\s\S]*q quits/v);
});

test('a long line that is typed shows the place of its cursor, also a pasted megabyte', () => {
  const long = 'x'.repeat(500_000) + '漢'.repeat(500_000);
  for (const cursor of [0, 250_000, 500_001, long.length]) {
    const line = typedLine(t` filter: `, {text: long, cursor}, 60, false);
    assert.ok(lineWidth(line) <= 60);
    assert.ok(line.some(({style, text}) => style === 'cursor' && text !== ''));
  }
});

test('the list says where it is not settled, and how many it hides', () => {
  const state = arrive(
    after(aScreen(), {type: 'feed', region: 'us-east-1', generation: 1, settledTo: ago(15)}),
    [aWrite('a', 5), aWrite('b', 20), aWrite('c', 30, {eventName: 'DescribeX', readOnly: true})],
  );
  const lines = selectEvents(state, {top: 0, width: 120, height: 12}).map((line) => lineText(line));
  assert.match(lines[0] ?? '', /Events 2 of 3/v);
  const mark = lines.findIndex((line) => line.includes('newer events may still arrive'));
  assert.match(lines[mark - 1] ?? '', /11:55:00/v);
  assert.match(lines[mark + 1] ?? '', /11:40:00/v);
});

test('an empty list never says that nothing happened', () => {
  const empty = aScreen();
  const shown = (state: State) =>
    read(selectEvents(state, {top: 0, width: 120, height: 14})).replaceAll(/[│\s]+/gv, ' ');
  assert.match(shown(empty), /Nothing is loaded yet: asking CloudTrail in us-east-1/v);
  const settled = after(empty, {
    type: 'feed',
    region: 'us-east-1',
    generation: 1,
    settledTo: ago(15),
  });
  assert.match(shown(settled), /has not been read yet/v);
  assert.match(shown(settled), /No matching management event .* settled to 11:45 UTC/v);
  const failed = after(empty, {type: 'feed', region: 'us-east-1', generation: 1, problem});
  assert.match(shown(failed), /us-east-1: ThrottlingException/v);
  for (const state of [empty, settled, failed]) {
    assert.doesNotMatch(shown(state), /nothing happened/iv);
  }
});

test('a name that hides characters is flagged, a late event too', () => {
  let state = arrive(aScreen(), [
    aWrite('new', 1),
    aWrite('odd', 2, {eventName: 'Run\u202EInstances'}),
  ]);
  state = arrive(state, [aWrite('late', 30)]);
  const text = read(selectEvents(state, {top: 0, width: 120, height: 12}));
  assert.match(text, /\? 11:58:00 {2}Run<U\+202E>Ins/v);
  assert.match(text, /L 11:30:00/v);
});

test('times are written in the zone that is shown, with its name', () => {
  const localZone = {label: safe('Local'), offset: () => -5 * hour};
  const state = arrive(aScreen({localZone}), [aWrite('a', 1)]);
  assert.match(lineText(selectStatus(state)), /11:00–12:05 UTC/v);
  assert.match(lineText(selectStatus(press(state, 'z'))), /06:00–07:05 Local/v);
  assert.match(read(selectEvents(press(state, 'z'), {top: 0, width: 120, height: 9})), /06:59:00/v);
});

test('a machine whose zone is UTC says so, and how to name another', () => {
  const state = press(arrive(aScreen(), [aWrite('a', 1)]), 'z');
  assert.equal(state.zone, 'utc');
  assert.match(lineText(selectBottom(state)), /zone is UTC; TZ names another/v);
});

test('problems of an archive are red only where one is a failure', () => {
  for (const [named, style] of [
    [false, 'warn'],
    [true, 'bad'],
  ] as const) {
    const state = reduce(aScreen({mode: 'archive', choice: {kind: 'all'}}), {
      type: 'archive',
      filesDone: 1,
      filesTotal: 1,
      columns: [],
      problems: [{path: 'a.csv', message: 'has no time', named}],
      skipped: 0,
      isDone: true,
    });
    const part = selectStatus(state).find(({text}) => text.includes('1 problem (!)'));
    assert.equal(part?.style, style);
  }
});
