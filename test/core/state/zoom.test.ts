import assert from 'node:assert/strict';
import {test} from 'node:test';
import {hour, minute} from '../../../source/core/time.ts';
import {ago, arrive, aScreen, aWrite, noon, press} from '../../support/a-record.ts';

test('after a zoom in the chart the list stands where the chart does', () => {
  // A call every two minutes of a day, so that a column of the chart holds several.
  const events = Array.from({length: 700}, (_, index) => aWrite(`call-${index}`, index * 2));
  const day = aScreen({choice: {kind: 'fixed', since: noon - 24 * hour, until: noon}});
  let state = press(arrive(day, events), 'tab', ...Array.from({length: 40}, () => 'left'));
  for (const key of ['+', '+', '+']) {
    state = press(state, key);
    const {cursor} = state.chart;
    const row = state.store.time(state.cursor ?? -1);
    const span = (state.range.until - state.range.since) / 100;
    assert.ok(cursor !== undefined && cursor >= ago(24 * 60));
    assert.ok(Math.abs(row - cursor) <= Math.max(span, 2 * minute), `${key}: ${row - cursor} ms`);
  }
});
