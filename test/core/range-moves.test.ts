import assert from 'node:assert/strict';
import {test} from 'node:test';
import {type Series} from '../../source/core/metric.ts';
import {chartGeneration, reduce, type Action, type State} from '../../source/core/state.ts';
import {hour, minute} from '../../source/core/time.ts';
import {
  after,
  ago,
  arrive,
  aScreen,
  aWrite,
  listed,
  noon,
  press,
  type,
  underCursor,
} from '../support/a-record.ts';

function screen(): State {
  return arrive(aScreen(), [aWrite('a', 5), aWrite('b', 25), aWrite('c', 50), aWrite('d', 80)]);
}

const series: Series = {
  id: 'i-0123456789abcdef0',
  name: 'web-1',
  metric: 'CPUUtilization',
  statistic: 'Average',
  unit: 'Percent',
  period: 300,
  points: [{time: ago(30), value: 50}],
  provisionalFrom: Infinity,
};

function answer(generation: number): Action {
  return {type: 'series', now: noon, generation, range: {since: 0, until: 1}, series: [series]};
}

test('a live range stands still, and steps on by a twelfth when its end is reached', () => {
  let state = screen();
  assert.deepEqual(state.range, {since: ago(60), until: ago(-5)});
  const before = state;
  state = after(state, {type: 'tick', now: noon + 5 * minute - 1});
  assert.equal(state.range, before.range);
  assert.equal(state.list, before.list);
  state = after(state, {type: 'tick', now: noon + 5 * minute});
  assert.deepEqual(state.range, {since: ago(55), until: ago(-10)});
  assert.equal(
    reduce(state, {type: 'tick', now: noon}),
    state,
    'a clock that goes back changes nothing',
  );
});

test('the digits choose how far back', () => {
  assert.deepEqual(listed(press(screen(), '1')), ['a']);
  assert.deepEqual(listed(press(screen(), '3')), ['a', 'b', 'c', 'd']);
  assert.deepEqual(press(screen(), '9').choice, {kind: 'live', span: 90 * 24 * hour});
});

test('[ goes back by half a screen, ] forward, and . to now', () => {
  let state = press(screen(), '[');
  assert.deepEqual(state.range, {since: ago(85), until: ago(25)});
  assert.deepEqual(listed(state), ['c', 'd']);
  state = after(state, {type: 'tick', now: noon + hour});
  assert.deepEqual(state.range, {since: ago(85), until: ago(25)}, 'the past stands still');
  state = press(after(screen()), '[', '.');
  assert.equal(state.choice.kind, 'live');
  assert.equal(underCursor(state), 'a');
  state = press(screen(), '[', ']');
  assert.equal(state.choice.kind, 'live');
  assert.match(press(screen(), ']').notice, /newest end/v);
});

test('+ and - zoom around the event under the cursor, and around now while following', () => {
  const following = press(screen(), '+');
  assert.deepEqual(following.choice, {kind: 'live', span: hour / 2});
  const held = press(screen(), 'j', '+');
  assert.equal(held.choice.kind, 'fixed');
  assert.equal(underCursor(held), 'b');
  const share = (range: State['range']) => (ago(25) - range.since) / (range.until - range.since);
  assert.ok(Math.abs(share(held.range) - share(screen().range)) < 0.001);
  assert.deepEqual(press(screen(), '-').choice, {kind: 'live', span: 2 * hour});
});

test('every change of what is asked makes older answers worthless', () => {
  for (const keys of [['1'], ['['], ['[', ']'], ['+'], ['-'], ['j', '+'], ['.']]) {
    const before = screen();
    const state = press(before, ...keys);
    assert.ok(state.generation > before.generation, keys.join(' '));
    const late = reduce(state, answer(before.generation));
    assert.equal(late, state, keys.join(' '));
    assert.equal(reduce(state, answer(state.generation)).chart.series.size, 1);
  }

  const typedRange = press(type(press(screen(), 't'), '2h'), 'enter');
  assert.ok(typedRange.generation > screen().generation);
});

test('keys that ask nothing of AWS leave the generation as it is', () => {
  const state = screen();
  for (const key of ['j', 'w', 'space', 'z', 'tab', '\\', 'enter', '?', ':', 'i', '/', 'f']) {
    assert.equal(press(state, key).generation, state.generation, key);
  }
});

test("an older question's progress and failures are dropped, its events are kept", () => {
  const state = press(screen(), '1');
  const feed = (generation: number): Action => ({
    type: 'feed',
    region: 'us-east-1',
    generation,
    problem: {title: 'throttled', advice: '', code: 'Throttling'},
  });
  assert.equal(reduce(state, feed(state.generation - 1)), state);
  assert.equal(reduce(state, feed(state.generation)).feeds.size, 1);
  assert.ok(listed(arrive(state, [aWrite('new', 1)])).includes('new'));
});

test('a feed that says the same again changes nothing; what was settled stays so', () => {
  const say = (state: State, words: object): State =>
    reduce(state, {type: 'feed', region: 'us-east-1', generation: state.generation, ...words});
  let state = say(screen(), {settledTo: ago(15), progress: 'reading'});
  assert.equal(say(state, {settledTo: ago(15), progress: 'reading'}), state);
  state = say(state, {problem: {title: 'denied', advice: '', code: 'AccessDenied'}});
  assert.equal(state.feeds.get('us-east-1')?.settledTo, ago(15));
  state = say(state, {});
  assert.equal(state.feeds.get('us-east-1')?.problem, undefined);
});

test("an answer clears the chart's failure, and nothing that was loaded goes away with one", () => {
  let state = reduce(screen(), answer(screen().generation));
  state = after(state, {
    type: 'chartProblem',
    problem: {title: 'throttled', advice: '', code: 'Throttling'},
  });
  assert.equal(state.chart.series.size, 1);
  state = reduce(state, answer(state.generation));
  assert.equal(state.chart.problem, undefined);
});

test('what is suggested is charted once, and not over what a person chose', () => {
  const suggest = (state: State, id: string): State =>
    reduce(state, {type: 'instances', instances: [], suggested: {ids: [id], why: 'busiest'}});
  let state = suggest(screen(), 'i-1');
  assert.deepEqual(state.chart.charted, ['i-1']);
  // The events need not be asked for anew.
  assert.ok(chartGeneration(state) > chartGeneration(screen()));
  assert.equal(state.generation, screen().generation);
  state = suggest(state, 'i-2');
  assert.deepEqual(state.chart.charted, ['i-1']);
});

test('an archive shows everything; . comes back to all of it', () => {
  const archive = arrive(
    aScreen({mode: 'archive', choice: {kind: 'all'}, now: noon + 1000 * hour}),
    [aWrite('a', 5), aWrite('old', 60 * 24 * 400), aWrite('lost', 0, {eventTime: 'x'})],
    'load',
  );
  assert.deepEqual(listed(archive), ['a', 'old', 'lost']);
  assert.deepEqual(listed(press(archive, '2')), ['a']);
  assert.deepEqual(listed(press(archive, '.')), ['a', 'old', 'lost']);
  const zoomed = press(archive, '-');
  assert.ok(zoomed.range.until - zoomed.range.since >= archive.range.until - archive.range.since);
});

test('the cursor of the chart leads the list', () => {
  let state = press(screen(), 'tab');
  assert.equal(state.focus, 'chart');
  assert.equal(state.chart.cursor, ago(5));
  const times: number[] = [];
  for (let index = 0; index < 130; index++) {
    state = press(state, 'left');
    times.push(state.chart.cursor ?? Number.NaN);
  }

  assert.deepEqual(
    times,
    [...times].sort((a, b) => b - a),
  );
  assert.equal(times.at(-1), state.range.since);
  assert.equal(underCursor(state), 'c', 'nothing older is in the range');
  for (let index = 0; index < 130; index++) {
    state = press(state, 'right');
  }

  assert.equal(underCursor(state), 'a');
  assert.equal(press(state, 'esc').focus, 'events');
});
