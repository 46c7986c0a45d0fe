import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mostCharted, pickerEntries} from '../../source/core/state/picker.ts';
import {chartGeneration, type InstanceInfo, type State} from '../../source/core/state.ts';
import {after, arrive, aScreen, aWrite, press, type} from '../support/a-record.ts';

function instance(name: string, parts: Partial<InstanceInfo> = {}): InstanceInfo {
  return {
    id: `i-${name}`,
    name,
    type: 't3.micro',
    state: 'running',
    monitoring: 'basic',
    alarm: '',
    ...parts,
  };
}

const twelve = Array.from({length: 12}, (_, index) =>
  instance(`web-${String(index).padStart(2, '0')}`),
);

function screen(): State {
  return after(arrive(aScreen(), [aWrite('a', 1)]), {
    type: 'instances',
    instances: [
      ...twelve,
      instance('batch', {alarm: 'cpu high'}),
      instance('', {id: 'i-nameless'}),
    ],
  });
}

test('the picker lists what is in ALARM first, then by name, the nameless last', () => {
  const names = pickerEntries(screen(), '').map(({id}) => id);
  assert.deepEqual([names[0], names[1], names.at(-1)], ['i-batch', 'i-web-00', 'i-nameless']);
  assert.deepEqual(
    pickerEntries(screen(), 'RUNNING web-1').map(({name}) => name),
    ['web-10', 'web-11'],
  );
});

test('Enter charts the instance under the cursor, and asks for it', () => {
  const state = press(type(press(screen(), 'i'), 'web-03'), 'enter');
  assert.deepEqual(state.chart.charted, ['i-web-03']);
  assert.equal(state.chart.why, 'chosen');
  assert.equal(state.overlay, undefined);
  // The events need not be asked for anew.
  assert.ok(chartGeneration(state) > chartGeneration(screen()));
  assert.equal(state.generation, screen().generation);
});

test('Space chooses several, and gives one back', () => {
  let state = press(
    screen(),
    'i',
    'space',
    'down',
    'space',
    'down',
    'space',
    'up',
    'space',
    'enter',
  );
  assert.deepEqual(state.chart.charted, ['i-batch', 'i-web-01']);
  state = press(state, 'i', 'space', 'enter');
  assert.deepEqual(state.chart.charted, ['i-web-01']);
});

test('no more than can be told apart is charted', () => {
  const keys = Array.from({length: mostCharted}, () => ['space', 'down']).flat();
  const state = press(screen(), 'i', ...keys, 'space');
  assert.match(state.notice, /leave one out first/v);
  assert.equal(press(state, 'enter').chart.charted.length, mostCharted);
});

test('Esc charts nothing new', () => {
  const state = press(screen(), 'i', 'space', 'esc');
  assert.deepEqual(state.chart.charted, []);
  assert.equal(state.generation, screen().generation);
});

test('the selection stays within what is found', () => {
  let state = press(type(press(screen(), 'i'), 'web-1'), 'down', 'down', 'down');
  assert.equal(state.overlay?.kind === 'picker' && state.overlay.selected, 1);
  state = type(state, '1');
  assert.equal(state.overlay?.kind === 'picker' && state.overlay.selected, 0);
  assert.deepEqual(press(state, 'enter').chart.charted, ['i-web-11']);
  const nothing = type(press(screen(), 'i'), 'nothing');
  assert.deepEqual(press(nothing, 'space', 'down', 'up', 'enter').chart.charted, []);
});

test('the palette runs what is found', () => {
  assert.equal(press(type(press(screen(), ':'), 'oldest event'), 'enter').isTurned, true);
  assert.equal(press(type(press(screen(), ':'), 'nothing such'), 'enter').overlay, undefined);
});

test('Esc and q go back one step at a time, and q quits at the top', () => {
  let state = press(screen(), '\\', 'enter', '?');
  assert.equal(state.overlay?.kind, 'help');
  state = press(state, 'q');
  assert.ok(state.detail && !state.overlay);
  state = press(state, 'q');
  assert.ok(!state.detail && state.isMaximised && !state.isQuitting);
  state = press(state, 'esc');
  assert.ok(!state.isMaximised);
  assert.ok(!press(state, 'esc').isQuitting);
  assert.ok(press(state, 'q', 'q').isQuitting, 'asked once, since nothing is saved');
});

test('^C quits from everywhere', () => {
  for (const keys of [[], ['/'], ['?'], [':'], ['i'], ['enter'], ['tab']]) {
    assert.ok(press(screen(), ...keys, 'ctrl+c').isQuitting, keys.join(' '));
  }
});

test('the help scrolls and never above its beginning', () => {
  const top = (state: State) => state.overlay?.kind === 'help' && state.overlay.top;
  assert.equal(top(press(screen(), '?', 'j', 'j', 'k')), 1);
  assert.equal(top(press(screen(), '?', 'k')), 0);
  assert.equal(top(press(screen(), '?', 'G', 'g')), 0);
});

test('a word to the person goes with the next key', () => {
  const state = after(screen(), {type: 'notice', text: 'hello'});
  assert.equal(state.notice, 'hello');
  assert.equal(press(state, 'j').notice, '');
});

test('a key that changes nothing gives the same state back', () => {
  const state = screen();
  assert.equal(press(state, 'esc'), state);
  assert.equal(after(state, {type: 'edit', key: 'left'}), state);
  assert.equal(after(state, {type: 'command', id: 'accept'}), state);
  assert.equal(press(state, 'k', 'g', 'home', 'pageup'), state);
  const end = press(state, 'G');
  assert.equal(press(end, 'j', 'G', 'pagedown'), end);
});
