import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {defaultMetric} from '../../../source/core/metric/choice.ts';
import {selectBottom, selectChart, selectMetricMenu} from '../../../source/core/select.ts';
import {chartGeneration, type State} from '../../../source/core/state.ts';
import {type KnownMetric} from '../../../source/core/state/metrics.ts';
import {day} from '../../../source/core/time.ts';
import {after, ago, aScreen, noon, press, read} from '../../support/a-record.ts';

const ec2 = (metric: string, more: Partial<KnownMetric> = {}): KnownMetric => ({
  namespace: 'AWS/EC2',
  metric,
  dimensions: [],
  ids: ['i-1', 'i-2'],
  isRecent: true,
  ...more,
});

/** Two instances are charted, and CloudWatch has answered for them. */
function charting(more: Parameters<typeof aScreen>[0] = {}): State {
  const state = aScreen({charted: ['i-1', 'i-2'], ...more});
  return after(state, {
    type: 'series',
    now: noon,
    generation: chartGeneration(state),
    range: state.range,
    series: ['i-1', 'i-2'].map((id) => ({
      id,
      name: '',
      metric: 'CPUUtilization',
      statistic: 'Average',
      unit: 'Percent',
      period: 60,
      points: [{time: ago(10), value: 40}],
      provisionalFrom: Infinity,
    })),
  });
}

function known(state: State, metrics: readonly KnownMetric[]): State {
  return after(state, {type: 'metrics', known: {ids: ['i-1', 'i-2'], metrics, problem: undefined}});
}

function menu(state: State): string {
  return read(selectMetricMenu(state, {top: 0, width: state.size.columns, height: 20}));
}

function chart(state: State): string {
  return read(selectChart(state, {top: 0, width: 120, height: 12}));
}

const listed = [
  ec2('NetworkIn', {isRecent: false}),
  ec2('CPUUtilization'),
  ec2('mem_used_percent', {namespace: 'CWAgent', ids: ['i-1']}),
  ec2('NetworkOut'),
  ec2('disk_used_percent', {namespace: 'CWAgent', dimensions: [{name: 'path', value: '/var'}]}),
];

describe('m', () => {
  test("waits for CloudWatch, then lists what it has, what is recent and EC2's first, on what is charted", () => {
    const waiting = press(charting(), 'm');
    assert.match(menu(waiting), /asking CloudWatch what it has/v);
    const text = menu(known(waiting, listed));
    const order = [
      ...text.matchAll(
        /\b(?<name>CPUUtilization|NetworkIn|NetworkOut|disk_used_percent|mem_used_percent) {2}/gv,
      ),
    ].map(({groups}) => groups?.['name']);
    assert.deepEqual(order, [
      'CPUUtilization',
      'NetworkOut',
      'disk_used_percent',
      'mem_used_percent',
      'NetworkIn',
    ]);
    assert.match(text, /▸ CPUUtilization/v);
    assert.match(text, /mem_used_percent .*1 of 2 charted/v);
    assert.match(text, /disk_used_percent .*path=\/var/v);
    assert.match(text, /NetworkIn .*nothing within 3 h/v);
  });

  test('finds words of a name as they are typed, and Enter asks for that metric anew', () => {
    const before = known(press(charting(), 'm'), listed);
    const state = press(before, ...'net out', 'enter');
    assert.equal(state.overlay, undefined);
    assert.deepEqual(state.chart.metric, {...defaultMetric, metric: 'NetworkOut'});
    assert.equal(state.chart.series.size, 0);
    assert.equal(chartGeneration(state), chartGeneration(before) + 1);
    assert.equal(state.generation, before.generation);
    assert.equal(state.chart.scale, 'fit');
    assert.match(chart(state), /NetworkOut Average .*asking CloudWatch for NetworkOut/sv);
  });

  test('an answer for the metric before is no longer shown', () => {
    const state = known(press(charting(), 'm'), listed);
    const stale = chartGeneration(state);
    const changed = press(state, ...'out', 'enter');
    const series = [...charting().chart.series.values()];
    const answered = after(changed, {
      type: 'series',
      now: noon,
      generation: stale,
      range: changed.range,
      series,
    });
    assert.equal(answered.chart.series.size, 0);
  });

  test('a metric of another namespace brings its dimensions along', () => {
    const state = press(known(press(charting(), 'm'), listed), ...'disk', 'enter');
    assert.deepEqual(state.chart.metric, {
      ...defaultMetric,
      namespace: 'CWAgent',
      metric: 'disk_used_percent',
      dimensions: [{name: 'path', value: '/var'}],
    });
    assert.equal(state.chart.scale, 'percent');
  });

  test('the same metric again changes nothing', () => {
    const before = known(press(charting(), 'm'), listed);
    const state = press(before, 'enter');
    assert.equal(state.chart.series.size, 2);
    assert.equal(chartGeneration(state), chartGeneration(before));
  });

  test('a word that finds nothing is said and Enter waits for another', () => {
    const state = press(known(press(charting(), 'm'), listed), ...'xyz', 'enter');
    assert.match(menu(state), /nothing is called that/v);
    assert.equal(press(state, 'esc').overlay, undefined);
  });

  test('who may not list metrics is told, and chooses among those that every instance has', () => {
    const problem = {
      title: 'not allowed to call cloudwatch:ListMetrics',
      advice: 'allow it',
      code: 'AccessDenied',
    };
    const state = after(press(charting(), 'm'), {
      type: 'metrics',
      known: {ids: ['i-1', 'i-2'], metrics: [], problem},
    });
    assert.match(menu(state), /Not allowed to call cloudwatch:ListMetrics\..*DiskReadBytes/sv);
    assert.equal(press(state, ...'networkin', 'enter').chart.metric.metric, 'NetworkIn');
  });

  test('hostile names are shown and not obeyed', () => {
    const state = known(press(charting(), 'm'), [
      ec2('\u001B[2J\u202Eevil', {
        namespace: 'x\ny',
        dimensions: [{name: '\u0007', value: '\u200B'}],
      }),
    ]);
    assert.doesNotMatch(menu(state).replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/v);
  });
});

describe('s', () => {
  test('offers the statistics and takes any percentile that is typed', () => {
    const state = press(charting(), 's');
    assert.match(menu(state), /▸ Average .*Maximum.*SampleCount.*p99\.9/sv);
    assert.equal(press(state, ...'max', 'enter').chart.metric.statistic, 'Maximum');
    assert.equal(press(state, ...'p97.5', 'enter').chart.metric.statistic, 'p97.5');
    assert.equal(press(state, 'down', 'down', 'down', 'enter').chart.metric.statistic, 'Sum');
    assert.equal(press(state, ...'Sum', 'enter').chart.scale, 'fit');
  });

  test('says which one was meant where there is none, and stays', () => {
    const state = press(charting(), 's', ...'Maxinum', 'enter');
    assert.match(state.notice, /there is no statistic "Maxinum"; did you mean Maximum\?/v);
    assert.equal(state.overlay?.kind, 'metric');
    assert.match(read([selectBottom(state)]), /did you mean Maximum/v);
  });
});

describe('p', () => {
  test('offers what the age of the range has, and the others with the reason', () => {
    const state = press(charting({choice: {kind: 'live', span: 30 * day}}), 'p');
    assert.match(menu(state), /1m +kept for 15d; the range begins 30d ago/v);
    assert.match(menu(state), /5m +[\d,]+ datapoints in this range/v);
    const refused = press(state, 'down', 'enter');
    assert.match(refused.notice, /kept for 15d/v);
    assert.equal(refused.chart.metric.period, 'auto');
    assert.equal(press(state, 'down', 'down', 'enter').chart.metric.period, 300);
  });

  test('takes what is typed, and says what CloudWatch does not take', () => {
    assert.equal(press(charting(), 'p', ...'2m', 'enter').chart.metric.period, 120);
    assert.match(press(charting(), 'p', ...'45s', 'enter').notice, /multiples of 60/v);
  });

  test('a range that has become too old for the period is not asked for: the chart says why', () => {
    const state = press(charting(), 'p', ...'1m', 'enter', '8');
    assert.match(
      chart(state),
      /datapoints of 1m are kept for 15d, and this range begins 30d ago: take 5m.*p: period/v,
    );
    assert.doesNotMatch(chart(press(state, '2')), /are kept for/v);
  });

  test('the last 15 days have minutes, though the screen shows a step more', () => {
    const state = press(charting({choice: {kind: 'live', span: 15 * day}}), 'p', ...'1m', 'enter');
    assert.equal(state.chart.metric.period, 60);
  });

  test('basic monitoring says that minutes bring nothing', () => {
    const state = after(charting(), {
      type: 'instances',
      instances: ['i-1', 'i-2'].map((id) => ({id, monitoring: 'basic' as const})),
    });
    assert.match(menu(press(state, 'p')), /1m +basic monitoring measures every 5m all the same/v);
  });
});

describe('the title', () => {
  const monitored = (...kinds: ReadonlyArray<'basic' | 'detailed' | ''>) =>
    after(charting(), {
      type: 'instances',
      instances: kinds.map((monitoring, index) => ({id: `i-${index + 1}`, monitoring})),
    });

  test('tells basic from detailed monitoring, and both, and says nothing where it is not known', () => {
    assert.match(
      chart(monitored('basic', 'basic')),
      /CPUUtilization Average 1m \(basic monitoring\)/v,
    );
    assert.match(chart(monitored('detailed', 'detailed')), /\(detailed monitoring\)/v);
    assert.match(chart(monitored('basic', 'detailed')), /\(basic and detailed monitoring\)/v);
    assert.doesNotMatch(chart(monitored('basic', '')), /monitoring/v);
  });

  test('a group is called by its name', () => {
    const state = aScreen({charted: ['AutoScalingGroupName=web']});
    assert.match(chart(state), /● web/v);
  });
});

test('an archive has nothing to choose, and says so', () => {
  for (const key of ['m', 's', 'p']) {
    const state = press(aScreen({mode: 'archive', choice: {kind: 'all'}}), key);
    assert.equal(state.overlay, undefined);
    assert.match(state.notice, /an archive has no metric to choose/v);
  }
});
