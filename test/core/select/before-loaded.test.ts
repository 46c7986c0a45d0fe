import assert from 'node:assert/strict';
import {test} from 'node:test';
import {EventStore} from '../../../source/core/event-store.ts';
import {selectBefore} from '../../../source/core/select.ts';
import {type State} from '../../../source/core/state.ts';
import {hour, minute, second} from '../../../source/core/time.ts';
import {after, ago, arrive, aRead, aScreen, noon, press, read} from '../../support/a-record.ts';
import {charting, cpuOf, machine, made, on} from '../../support/spike-world.ts';

const {tree, river} = machine;

function shown(state: State): string {
  const {columns, rows} = state.size;
  return read(selectBefore(state, {top: 1, width: columns, height: rows - 2})).replaceAll(
    /[\s│]+/gv,
    ' ',
  );
}

/** What is read of the time before the rise at 11:50; everything else is. */
function withHole(since: number, until: number): State {
  const state = charting([cpuOf(tree, 10)], []);
  const whole = {region: 'us-east-1', pushed: 'all', asOf: noon};
  return {
    ...state,
    coverage: [
      {...whole, since: noon - 2 * hour, until: since},
      {...whole, since: until, until: noon},
    ],
  };
}

test('what has gone from memory is told up to where what is kept begins', () => {
  const reads = Array.from({length: 20}, (_, index) => aRead(`r${index}`, index));
  const settledTo = {type: 'feed', region: 'us-east-1', settledTo: ago(15)} as const;
  const kept = (limit: number) => {
    const state = charting([cpuOf(tree, 10)], reads, {store: new EventStore({limit})});
    return shown(press(after(state, {...settledTo, generation: state.generation}), 'b'));
  };

  const [, since = ''] = /Gone from memory: 11:35 to (?<since>\d\d:\d\d) /v.exec(kept(14)) ?? [];
  assert.ok(since > '11:45' && since < '11:51', since);
  assert.match(kept(14), /\(--max-events keeps more\)\. All calls of the rest are loaded/v);
  assert.match(
    kept(4),
    /All of that time has gone from memory \(--max-events keeps more\)\. Lookup/v,
  );
});

test('a hole of some seconds is told as that, and one that no call can lie in not at all', () => {
  const at = ago(15) + 10 * second;
  assert.match(
    shown(press(withHole(at, at + 20 * second), 'b')),
    /Not loaded: some seconds of 11:45;/v,
  );
  assert.match(shown(press(withHole(at + 1, at + 999), 'b')), /All calls of that time are loaded/v);
  assert.match(shown(press(withHole(ago(16), ago(13)), 'b')), /Not loaded: 11:44 to 11:47;/v);
});

test('what is not settled yet is not told as loaded where nobody has read it', () => {
  const state = withHole(ago(16), ago(13));
  const settled = after(state, {
    type: 'feed',
    region: 'us-east-1',
    generation: state.generation,
    settledTo: ago(30),
  });
  assert.match(
    shown(press(settled, 'b')),
    /Not loaded: 11:44 to 11:47; newer ones may still arrive \(settled to 11:30\)/v,
  );
});

test('a time that goes past midnight has a date at both ends', () => {
  const midnight = Date.UTC(2026, 10, 21);
  const at = (minutes: number) => new Date(midnight + minutes * minute).toISOString();
  const state = arrive(
    aScreen({mode: 'archive', choice: {kind: 'all'}}),
    [
      made('early', 'PutSomething', 0, {eventTime: at(-10)}),
      made('asked', 'RebootInstances', 0, {...on(tree), eventTime: at(2)}),
      made('newest', 'PutSomething', 0, {eventTime: at(24 * 60)}),
    ],
    'load',
  );
  assert.match(
    shown(press(state, 'j', 'b')),
    /Looked at 1 loaded call \(1 write\) 2026-11-20 23:47 to 2026-11-21 00:02 UTC/v,
  );
});

test('b in an archive that is not read whole says how many files are unread', () => {
  const call = made('restart', 'RebootInstances', 12, on(tree));
  const state = arrive(aScreen({mode: 'archive', choice: {kind: 'all'}}), [call], 'load');
  const reading = after(state, {
    type: 'archive',
    filesDone: 4,
    filesTotal: 24,
    columns: [],
    problems: [],
    skipped: 0,
    isDone: false,
  });
  assert.match(
    shown(press(reading, 'b')),
    /Only 4 of 24 files are read yet: the calls of the other 20 appear here by themselves\./v,
  );
  assert.match(
    shown(press(reading, 'esc', 'b')),
    /Reading was stopped after 4 of 24 files: what the other 20 hold was not looked at\./v,
  );
  assert.match(
    shown(press(reading, 'space', 'b')),
    /Frozen after 4 of 24 files: what the other 20 hold is not looked at\./v,
  );
});

test('writes that are not listed are told as a part of the writes', () => {
  const another = {userIdentity: {type: 'IAMUser', userName: 'mara'}};
  const calls = [
    made('restart', 'RebootInstances', 12, on(tree)),
    made('tags', 'CreateTags', 12, {...on(river), ...another}),
    made('log', 'CreateLogStream', 13, another),
  ];
  const state = press(charting([cpuOf(tree, 10)], calls), 'b');
  assert.match(
    shown(state),
    /Looked at 3 loaded calls \(3 writes, 2 of them not listed: labels and logs of others\) 11:35/v,
  );
  const one = press(charting([cpuOf(tree, 10)], calls.slice(2)), 'b');
  assert.match(shown(one), /\(1 write, not listed: labels and logs of others\)/v);
  const both = press(charting([cpuOf(tree, 10)], calls.slice(1)), 'b');
  assert.match(shown(both), /\(2 writes, none of them listed: labels and logs of others\)/v);
});

test('where room is short and signs are plain, an arrow is written with plain signs', () => {
  const call = made('command', 'SendCommand', 12, {
    eventSource: 'ssm.amazonaws.com',
    requestParameters: {documentName: 'AWS-RunShellScript', instanceIds: [tree]},
  });
  const size = {columns: 60, rows: 16, ascii: true};
  const text = shown(press(charting([cpuOf(tree, 10)], [call], size), 'b'));
  assert.match(text, /AWS-RunShellScript -> [\|\s]*i-0/v);
  assert.doesNotMatch(text, /U\+2192/v);
});
