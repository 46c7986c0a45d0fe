import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {EventStore} from '../../../source/core/event-store.ts';
import {fromRow, type TrailEvent} from '../../../source/core/event.ts';
import {type JsonObject} from '../../../source/core/json.ts';
import {selectEvents} from '../../../source/core/select.ts';
import {mostOpened} from '../../../source/core/state/asked.ts';
import {runAt} from '../../../source/core/state/collapse.ts';
import {sameCalls} from '../../../source/core/state/same-calls.ts';
import {type StartOptions} from '../../../source/core/state/initial.ts';
import {cursorPosition, listLines} from '../../../source/core/state/settle.ts';
import {reduce, type State} from '../../../source/core/state.ts';
import {lineText} from '../../../source/core/text.ts';
import {
  aRead,
  arrive,
  aScreen,
  aWrite,
  listed,
  noon,
  press,
  underCursor,
} from '../../support/a-record.ts';
import {session} from '../../support/event-records.ts';

function aMonitor(options: Partial<StartOptions> = {}): State {
  return aScreen({isCollapsing: true, view: 'all', ...options});
}

/** A denied call so many minutes before noon: the same one every time. */
function denied(id: string, minutes: number, record: JsonObject = {}): TrailEvent {
  return aWrite(id, minutes, {errorCode: 'AccessDenied', ...record});
}

/** What the list's pane shows of events, one text a line: not what it says of the loading. */
function drawn(state: State): readonly string[] {
  const width = state.size.columns;
  return selectEvents(state, {top: 0, width, height: listLines(state) + 4})
    .slice(2, -1)
    .map((line) => lineText(line).slice(1, -1).trimEnd())
    .filter((text) => text !== '' && !text.startsWith(' ──') && !text.startsWith(' --'));
}

/** w1 (newest), then d0 to d9 alike, then w2. */
const ten = [
  aWrite('w1', 1),
  ...Array.from({length: 10}, (_, index) => denied(`d${index}`, 10 + index)),
  aWrite('w2', 30),
];

test('ten identical neighbours are one row that says how many and since when', () => {
  const state = arrive(aMonitor(), ten);
  const lines = drawn(state);
  assert.equal(lines.length, 3);
  assert.match(lines[1] ?? '', /11:50:00\s+RunInstances ×10 .*since 11:41\s+! DENIED$/v);
  assert.doesNotMatch(`${lines[0]}${lines[2]}`, /×|since/v);
});

test('in ASCII the number has an x before it', () => {
  const [, line = ''] = drawn(arrive(aMonitor({ascii: true}), ten));
  assert.match(line, /RunInstances x10 /v);
});

test('two alike stay two rows, three become one', () => {
  assert.equal(drawn(arrive(aMonitor(), [denied('a', 1), denied('b', 2)])).length, 2);
  assert.equal(
    drawn(arrive(aMonitor(), [denied('a', 1), denied('b', 2), denied('c', 3)])).length,
    1,
  );
});

test('the list still counts every event', () => {
  const state = arrive(aMonitor(), ten);
  assert.equal(listed(state).length, 12);
  const title = lineText(selectEvents(state, {top: 0, width: 120, height: 20})[0] ?? []);
  assert.match(title, /Events 12 of 12/v);
});

test('Enter opens the row in its place, Enter there shows the record, Esc closes one after the other', () => {
  let state = press(arrive(aMonitor(), ten), 'j', 'enter');
  assert.equal(state.detail, undefined);
  assert.equal(drawn(state).length, 12);
  assert.equal(underCursor(state), 'd0');
  assert.equal(state.cursorLine, 1);
  assert.match(drawn(state)[1] ?? '', /^▸ │11:50:00\s+RunInstances {2}/v);
  assert.match(drawn(state)[0] ?? '', /^ {3}11:59:00/v);
  state = press(state, 'j', 'j');
  assert.equal(underCursor(state), 'd2');
  state = press(state, 'enter');
  assert.notEqual(state.detail, undefined);
  state = press(state, 'esc');
  assert.equal(drawn(state).length, 12);
  state = press(state, 'esc');
  assert.equal(drawn(state).length, 3);
  assert.equal(cursorPosition(state), 1);
  assert.equal(state.cursorLine, 1);
  assert.equal(underCursor(state), 'd2', 'the cursor is held on its event');
});

test('Esc closes opened rows before it gives up the full height', () => {
  let state = press(arrive(aMonitor(), ten), '\\', 'j', 'enter', 'esc');
  assert.ok(state.isMaximised);
  assert.equal(drawn(state).length, 3);
  state = press(state, 'esc');
  assert.ok(!state.isMaximised);
});

test('more of the same on top: the cursor stays on the row and the row on its line', () => {
  let state = press(arrive(aMonitor(), ten.slice(1)), 'j', 'k');
  state = press(state, 'j');
  assert.equal(underCursor(state), 'w2');
  state = press(arrive(aMonitor(), ten), 'j');
  for (let index = 0; index < 5; index++) {
    state = arrive(state, [denied(`new${index}`, 9 - index)], 'load');
    assert.equal(cursorPosition(state), 1);
    assert.equal(state.cursorLine, 1);
    assert.equal(underCursor(state), 'd0');
    assert.match(drawn(state)[1] ?? '', new RegExp(`^▸ .*×${11 + index} `, 'v'));
  }

  assert.match(drawn(state)[1] ?? '', /11:55:00/v, 'the time is that of the newest');
  state = press(state, 'enter');
  assert.equal(underCursor(state), 'd0', 'opened, the cursor is on the event that it was on');
  assert.equal(cursorPosition(state), 6);
});

test('what joins an opened row is shown with it', () => {
  let state = press(arrive(aMonitor(), ten), 'j', 'enter');
  state = arrive(state, [denied('new', 5)]);
  assert.equal(drawn(state).length, 13);
  assert.equal(underCursor(state), 'd0');
});

test('e and E lead from row to row, not through what a row holds', () => {
  const events = [...ten, denied('other', 40, {eventName: 'StopInstances'})];
  let state = press(arrive(aMonitor(), events), 'e');
  assert.equal(underCursor(state), 'd0');
  state = press(state, 'e');
  assert.equal(underCursor(state), 'other');
  state = press(state, 'E');
  assert.equal(cursorPosition(state), 1);
  assert.equal(underCursor(press(state, 'E')), 'd0');
  assert.match(press(state, 'E').notice, /no failed call nearer to now/v);
});

test('{ and }, G, g and pages count rows', () => {
  const many = [
    ...ten,
    ...Array.from({length: 60}, (_, index) => aWrite(`m${index}`, 31 + index / 3)),
  ];
  const state = arrive(aMonitor(), many);
  assert.equal(underCursor(press(state, '{')), 'd0');
  assert.equal(underCursor(press(state, '{', '{')), 'w2');
  assert.equal(underCursor(press(state, '{', '{', '}', '}')), 'w1');
  const last = press(state, 'G');
  assert.equal(underCursor(last), 'm59');
  assert.equal(last.cursorLine, listLines(last) - 1);
  const page = press(state, 'pagedown');
  assert.equal(cursorPosition(page), listLines(state) - 2);
  assert.equal(underCursor(press(page, 'pageup')), 'w1');
});

test('a chart column within a collapsed row leads to that row', () => {
  const state = reduce(press(arrive(aMonitor(), ten), 'tab'), {type: 'command', id: 'left'});
  const moved = press(state, ...Array.from({length: 60}, () => 'left'));
  assert.notEqual(moved.cursor, undefined);
  assert.ok(cursorPosition(moved) < 3);
});

test('u gives every event a row of its own, and back', () => {
  let state = press(arrive(aMonitor(), ten), 'G', 'u');
  assert.equal(drawn(state).length, 12);
  assert.equal(underCursor(state), 'w2');
  state = press(state, 'u');
  assert.equal(drawn(state).length, 3);
  assert.equal(underCursor(state), 'w2');
});

test('what changed something or handed out a secret never hides behind another', () => {
  const writes = ['a', 'b', 'c'].map((id, index) => aWrite(id, index));
  const secrets = ['d', 'e', 'f'].map((id, index) =>
    aRead(id, 10 + index, {eventName: 'GetSecretValue'}),
  );
  const reads = ['g', 'h', 'i'].map((id, index) => aRead(id, 20 + index));
  const state = arrive(aMonitor(), [...writes, ...secrets, ...reads]);
  assert.equal(drawn(state).length, 7);
});

test('tries that failed share a row where they asked for the same, and only there', () => {
  const tried = (id: string, minutes: number, policy: string) =>
    denied(id, minutes, {
      eventName: 'AttachUserPolicy',
      eventSource: 'iam.amazonaws.com',
      requestParameters: {userName: 'kim', policyArn: `arn:aws:iam::aws:policy/${policy}`},
    });
  const same = ['a', 'b', 'c'].map((id, index) => tried(id, index, 'ReadOnlyAccess'));
  const state = arrive(aMonitor(), [
    ...same,
    tried('d', 10, 'AdministratorAccess'),
    ...['e', 'f', 'g'].map((id, index) => tried(id, 20 + index, 'ReadOnlyAccess')),
  ]);
  const lines = drawn(state);
  assert.equal(lines.length, 3);
  assert.match(lines[0] ?? '', /×3/v);
  assert.match(lines[1] ?? '', /kim \+ Admin/v);
  const buckets = ['a', 'b', 'c', 'd', 'e'].map((id, index) =>
    denied(id, index, {
      eventName: 'DeleteBucket',
      eventSource: 's3.amazonaws.com',
      requestParameters: {bucketName: `bucket-${id}`},
    }),
  );
  assert.equal(drawn(arrive(aMonitor(), buckets)).length, 5);
});

test('a token that each try of the same call has for itself makes it no other call', () => {
  const tries = ['a', 'b', 'c'].map((id, index) =>
    denied(id, index, {requestParameters: {instanceType: 't3.micro', clientToken: id}}),
  );
  assert.equal(drawn(arrive(aMonitor(), tries)).length, 1);
});

test('failed tries beyond what may be opened have rows of their own; denied reads are never too many', () => {
  const tries = Array.from({length: mostOpened + 50}, (_, index) =>
    denied(`t${index}`, index / 10, {requestParameters: {bucketName: 'one'}}),
  );
  const few = arrive(aMonitor(), tries, 'load');
  const lines = few.lines.rows.length;
  assert.ok(lines > 1 && lines <= 52, String(lines));
  const reads = Array.from({length: 1000}, (_, index) =>
    aRead(`r${index}`, index / 20, {errorCode: 'AccessDenied', requestParameters: {n: index}}),
  );
  const state = arrive(aMonitor(), reads, 'load');
  assert.equal(state.lines.rows.length, 1);
});

test('another user, role, key, agent, account, address, error, region, service, resource or instance is another call', () => {
  const differing: readonly JsonObject[] = [
    {eventName: 'StopInstances'},
    {userIdentity: session('ops', 'kim')},
    {userIdentity: {type: 'IAMUser', userName: 'kim', accessKeyId: 'AKIAOTHER'}},
    {userAgent: 'curl/8'},
    {recipientAccountId: '999999999999'},
    {sourceIPAddress: '198.51.100.7'},
    {errorCode: 'Client.UnauthorizedOperation'},
    {awsRegion: 'eu-west-1'},
    {eventSource: 'rds.amazonaws.com'},
    {resources: [{ARN: 'arn:aws:s3:::bucket'}]},
    {requestParameters: {instanceId: 'i-0123456789abcdef0'}},
  ];
  for (const record of differing) {
    const store = new EventStore();
    store.add([denied('a', 1), denied('b', 2), denied('c', 3, record)]);
    assert.ok(sameCalls(store)(0, 1));
    assert.ok(!sameCalls(store)(1, 2), JSON.stringify(record));
  }
});

test('rows of a CSV collapse where all cells but their times are equal', () => {
  const columns = ['time', 'event_type', 'note'];
  const rows = ['a', 'a', 'a', 'b'].map((note, index) =>
    fromRow(
      {time: `2026-11-22T11:5${index}:00Z`, event_type: 'EC2_INSTANCE_TERMINATED', note},
      'time',
    ),
  );
  const store = new EventStore();
  store.add(rows);
  assert.ok(sameCalls(store, columns)(1, 2));
  assert.ok(!sameCalls(store, columns)(0, 1), 'b is the newest');
});

test('however events arrive and keys are pressed, the lines hold every row once and the cursor its event', () => {
  const event = fc
    .record({id: fc.nat(200), minutes: fc.integer({min: 0, max: 54}), kind: fc.nat(2)})
    .map(({id, minutes, kind}) =>
      kind === 0
        ? aWrite(`w${id}`, minutes)
        : denied(`d${id}`, minutes, kind === 1 ? {} : {eventName: 'StopInstances'}),
    );
  const batch = fc.array(event, {maxLength: 15});
  const key = fc.constantFrom('j', 'k', 'pagedown', 'G', 'g', 'e', 'E', '{', '}', 'enter', 'u');
  fc.assert(
    fc.property(fc.array(fc.oneof(batch, key, fc.constant('esc')), {maxLength: 30}), (steps) => {
      let state = aMonitor({rows: 20});
      for (const step of steps) {
        if (typeof step === 'string') {
          state = press(state, step);
        } else {
          const before = state;
          state = arrive(state, step);
          if (before.cursor !== undefined && !before.isFollowing) {
            assert.equal(state.cursor, before.cursor);
          }
        }

        assertWhole(state);
      }
    }),
    {numRuns: 200},
  );
});

function assertWhole(state: State): void {
  const {rows} = state.list;
  let counted = 0;
  for (let line = 0; line < state.lines.rows.length; line++) {
    assert.equal(state.lines.rows[line], rows[counted]);
    const run = runAt(state, line);
    assert.ok(!run || run.count >= 3);
    counted += run?.count ?? 1;
  }

  assert.equal(counted, rows.length);
  if (rows.length > 0) {
    assert.ok(rows.includes(state.cursor ?? -1));
    assert.ok(cursorPosition(state) >= state.cursorLine);
    const marks = drawn(state).filter((text) => text.startsWith('▸'));
    assert.equal(state.detail ? 1 : marks.length, 1);
  }
}

test('the newest of a row is told with its time, whichever order the list has', () => {
  const state = arrive(aMonitor(), ten);
  const run = runAt(state, 1);
  assert.equal(state.store.time(run?.newest ?? -1), noon - 10 * 60_000);
  assert.equal(state.store.time(run?.oldest ?? -1), noon - 19 * 60_000);
});

test('of a long list the runs far down are one row too, as soon as a person gets there', () => {
  // More tries than may be opened at once, each for another trail, and ten of one trail before them.
  const attempts = Array.from({length: 3 * mostOpened}, (_, index) =>
    denied(`other${index}`, 1 + index / 100, {requestParameters: {name: `trail-${index}`}}),
  );
  const oldest = Array.from({length: 10}, (_, index) =>
    denied(`same${index}`, 40 + index, {requestParameters: {name: 'org-main'}}),
  );
  const state = arrive(aMonitor(), [...attempts, ...oldest], 'load');
  const atEnd = press(state, 'G');
  assert.match(drawn(atEnd).at(-1) ?? '', /11:20:00\s+RunInstances ×10 /v);
  assert.equal(underCursor(atEnd), 'same9', 'the cursor is on the event that G led to');
  const paged = press(atEnd, 'pageup', 'pageup', 'pagedown', 'pagedown');
  assert.match(drawn(paged).at(-1) ?? '', /×10 /v);
});
