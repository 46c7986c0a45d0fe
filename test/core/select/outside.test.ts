import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EventStore} from '../../../source/core/event-store.ts';
import {selectBottom} from '../../../source/core/select/bottom.ts';
import {emptyWords} from '../../../source/core/select/empty.ts';
import {selectEvents} from '../../../source/core/select/events.ts';
import {selectEverywhere} from '../../../source/core/select/everywhere.ts';
import {reduce, type Action, type State} from '../../../source/core/state.ts';
import {VisibleRows} from '../../../source/core/state/visible.ts';
import {lineText} from '../../../source/core/text.ts';
import {day, hour} from '../../../source/core/time.ts';
import {
  after,
  ago,
  aRead,
  arrive,
  aScreen,
  aWrite,
  listed,
  noon,
  press,
  read,
  type,
  archiveRead,
} from '../../support/a-record.ts';

function emptyList(state: State): string {
  return read(emptyWords(state, 200)).replaceAll(/\s+/gv, ' ');
}

function listPane(state: State): string {
  return read(selectEvents(state, {top: 0, width: 120, height: 14}));
}

function filtered(state: State, text: string): State {
  return press(type(press(state, '/'), text), 'enter');
}

function covered(pushed: string, since: number): Action {
  const region = 'us-east-1';
  return {type: 'coverage', coverage: {region, pushed, since, until: noon, asOf: noon}};
}

const settled: Action = {
  type: 'feed',
  region: 'us-east-1',
  generation: 1,
  settledTo: ago(15),
};

function anArchive(...minutes: readonly number[]): State {
  const state = arrive(
    aScreen({mode: 'archive', choice: {kind: 'live', span: hour}}),
    [aRead('newest', 0), ...minutes.map((each, index) => aWrite(`w${index}`, each))],
    'load',
  );
  return reduce(state, archiveRead);
}

test('an empty archive list says what matches outside the range, and the digit that shows it', () => {
  const state = filtered(anArchive(300, 2 * 24 * 60), 'name:RunInstances');
  assert.match(
    emptyList(state),
    /No event of the archive matches in this range: all of it is read\. 2 events match outside this range, newest 07:00 UTC: 7 shows 7d\./v,
  );
  assert.deepEqual(listed(press(state, '7')), ['w0', 'w1']);
  const none = filtered(state, 'name:Nothing');
  assert.match(emptyList(none), /None matches outside this range either\./v);
});

test('what no digit holds is shown by all, typed as a range', () => {
  const state = filtered(anArchive(200 * 24 * 60), 'name:RunInstances');
  assert.match(emptyList(state), /1 event matches outside .*: t and all shows everything\./v);
  assert.deepEqual(listed(press(type(press(state, 't'), 'all'), 'enter')), ['w0']);
});

test('a live list typed as all shows what CloudTrail answers for', () => {
  const state = press(type(press(aScreen(), 't'), 'all'), 'enter');
  assert.deepEqual(state.choice, {kind: 'live', span: 90 * day});
});

test('a live list that is empty tells of loaded events that match outside it', () => {
  const state = arrive(after(aScreen(), settled), [aWrite('old', 100), aWrite('new', 3)]);
  const none = filtered(state, 'id:old');
  assert.match(
    emptyList(none),
    /1 loaded event matches outside .* newest 10:20 UTC: 3 shows 3h\./v,
  );
  assert.deepEqual(listed(press(none, '3')), ['old']);
  assert.doesNotMatch(emptyList(filtered(state, 'id:neither')), /outside/v);
});

test('what lies outside is looked for once, for as long as nothing has changed', () => {
  const store = new EventStore();
  const visible = new VisibleRows();
  arrive(aScreen({store}), [aWrite('a', 300)]);
  const input = {store, filter: undefined, view: 'all', rowLimit: Infinity} as const;
  const first = visible.withoutRange(input);
  assert.equal(first.rows.length, 1);
  assert.equal(visible.withoutRange(input), first);
});

test('once all that AWS selects by the filter is read, the list says that nothing else can match', () => {
  const week = after(aScreen({choice: {kind: 'live', span: 7 * day}}), settled);
  const asked = after(
    filtered(week, 'name:RunInstances mfa:no'),
    covered('all', ago(12)),
    covered('ReadOnly=false', ago(600)),
  );
  const during = after(asked, covered('EventName=RunInstances', ago(300)));
  assert.match(
    emptyList(during),
    /name:RunInstances of this range has been read back to 07:00 only: older ones are being loaded\./v,
  );
  assert.doesNotMatch(emptyList(during), /A loads/v);
  const done = after(asked, covered('EventName=RunInstances', ago(9 * 24 * 60)));
  assert.match(
    emptyList(done),
    /No matching management event is there for us-east-1 in this range, settled to 11:45 UTC: all name:RunInstances of it are read, and nothing else can match\./v,
  );
});

test('a short list says the same below its last row', () => {
  const week = after(aScreen({choice: {kind: 'live', span: 7 * day}}), settled);
  const asked = after(
    filtered(arrive(week, [aWrite('a', 5)]), 'name:RunInstances'),
    covered('all', ago(12)),
  );
  const during = after(asked, covered('EventName=RunInstances', ago(300)));
  assert.match(
    listPane(during),
    /name:RunInstances is read back to 07:00 only; more is being loaded/v,
  );
  const done = after(during, covered('EventName=RunInstances', ago(9 * 24 * 60)));
  assert.match(
    listPane(done),
    /all name:RunInstances of this range are read: no other event can match/v,
  );
});

test('Enter at the sign-ins lists what was found, over a range that holds it; Esc leads back in one step', () => {
  const login = aWrite('login', 400, {
    eventName: 'ConsoleLogin',
    eventSource: 'signin.amazonaws.com',
  });
  const before = arrive(after(aScreen(), settled), [aWrite('a', 1)]);
  let state = press(before, 'L');
  assert.equal(press(state, 'enter').notice, 'nothing has been found yet');
  assert.equal(lineText(selectBottom(state)).trim(), 'Esc back');
  const request = state.everywhere?.request ?? 0;
  const hits = {status: 'hits', hits: 1, more: true, oldest: ago(400), newest: ago(400)} as const;
  state = arrive(state, [login], 'load');
  state = reduce(state, {type: 'everywhere', request, region: 'us-east-1', answer: hits});
  const pane = read(selectEverywhere(state, {top: 1, width: 100, height: 20}));
  assert.match(pane, /us-east-1 +1 hit, newest 05:20 UTC; older ones were not asked for/v);
  assert.match(pane, /Enter lists them, over 12h: not all are in the range on the screen\./v);
  assert.equal(lineText(selectBottom(state)).trim(), '↵ list them  Esc back');
  const shown = press(state, 'enter');
  assert.deepEqual(listed(shown), ['login']);
  assert.equal(shown.overlay, undefined);
  const back = press(shown, 'esc');
  assert.deepEqual([back.filter, back.choice], [before.filter, before.choice]);
  assert.equal(press(state, 'esc').filter, before.filter);
});
