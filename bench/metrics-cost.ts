/**
 * What the live chart costs and takes: GetMetricData requests and dollars an hour for 1, 8 and 100 instances at periods
 * of one and five minutes, beside a poll of each instance every 10 s; the time to draw 8 series of 100,800 datapoints in
 * a pane of 190 columns; the bytes of a refresh that adds one datapoint at 120×40. The clock of the first is simulated.
 */
import {drawChart} from '../source/core/chart.ts';
import {addPage, noCost, requestDollars} from '../source/core/metric/cost.ts';
import {defaultMetric} from '../source/core/metric/choice.ts';
import {type Series} from '../source/core/metric.ts';
import {chartGeneration, reduce, type State} from '../source/core/state.ts';
import {hour, minute, second, utc} from '../source/core/time.ts';
import {ChartFeed} from '../source/sources/chart-feed.ts';
import {MetricsModel} from '../test/sources/metrics-model.ts';
import {demoStart, demoState, demoWorld} from '../test/support/demo-state.ts';
import {showMonitor} from '../test/support/monitor-screen.tsx';
import {createSimulatedClock} from '../test/support/simulated-clock.ts';
import {noon, tinyRandom} from '../test/support/tiny-world.ts';
import {quantile, table} from './support/table.ts';

const perMinute = 60;

/** An hour of a live chart, after its first answer. */
async function hourOf(count: number, period: number, interval: number) {
  const clock = createSimulatedClock(noon + 2 * second);
  const api = new MetricsModel(clock);
  api.interval = () => interval;
  let cost = noCost;
  api.onPaid = (metrics) => {
    cost = addPage(cost, metrics);
  };

  const feed = new ChartFeed({
    region: 'us-east-1',
    endpoint: '',
    api,
    clock,
    random: tinyRandom(),
    dispatch: () => undefined,
  });
  feed.want({
    ids: Array.from({length: count}, (_, index) => `i-${index}`),
    metric: {...defaultMetric, period},
    names: new Map(),
    range: {since: noon - hour, until: noon + 3 * hour},
    generation: 1,
    refreshes: 0,
  });
  // The first answer brings the range; what goes on after it is what is paid for.
  await clock.advance(30 * second);
  const before = cost;
  await clock.advance(hour);
  feed.stop();
  return {calls: cost.calls - before.calls, dollars: cost.dollars - before.dollars};
}

const money = (dollars: number) => `$${dollars.toFixed(5)}`;
const costs: string[][] = [['an hour of', 'requests', 'cost', 'each every 10 s', 'cost', 'times']];
for (const count of [1, 8, 100]) {
  for (const [period, interval, kind] of [
    [60, 60, '1 min'],
    [60, 300, '1 min asked, basic monitoring'],
    [300, 60, '5 min'],
  ] as const) {
    const {calls, dollars} = await hourOf(count, period, interval);
    const polls = count * 6 * perMinute;
    const paid = polls * requestDollars({metrics: 1});
    costs.push([
      `${count} instance${count === 1 ? '' : 's'}, ${kind}`,
      String(calls),
      money(dollars),
      String(polls),
      money(paid),
      `${(paid / dollars).toFixed(0)}x`,
    ]);
  }
}

console.log('GetMetricData, an hour on a simulated clock; ListMetrics and DescribeAlarms are free');
console.log(`${table(costs)}\n`);

/** Datapoints of a minute over 70 days, with noise and peaks of one datapoint. */
function longSeries(index: number): Series {
  const count = 100_800;
  const random = tinyRandom(index + 1);
  return {
    id: `i-${index}`,
    name: '',
    metric: 'CPUUtilization',
    statistic: 'Average',
    unit: 'Percent',
    period: 60,
    provisionalFrom: Infinity,
    points: Array.from({length: count}, (_, at) => ({
      time: noon - (count - at) * minute,
      value: random() < 0.001 ? 100 : 10 + 8 * index + 5 * random(),
    })),
  };
}

const series = Array.from({length: 8}, (_, index) => longSeries(index));
const range = {since: noon - 100_800 * minute, until: noon};
const draw = (cursor: number, drawn = series) => {
  const start = performance.now();
  drawChart({
    series: drawn,
    range,
    zone: utc,
    width: 190,
    height: 24,
    scale: 'percent',
    chartCursor: cursor,
    marks: [],
    ascii: false,
  });
  return performance.now() - start;
};

const fresh = Array.from({length: 12}, () =>
  draw(
    noon,
    series.map((one) => ({...one, points: [...one.points]})),
  ),
);
// A person's first keys have warmed it up long before.
for (let index = 0; index < 200; index++) {
  draw(range.since + index * hour);
}

const cached = Array.from({length: 1600}, (_, index) => draw(range.since + index * hour));
const ms = (value: number) => value.toFixed(2);
console.log('Drawing 8 series of 100,800 datapoints in 190 columns, ms');
console.log(
  `${table([
    ['', 'p50', 'p99', 'reach (p99)'],
    ['the cursor moves', ms(quantile(cached, 0.5)), ms(quantile(cached, 0.99)), '8'],
    ['all datapoints are new', ms(quantile(fresh, 0.5)), ms(quantile(fresh, 0.99)), '-'],
  ])}\n`,
);

/** The demo's screen with as many charted, and the same once a minute has gone by: one datapoint more of each. */
function refreshed(state: State): State {
  const points = [...state.chart.series.values()];
  return reduce(state, {
    type: 'series',
    now: state.now,
    generation: chartGeneration(state),
    range: state.range,
    series: points.map((one) => {
      const last = one.points.at(-1);
      return last
        ? {
            ...one,
            points: [...one.points, {time: last.time + one.period * second, value: last.value + 9}],
            provisionalFrom: one.provisionalFrom + one.period * second,
          }
        : one;
    }),
  });
}

async function bytesOf(charted: readonly string[]): Promise<number> {
  const state = demoState({columns: 120, rows: 40, charted});
  const next = refreshed(state);
  const screen = await showMonitor(state);
  const before = Buffer.byteLength(screen.written());
  screen.store.dispatch({
    type: 'series',
    now: state.now,
    generation: chartGeneration(state),
    range: state.range,
    series: [...next.chart.series].map(([, one]) => one),
  });
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  const bytes = Buffer.byteLength(screen.written()) - before;
  await screen.unmount();
  return bytes;
}

const eight = demoWorld
  .instances(demoStart)
  .filter(({launchedAt, endedAt}) => launchedAt <= demoStart && endedAt > demoStart)
  .slice(0, 8)
  .map(({id}) => id);
console.log('Bytes of a refresh that adds one datapoint to each line, 120×40');
console.log(
  table([
    ['', 'bytes', 'reach'],
    ['one line', String(await bytesOf(['batch-7'])), '1600'],
    ['two lines', String(await bytesOf(['batch-7', 'api-1'])), '-'],
    ['eight lines', String(await bytesOf(eight)), '-'],
  ]),
);
