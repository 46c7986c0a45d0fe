import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isChartVisible, isChartWanted} from '../../../source/core/chart/shown-frame.ts';
import {defaultMetric} from '../../../source/core/metric/choice.ts';
import {day} from '../../../source/core/time.ts';
import {chartGeneration, reduce, type State} from '../../../source/core/state.ts';
import {aScreen, arrive, noon, press} from '../../support/a-record.ts';
import {cpuOf, machine, made, on} from '../../support/spike-world.ts';

const {tree} = machine;
const restart = made('restart', 'RebootInstances', 12, on(tree));

/** A screen on which there is no room for the chart: nothing has been asked for it. */
function small(): State {
  return arrive(aScreen({columns: 60, rows: 16, charted: [tree]}), [restart]);
}

function come(state: State, series = [cpuOf(tree, 10)]): State {
  return reduce(state, {
    type: 'series',
    now: noon,
    generation: chartGeneration(state),
    range: state.range,
    series,
  });
}

test('where the chart is not seen, b asks for its datapoints and shows what it finds when they come', () => {
  assert.equal(isChartVisible(small()), false);
  const waiting = press(small(), 'b');
  assert.match(waiting.notice, /^asking CloudWatch for the datapoints/v);
  assert.equal(isChartWanted(waiting), true);
  const shown = come(waiting);
  assert.equal(shown.overlay?.kind, 'before');
  assert.equal(isChartWanted(shown), false);
});

test('another key takes b back, and what comes then opens nothing', () => {
  const other = press(small(), 'b', 'j');
  assert.equal(isChartWanted(other), false);
  assert.equal(come(other).overlay, undefined);
});

test('in a later range too, what was loaded for an earlier one is not taken for it', () => {
  const earlier = come(press(small(), '[', '[', '[', 'b'), [{...cpuOf(tree, 10), points: []}]);
  assert.match(earlier.notice, /no datapoint of what is charted/v);
  const later = press(earlier, '.', 'b');
  assert.match(later.notice, /^asking CloudWatch/v);
  assert.equal(come(later).overlay?.kind, 'before');
});

test('what AWS is never asked for is not waited for: why it is not, is said', () => {
  const old = press(
    arrive(
      aScreen({
        columns: 60,
        rows: 16,
        charted: [tree],
        metric: {...defaultMetric, period: 60},
        choice: {kind: 'fixed', since: noon - 40 * day, until: noon - 39 * day},
      }),
      [],
    ),
    'b',
  );
  assert.equal(isChartWanted(old), false);
  assert.doesNotMatch(old.notice, /asking|no spike/v);
  assert.notEqual(old.notice, '');
});

test('where none came or they cannot be read, that is said instead', () => {
  const empty = come(press(small(), 'b'), [{...cpuOf(tree, 10), points: []}]);
  assert.match(empty.notice, /no datapoint of what is charted/v);
  const refused = reduce(press(small(), 'b'), {
    type: 'chartProblem',
    problem: {title: 'may not', advice: '', code: 'AccessDenied'},
  });
  assert.match(refused.notice, /could not be read: ! tells why/v);
  assert.equal(isChartWanted(refused), false);
});
