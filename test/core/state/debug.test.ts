import assert from 'node:assert/strict';
import {test} from 'node:test';
import {noFigures, selectDebug, type Figures} from '../../../source/core/select.ts';
import {lineWidth} from '../../../source/core/text.ts';
import {after, arrive, aScreen, aWrite, press, read} from '../../support/a-record.ts';

const figures: Figures = {
  frames: 1204,
  bytes: 602_000,
  lastFrame: 386,
  frameTime: 3.07,
  slowestFrame: 57.42,
  unsent: 12,
  requests: 57,
  failures: 2,
  waiting: 1,
  pollAge: 2400,
  memory: 142_000_000,
  heap: 61_000_000,
};

test('^O shows what trailtop itself costs below the panes, and goes away again', () => {
  const shown = press(aScreen(), 'ctrl+o');
  assert.equal(shown.debugRows, 2);
  assert.equal(shown.size.rows, 38);
  const paid = after(shown, {type: 'paid', metrics: 500});
  const text = read(selectDebug(arrive(paid, [aWrite('a', 1)]), figures));
  for (const words of [
    'frame 386 B in 3.1 ms',
    '1,204 frames of 500 B',
    'slowest 57.4 ms',
    'poll 2 s ago',
    'LookupEvents 57 (2 failed)',
    'GetMetricData 1 $0.0050',
    'queue 1, 12 B',
    'memory 142 MB, heap 61 MB',
    '1 event',
  ]) {
    assert.ok(text.includes(words), `${words}\n${text}`);
  }

  const hidden = press(shown, 'ctrl+o');
  assert.deepEqual(hidden.size, {columns: 120, rows: 40});
  assert.equal(hidden.debugRows, 0);
});

test('it works while a line is being typed, and types nothing', () => {
  const typing = press(aScreen(), '/', 'a', 'ctrl+o', 'b');
  assert.equal(typing.prompt?.line.text, 'ab');
  assert.equal(typing.debugRows, 2);
});

test('whatever the size, panes and figures together are as high as the terminal', () => {
  for (const columns of [20, 40, 59, 60, 99, 100, 250]) {
    for (let rows = 5; rows <= 80; rows++) {
      const state = after(aScreen({isDebug: true}), {type: 'resize', columns, rows});
      const lines = selectDebug(state, figures);
      assert.equal(state.size.rows + lines.length, rows);
      assert.ok(lines.every((line) => lineWidth(line) <= columns));
      assert.ok(lines.length === 0 || state.size.rows >= 10);
    }
  }
});

test('where there is no room that is said', () => {
  assert.match(press(aScreen({columns: 40, rows: 12}), 'ctrl+o').notice, /no room/v);
});

test('it begins shown where the environment asks for it', () => {
  assert.equal(aScreen({isDebug: true}).debugRows, 2);
  assert.equal(aScreen().debugRows, 0);
});

test('of an archive it says nothing about AWS', () => {
  const state = aScreen({mode: 'archive', choice: {kind: 'all'}, isDebug: true});
  assert.doesNotMatch(read(selectDebug(state, noFigures)), /poll|LookupEvents|\$/v);
});
