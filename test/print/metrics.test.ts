import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {defaultMetric} from '../../source/core/metric/choice.ts';
import {utc, hour, minute} from '../../source/core/time.ts';
import {chartText} from '../../source/print/metrics/chart.ts';
import {csvLines, jsonLines, seriesJson} from '../../source/print/metrics/machine.ts';
import {type PrintedSeries} from '../../source/print/metrics/printed.ts';
import {metricsTable} from '../../source/print/metrics/table.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const range = {since: noon - hour, until: noon};

function cpu(more: Partial<PrintedSeries> = {}): PrintedSeries {
  return {
    id: 'i-0f3e2d1c0b9a80706',
    name: 'batch-7',
    label: 'CPUUtilization',
    unit: 'Percent',
    metric: defaultMetric,
    period: 300,
    points: [
      {time: noon - 10 * minute, value: 12.3456789012345},
      {time: noon - 5 * minute, value: 0.1 + 0.2},
    ],
    provisionalFrom: noon - 7 * minute,
    ...more,
  };
}

const table = {range, columns: undefined, ascii: false, zone: utc};

test('one series is what get-metric-statistics prints, every digit kept', () => {
  const json = seriesJson([cpu()]);
  assert.deepEqual(JSON.parse(json), {
    Label: 'CPUUtilization',
    Datapoints: [
      {Timestamp: '2026-11-22T11:50:00Z', Average: 12.3456789012345, Unit: 'Percent'},
      {Timestamp: '2026-11-22T11:55:00Z', Average: 0.30000000000000004, Unit: 'Percent'},
    ],
  });
  assert.match(
    json,
    /\{"Timestamp":"2026-11-22T11:50:00Z","Average":12\.3456789012345,"Unit":"Percent"\}/v,
  );
});

test('a percentile stands where the AWS CLI puts it; a unit that nobody knows is left out', () => {
  const series = cpu({unit: '', metric: {...defaultMetric, statistic: 'p95'}});
  assert.deepEqual((JSON.parse(seriesJson([series])) as {Datapoints: unknown[]}).Datapoints[0], {
    Timestamp: '2026-11-22T11:50:00Z',
    ExtendedStatistics: {p95: 12.3456789012345},
  });
});

test('no series is an empty array, a series of nothing has no datapoint', () => {
  assert.deepEqual(JSON.parse(seriesJson([])), []);
  assert.deepEqual(JSON.parse(seriesJson([cpu({points: []})])), {
    Label: 'CPUUtilization',
    Datapoints: [],
  });
});

test('a cell of a CSV that a spreadsheet would compute is made harmless, and numbers stay numbers', () => {
  const series = cpu({name: '=cmd()', points: [{time: noon, value: -5}]});
  assert.equal(
    csvLines(series, series.points),
    "2026-11-22T12:00:00Z,-5,i-0f3e2d1c0b9a80706,'=cmd(),CPUUtilization,Average,300,Percent\n",
  );
});

test('the table has the extremes with their times, a column for each series and a mark on what may change', () => {
  const text = metricsTable(
    [cpu(), cpu({id: 'i-2', name: '', points: [{time: noon - 5 * minute, value: 97.44}]})],
    table,
  );
  assert.equal(
    text,
    [
      'CPUUtilization Average 5m, 2026-11-22 11:00 to 12:00 UTC',
      '● batch-7 i-0f3e2d1c0b9a80706                        █▁  latest 0.3 % 11:55, highest 12.3 % 11:50, lowest 0.3 % 11:55',
      '■ i-2                                                 ▄  latest 97.4 % 11:55, highest 97.4 % 11:55, lowest 97.4 % 11:55',
      '',
      'TIME                   batch-7       i-2',
      '2026-11-22T11:50:00Z    12.3 %         -',
      '2026-11-22T11:55:00Z   ~ 0.3 %  ~ 97.4 %',
      '',
      '~ may still change: CloudWatch takes some minutes to settle',
      '',
    ].join('\n'),
  );
});

test('below a chart stands what its dashed line is', () => {
  assert.match(chartText([cpu()], {...table, threshold: 80}), /^┅ threshold 80 %$/mv);
  assert.match(
    chartText([cpu()], {...table, threshold: 80, alarm: 'batch\u0007', columns: 40, ascii: true}),
    /^= alarm batch\^G, threshold 80 %$/mv,
  );
});

test('a series without a datapoint is said in the table and in the chart', () => {
  for (const text of [
    metricsTable([cpu({points: []})], table),
    chartText([cpu({points: []})], table),
  ]) {
    assert.match(text, /batch-7 i-0f3e2d1c0b9a80706 +no datapoint in this range/v);
  }
});

test('a range over midnight tells the day of each extreme', () => {
  const text = metricsTable([cpu()], {...table, range: {since: noon - 24 * hour, until: noon}});
  assert.match(text, /2026-11-21 12:00 to 2026-11-22 12:00 UTC/v);
  assert.match(text, /highest 12\.3 % 11-22 11:50/v);
});

test('whatever the values and names, lines fit, nothing is obeyed and nothing throws', () => {
  const points = fc.array(
    fc.record({
      time: fc.integer({min: noon - hour, max: noon - 1}),
      value: fc.oneof(
        fc.double({noNaN: true, noDefaultInfinity: true}),
        fc.constantFrom(0, 1e308, -1e308, 5e-324),
      ),
    }),
    {maxLength: 20},
  );
  const texts = fc.string({unit: 'binary', maxLength: 20});
  const series = fc.record({name: texts, label: texts, unit: texts, points}).map((parts) => {
    const ordered = [...new Map(parts.points.map((point) => [point.time, point])).values()];
    return cpu({...parts, points: ordered.sort((a, b) => a.time - b.time)});
  });
  fc.assert(
    fc.property(
      fc.array(series, {minLength: 1, maxLength: 8}),
      fc.integer({min: 40, max: 160}),
      (all, columns) => {
        for (const text of [
          metricsTable(all, {...table, columns}),
          chartText(all, {...table, columns}),
        ]) {
          assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cs}\p{Bidi_Control}]/v);
        }

        assert.ok(Array.isArray(JSON.parse(seriesJson([...all, ...all]))));
        for (const one of all) {
          const lines = jsonLines(one, one.points).trimEnd().split('\n').filter(Boolean);
          assert.deepEqual(
            lines.map((line) => (JSON.parse(line) as {Average: number}).Average + 0),
            one.points.map(({value}) => value + 0),
          );
          assert.equal(csvLines(one, one.points).split('\n').length, one.points.length + 1);
        }
      },
    ),
  );
});
