import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {printFilter} from '../../../source/core/filter.ts';
import {selectBottom, selectChain, selectPivots} from '../../../source/core/select.ts';
import {type State} from '../../../source/core/state.ts';
import {minute} from '../../../source/core/time.ts';
import {
  after,
  ago,
  arrive,
  aRead,
  aScreen,
  aWrite,
  listed,
  press,
  read,
  type,
  underCursor,
} from '../../support/a-record.ts';
import {aChainOfKeys, callWith, keys, minting} from '../../support/minting.ts';

function chained(): State {
  return arrive(aScreen(), aChainOfKeys(), 'load');
}

function filterOf(state: State): string {
  return printFilter(state.filter ?? []);
}

const rect = {top: 1, width: 120, height: 38};

function menu(state: State): string {
  return read(selectPivots(state, rect));
}

function chain(state: State): string {
  return read(selectChain(state, rect));
}

test('> on an event offers ways on, typing narrows them, Enter takes one', () => {
  const state = press(chained(), '>');
  assert.match(menu(state), /same user +kim +5/v);
  assert.match(menu(state), /same address +203\.0\.113\.9 +5/v);
  const narrowed = type(state, 'event NAME');
  assert.match(menu(narrowed), /▸ same event name +RunInstances +2/v);
  assert.doesNotMatch(menu(narrowed), /same user/v);
  const led = press(narrowed, 'enter');
  assert.equal(filterOf(led), 'name:RunInstances');
  assert.equal(led.overlay, undefined);
  assert.deepEqual(listed(led), ['admin-did', 'ops-did']);
  assert.equal(underCursor(led), 'admin-did');
});

test('a pivot shows reads too and takes the place of the filter; / shows it as if it had been typed', () => {
  let state = arrive(aScreen(), [aWrite('w', 1), aRead('r', 2)], 'load');
  state = press(type(press(state, '/'), 'name:Run*'), 'enter');
  state = press(state, '>', 'enter');
  assert.equal(filterOf(state), 'user:kim');
  assert.deepEqual(listed(state), ['w', 'r']);
  assert.equal(press(state, '/').prompt?.line.text, 'user:kim');
  assert.equal(press(state, '/', 'up').prompt?.line.text, 'user:kim');
});

test('an entry that nothing is called is said, and Enter then only closes the menu', () => {
  const state = type(press(chained(), '>'), 'nowhere');
  assert.match(menu(state), /no way on is called that/v);
  const closed = press(state, 'enter');
  assert.equal(closed.overlay, undefined);
  assert.equal(closed.filter, undefined);
  assert.deepEqual(closed.way, []);
});

test('without an event there is nothing to go on from', () => {
  assert.match(press(aScreen(), '>').notice, /no event/v);
});

test('around this is ten minutes of everything', () => {
  const events = [aWrite('a', 30), aRead('before', 34), aRead('after', 26), aWrite('far', 40)];
  let state = press(arrive(aScreen(), events, 'load'), 'j');
  state = press(type(press(arrive(state, []), 'k', '>'), 'around'), 'enter');
  assert.equal(underCursor(state), 'a');
  assert.deepEqual(listed(state), ['after', 'a', 'before']);
  assert.deepEqual(state.choice, {
    kind: 'fixed',
    since: ago(30) - 5 * minute,
    until: ago(30) + 5 * minute,
  });
});

test('the history of an instance goes back as far as anything is loaded', () => {
  const id = 'i-0123456789abcdef0';
  const touch = {requestParameters: {instanceId: id}};
  let state = arrive(aScreen(), [aWrite('now', 5, touch), aRead('old', 170, touch)], 'load');
  state = after(state, {
    type: 'coverage',
    coverage: {
      region: 'us-east-1',
      pushed: 'all',
      since: ago(175),
      until: ago(0),
      asOf: ago(0),
    },
  });
  state = press(type(press(state, '>'), 'history'), 'enter');
  assert.equal(filterOf(state), `instance:${id}`);
  assert.deepEqual(listed(state), ['now', 'old']);
  assert.deepEqual(state.choice, {kind: 'live', span: 360 * minute});
});

test('Esc goes back the way one came, step by step, with everything that was there', () => {
  let state = press(chained(), 'j');
  const first = state;
  state = press(state, '>', 'enter');
  const second = press(state, 'j', 'j');
  state = press(type(press(second, '>'), 'around'), 'enter');
  assert.notDeepEqual(state.choice, first.choice);
  state = press(state, '6', 'w');
  state = press(state, 'esc');
  assert.equal(filterOf(state), 'user:kim');
  assert.equal(underCursor(state), underCursor(second));
  assert.equal(state.cursorLine, second.cursorLine);
  assert.deepEqual(state.choice, first.choice);
  assert.equal(state.view, 'all');
  state = press(state, 'esc');
  assert.equal(state.filter, undefined);
  assert.equal(state.view, 'notable');
  assert.equal(underCursor(state), underCursor(first));
  assert.equal(state.isFollowing, first.isFollowing);
  assert.equal(press(state, 'esc'), state, 'at the end of the way Esc does nothing more');
});

test('f and x are steps of the way; what lies over the list goes first', () => {
  let state = press(chained(), 'x');
  assert.equal(filterOf(state), '-name:RunInstances');
  state = press(state, 'f', 'enter');
  assert.ok(state.detail);
  assert.equal(state.way.length, 2);
  state = press(state, 'esc');
  assert.ok(!state.detail && state.way.length === 2);
  state = press(state, '\\', 'esc');
  assert.ok(!state.isMaximised && state.way.length === 2);
  state = press(state, 'esc', 'esc');
  assert.equal(filterOf(state), '');
  assert.deepEqual(state.way, []);
});

test('a pivot out of the detail leads back into it', () => {
  let state = press(chained(), 'j', 'enter');
  const row = state.detail?.row;
  state = press(type(press(state, '>'), 'same user'), 'enter');
  assert.equal(state.detail, undefined);
  assert.equal(press(state, 'esc').detail?.row, row);
});

test('the way is bounded', () => {
  let state = chained();
  for (let index = 0; index < 70; index++) {
    state = press(state, '>', 'enter');
  }

  assert.equal(state.way.length, 50);
});

test('the bottom line says where Esc leads, only where it leads anywhere', () => {
  const bottom = (state: State) => read([selectBottom(state)]);
  let state = chained();
  assert.doesNotMatch(bottom(state), /Esc/v);
  state = press(state, '>', 'enter');
  assert.match(bottom(state), /^ Esc back to notable /v);
  state = press(type(press(state, '>'), 'address'), 'enter');
  assert.match(bottom(state), /^ Esc back to user:kim /v);
});

test('the chain goes from a key back to the first caller and on to what it led to', () => {
  const state = press(type(press(chained(), '>'), 'chain'), 'enter');
  const lines = chain(state);
  assert.match(lines, /Chain of ASIAADMINADMIN00AD7Q/v);
  assert.match(lines, /- +kim +AKIAKIMKIMKIM00KIM7Q/v);
  assert.match(lines, /11:10:00 +kim +└ AssumeRole → ASIAOPSOPSOPS00OPS7Q +ops/v);
  assert.match(
    lines,
    /▸ 11:25:00 +kim \(role ops\) +└ AssumeRole → ASIAADMINADMIN00AD7Q +ops +◂ this key/v,
  );
  assert.match(
    lines,
    /the CreateAccessKey that made AKIAKIMKIMKIM00KIM7Q is not among the loaded events: R looks in every region/v,
  );
  assert.match(lines, /before 11:10 UTC/v);
});

test('Enter in the chain leads to the call that minted the key, Esc back to the chain, f to what the key did', () => {
  let state = press(type(press(chained(), '>'), 'chain'), 'enter', 'k');
  const opened = state;
  state = press(state, 'enter');
  assert.equal(underCursor(state), 'assume-ops');
  assert.equal(state.filter, undefined);
  assert.equal(state.view, 'all');
  state = press(state, 'esc');
  assert.deepEqual(state.overlay, opened.overlay);
  state = press(state, 'f');
  assert.equal(filterOf(state), `key:${keys.ops}`);
  assert.deepEqual(listed(state), ['assume-admin', 'assume-backup', 'ops-did']);
  // A first key has no call to go to: what it did is shown.
  state = press(opened, 'g', 'enter');
  assert.equal(filterOf(state), `key:${keys.kim}`);
  assert.equal(underCursor(state), 'assume-ops');
  assert.equal(press(opened, 'esc').overlay, undefined);
  assert.equal(press(opened, 'q').overlay, undefined);
});

test('the call that minted a key is shown also where it is outside the range', () => {
  const events = [minting(keys.kim, keys.ops, 'long-ago', 200), callWith(keys.ops, 'now', 5)];
  let state = press(type(press(arrive(aScreen(), events, 'load'), '>'), 'chain'), 'enter');
  state = press(state, 'enter');
  assert.equal(underCursor(state), 'long-ago');
  assert.equal(state.choice.kind, 'fixed');
  state = press(state, 'esc', 'esc');
  assert.equal(state.choice.kind, 'live');
});

test('R in the chain asks every region who minted the first key', () => {
  let state = press(type(press(chained(), '>'), 'chain'), 'enter', 'R');
  assert.equal(state.overlay?.kind, 'everywhere');
  state = press(state, 'enter');
  assert.deepEqual(state.everywhere?.choice.attribute, {key: 'ResourceName', value: keys.kim});
  const archive = press(
    type(
      press(arrive(aScreen({mode: 'archive', choice: {kind: 'all'}}), aChainOfKeys()), '>'),
      'chain',
    ),
    'enter',
  );
  assert.match(press(archive, 'R').notice, /archive is all/v);
  assert.doesNotMatch(chain(archive), /R looks/v);
});

test('keys of a console session are said to be minted by nothing that is recorded', () => {
  const event = callWith(keys.ops, 'e', 5, {sessionCredentialFromConsole: 'true'});
  const state = press(type(press(arrive(aScreen(), [event]), '>'), 'chain'), 'enter');
  assert.match(chain(state), /is of a console session: signing in hands it out/v);
});

test('whatever keys are pressed, Esc leads back to where one began', () => {
  const start = press(chained(), 'j');
  const move = fc.constantFrom(
    ['>', 'enter'],
    ['>', 'down', 'enter'],
    ['>', 'down', 'down', 'down', 'enter'],
    ['>', 'c', 'h', 'a', 'enter', 'enter'],
    ['>', 'c', 'h', 'a', 'enter', 'f'],
    ['f'],
    ['right', 'x'],
    ['j'],
    ['enter', '>', 'down', 'enter'],
    ['3'],
    ['w'],
  );
  fc.assert(
    fc.property(fc.array(move, {maxLength: 12}), (moves) => {
      let state = press(start, ...moves.flat());
      for (let index = 0; index < 60; index++) {
        state = press(state, 'esc');
      }

      assert.deepEqual(state.way, []);
      assert.equal(state.overlay, undefined);
      if (moves.some(([key]) => key === 'f')) {
        assert.equal(filterOf(state), '');
      }
    }),
    {numRuns: 60},
  );
});
