import assert from 'node:assert/strict';
import {test} from 'node:test';
import {selectBefore, selectBottom} from '../../../source/core/select.ts';
import {groupId} from '../../../source/core/instances/groups.ts';
import {reduce, type State} from '../../../source/core/state.ts';
import {aScreen, ago, arrive, noon, press, read, underCursor} from '../../support/a-record.ts';
import {
  aboutGroup,
  charting,
  cpuOf,
  launched,
  machine,
  made,
  on,
} from '../../support/spike-world.ts';

const {tree, river} = machine;

function shown(state: State): string {
  const {columns, rows} = state.size;
  return read(selectBefore(state, {top: 1, width: columns, height: rows - 2}));
}

/** The first of the calls. */
function firstCall(state: State): string {
  return (
    shown(state)
      .split('\n')
      .find((line) => line.includes('▸')) ?? ''
  );
}

const restart = made('restart', 'RebootInstances', 12, on(tree));
const stop = made('stop', 'StopInstances', 31, on(river));

test('b without an instance on the chart says what to do', () => {
  const state = press(arrive(aScreen(), [restart]), 'b');
  assert.equal(state.overlay, undefined);
  assert.match(state.notice, /nothing is charted: i chooses/v);
});

test('b before any datapoint has come, or where nothing rose, says that', () => {
  assert.match(
    press(charting([{...cpuOf(tree, 0), points: []}], [restart]), 'b').notice,
    /no datapoint/v,
  );
  assert.match(press(charting([cpuOf(tree, 0)], [restart]), 'b').notice, /kept its level/v);
});

test('b shows the calls before the highest rise where nothing was chosen, and says so', () => {
  const state = press(charting([cpuOf(tree, 10)], [restart, made('new', 'PutSomething', 1)]), 'b');
  const text = shown(state);
  assert.match(text, /Before: i-0aaaa1111bbbb2222 CPUUtilization 11 % → 98 % from 11:50 UTC/v);
  assert.match(text, /highest rise of the range: no moment was chosen/v);
  assert.match(firstCall(state), /11:48:00 +2m +kim +RebootInstances/v);
  assert.match(text, /names this instance · write · 2m before/v);
  assert.match(text, /Looked at 1 loaded call \(1 write\) 11:35 to 11:51 UTC/v);
  assert.match(text, /All calls of that time are loaded/v);
});

test('where nothing rose it is not said that it did', () => {
  const text = shown(press(charting([cpuOf(tree, 30, 1, 60)], [stop]), 'b'));
  assert.match(text, /CPUUtilization 61 % → 1 % from 11:30/v);
  assert.match(text, /The last change of the range, which has no rise: no moment was chosen/v);
});

test('from a call of the list b shows what changed around it, on the machine that the call names', () => {
  const series = [cpuOf(tree, 10), cpuOf(river, 30, 1, 60)];
  const list = press(charting(series, [restart, stop]), 'j');
  assert.equal(underCursor(list), 'stop');
  const state = press(list, 'b');
  assert.match(shown(state), /Before: i-0cccc3333dddd4444 .* 61 % → 1 % from 11:30/v);
  assert.match(shown(state), /The change that follows 11:29/v);
  assert.match(firstCall(state), /StopInstances/v);
});

test('of several charted instances the one that rose most comes first, and Tab goes on to the next', () => {
  const series = [cpuOf(river, 30, 40), cpuOf(tree, 10)];
  const state = press(charting(series, [restart, stop]), 'b');
  assert.match(shown(state), /Before: i-0aaaa/v);
  const next = press(state, 'tab');
  assert.match(shown(next), /Before: i-0cccc.* 11 % → 42 % from 11:30/v);
  assert.match(firstCall(next), /StopInstances/v);
  const alone = press(charting([cpuOf(tree, 10)], [restart]), 'b', 'tab');
  assert.match(alone.notice, /nothing else is charted/v);
});

test('on the chart b asks about the column under its cursor', () => {
  const state = press(charting([cpuOf(tree, 10)], [restart]), 'tab', 'b');
  assert.match(shown(state), /from 11:50/v);
  assert.doesNotMatch(shown(state), /highest rise/v);
  const earlier = press(
    charting([cpuOf(tree, 10)], [restart]),
    'tab',
    ...Array.from({length: 40}, () => 'left'),
    'b',
  );
  assert.match(shown(earlier), /highest rise of the range: nothing changed at 11:/v);
});

test('[ looks further back and ] less far, to an end that is said', () => {
  const old = made('old', 'RebootInstances', 35, on(tree));
  const state = press(charting([cpuOf(tree, 10)], [old]), 'b');
  assert.match(shown(state), /No loaded call explains this/v);
  const further = press(state, '[');
  assert.match(shown(further), /looks 30m back/v);
  assert.match(firstCall(further), /11:25:00 +25m/v);
  assert.match(press(further, ']', ']', ']').notice, /five minutes/v);
  assert.match(press(further, ...Array.from({length: 9}, () => '[')).notice, /a day/v);
});

test('when nothing explains a change it is said, with what was looked at and what can never be seen', () => {
  const state = press(charting([cpuOf(tree, 10)], [made('else', 'PutSomething', 15), stop]), 'b');
  const text = shown(state).replaceAll(/[\s│]+/gv, ' ');
  assert.match(text, /No loaded call explains this\./v);
  assert.match(
    text,
    /Looked at 1 loaded call \(1 write\) 11:35 to 11:51 UTC: no write among them that worked names i-0aaaa1111bbbb2222\./v,
  );
  assert.match(
    text,
    /Its security groups, volumes, role and Auto Scaling group are not known, so/v,
  );
  assert.match(text, /All calls of that time are loaded/v);
  assert.match(text, /LookupEvents never shows: work inside the machine .* data events/v);
  assert.match(
    text,
    /Other writes of that time, which name nothing of it: ▸ 11:45:00 5m kim PutSomething/v,
  );
});

test('what is not loaded is said: a time, or the reads of it', () => {
  const events = [made('else', 'PutSomething', 15)];
  const bare: State = {...charting([cpuOf(tree, 10)], events), coverage: []};
  assert.match(shown(press(bare, 'b')), /Not loaded: 11:35 to 11:51/v);
  const writes = [
    {region: 'us-east-1', pushed: 'ReadOnly=false', since: ago(90), until: noon, asOf: noon},
  ];
  assert.match(
    shown(press({...bare, coverage: writes}, 'b')),
    /All writes of that time are loaded, reads not 11:35 to 11:51/v,
  );
});

test('what belongs to the machine is looked for as well, and named', () => {
  const events = [launched('launch', tree, 50, {security: 'sg-0123456789abcdef0'})];
  const text = shown(press(charting([cpuOf(tree, 10)], events), 'b')).replaceAll(/[\s│]+/gv, ' ');
  assert.match(
    text,
    /or anything of it\. Looked for as well: security group sg-0123456789abcdef0\./v,
  );
});

test('what DescribeInstances told of the machine is looked for as well; a group makes it an hour', () => {
  const told = (group: string) =>
    reduce(charting([cpuOf(tree, 10)], []), {
      type: 'instances',
      instances: [
        {
          id: tree,
          group,
          belongings: new Map([
            ['volume', new Set(['vol-0feedfeedfeedfeed'])],
            ...(group === '' ? [] : [['group', new Set([group])] as const]),
          ]),
        },
      ],
    });
  const alone = shown(press(told(''), 'b'));
  assert.match(alone, /Looked for as well: volume vol-0feedfeedfeedfeed\./v);
  assert.match(alone, /looks 15m back/v);
  const member = shown(press(told('forest'), 'b'));
  assert.match(member, /Looked for as well: Auto Scaling group forest, volume vol-/v);
  assert.match(member, /looks 1h back/v);
});

test('of the line of an Auto Scaling group b asks about the group, by its name', () => {
  const line = {...cpuOf(groupId('forest'), 10)};
  const refresh = aboutGroup('refresh', 'StartInstanceRefresh', 40, 'forest');
  const text = shown(press(charting([line], [refresh]), 'b'));
  assert.match(text, /Before: forest CPUUtilization 11 % → 98 % from 11:50 UTC .* looks 1h back/v);
  assert.match(text, /▸ 11:20:00 +30m +kim +StartInstanceRefresh/v);
  assert.match(text, /names its Auto Scaling group forest · write/v);
  assert.match(shown(press(charting([line], []), 'b')), /no write .* names forest or anything of/v);
});

test('the machine is called as the chart calls it, also where only its launch tells its name', () => {
  const tags = {items: [{key: 'Name', value: 'night-1'}]};
  const launch = made('launch', 'RunInstances', 50, {
    responseElements: {instancesSet: {items: [{instanceId: tree, tagSet: tags}]}},
  });
  const text = shown(press(charting([cpuOf(tree, 10)], [launch]), 'b'));
  assert.match(text, /^┌ Before: night-1 i-0aaaa1111bbbb2222 CPUUtilization/v);
});

test('Enter shows the call in the list with its record, and Esc leads back to the same line', () => {
  const events = [restart, made('second', 'RebootInstances', 14, on(tree))];
  const state = press(charting([cpuOf(tree, 10)], events), 'b', 'j');
  const there = press(state, 'enter');
  assert.equal(there.overlay, undefined);
  assert.equal(underCursor(there), 'second');
  assert.ok(there.detail);
  const list = press(there, 'esc');
  assert.match(read([selectBottom(list)]), /Esc back to before spike/v);
  const back = press(list, 'esc');
  assert.equal(shown(back), shown(state));
  assert.equal(press(back, 'esc').overlay, undefined);
});

test('> offers the ways on from the call, and Esc leads back to the calls', () => {
  const state = press(charting([cpuOf(tree, 10)], [restart]), 'b');
  const menu = press(state, '>');
  assert.equal(menu.overlay?.kind, 'pivots');
  assert.equal(shown(press(menu, 'esc')), shown(state));
  const led = press(menu, 'enter');
  assert.equal(led.overlay, undefined);
  assert.ok(led.filter);
  assert.equal(shown(press(led, 'esc')), shown(state));
});

test('the call under the cursor stays when events arrive, and the change stays as it was asked about', () => {
  const events = [restart, made('second', 'RebootInstances', 14, on(tree))];
  const state = press(charting([cpuOf(tree, 10)], events), 'b', 'j');
  const more = arrive(state, [made('third', 'RebootInstances', 11, on(tree))]);
  assert.match(firstCall(more), /11:46:00/v);
  assert.match(shown(more), /11:49:00/v);
});

test('on a frozen screen what came later is not looked at', () => {
  const state = press(charting([cpuOf(tree, 10)], [restart]), 'space');
  const more = press(arrive(state, [made('third', 'RebootInstances', 11, on(tree))]), 'b');
  assert.match(firstCall(more), /11:48:00/v);
  assert.doesNotMatch(shown(more), /11:49:00/v);
});

test('an instance that stopped sending is asked about like any other change', () => {
  const series = cpuOf(tree, 0);
  const ended = {...series, points: series.points.filter(({time}) => time < ago(20))};
  const state = press(charting([ended], [made('stop', 'StopInstances', 20.5, on(tree))]), 'b');
  assert.match(shown(state), /11 % → no data from 11:40/v);
  assert.match(firstCall(state), /StopInstances/v);
});

test('every size and ASCII: no line is wider than the screen, none is missing', () => {
  for (const [columns, rows] of [
    [120, 40],
    [80, 24],
    [60, 16],
    [40, 10],
  ] as const) {
    for (const events of [[restart, stop], [stop]]) {
      const state = press(
        charting([cpuOf(tree, 10)], events, {columns, rows, ascii: true}),
        'b',
        'G',
        'g',
      );
      const lines = shown(state).split('\n');
      assert.equal(lines.length, rows - 2);
      assert.ok(lines.every((line) => line.length === columns));
      assert.doesNotMatch(lines.join(''), /[^\u0020-\u007E]/v);
    }
  }
});

test('hostile text in a call is shown, not obeyed', () => {
  const evil = made('evil', 'Reboot\u001B[2JInstances', 12, {...on(tree), userAgent: '\u202E'});
  const text = shown(press(charting([cpuOf(tree, 10)], [evil]), 'b')).replaceAll('\n', ' ');
  assert.doesNotMatch(text, /[\p{Cc}\p{Cf}]/v);
  assert.match(text, /Reboot␛\[2JInstances/v);
});

test('while nothing of that time is loaded it is not said that no call explains it', () => {
  const state = press({...charting([cpuOf(tree, 10)], []), coverage: []}, 'b');
  const text = shown(state).replaceAll(/[\s│]+/gv, ' ');
  assert.match(text, /Nothing of that time is loaded yet: it is being read/v);
  assert.doesNotMatch(text, /No loaded call explains this|Looked at 0/v);
  assert.match(shown(arrive(state, [restart], 'load')), /RebootInstances/v);
});

test('what was read long after it happened is settled, also before the first sweep has ended', () => {
  assert.match(shown(press(charting([cpuOf(tree, 10)], [restart]), 'b')), /nothing is settled/v);
  const early = made('early', 'RebootInstances', 42, on(tree));
  const old = shown(press(charting([cpuOf(tree, 40)], [early]), 'b'));
  assert.match(old, /All calls of that time are loaded\./v);
  assert.doesNotMatch(old, /settled/v);
});
