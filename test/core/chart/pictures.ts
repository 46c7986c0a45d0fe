import assert from 'node:assert/strict';
import {drawChart, type ChartInput, type ChartMark} from '../../../source/core/chart.ts';
import {type Datapoint, type Series} from '../../../source/core/metric.ts';
import {lineText} from '../../../source/core/text.ts';
import {hour, minute, utc} from '../../../source/core/time.ts';

/** 2026-11-22 11:45 UTC: where the ranges of these tests begin. */
export const start = Date.UTC(2026, 10, 22, 11, 45);

/** So many minutes after the start. */
export function at(minutes: number): number {
  return start + minutes * minute;
}

/** A series with a datapoint every `period` seconds from the start on; undefined leaves one out. */
export function seriesOf(
  values: ReadonlyArray<number | undefined>,
  {period = 300, provisionalFrom = Infinity, unit = 'Percent'} = {},
): Series {
  const points: Datapoint[] = [];
  for (const [index, value] of values.entries()) {
    if (value !== undefined) {
      points.push({time: start + index * period * 1000, value});
    }
  }

  return {
    id: 'i-0f3',
    name: '',
    metric: 'CPUUtilization',
    statistic: 'Average',
    unit,
    period,
    points,
    provisionalFrom,
  };
}

/** So many equal marks at a minute. */
export function marksAt(
  minutes: number,
  count = 1,
  {kind = 'write', strong = false}: Partial<ChartMark> = {},
): readonly ChartMark[] {
  return Array.from({length: count}, () => ({time: at(minutes), kind, strong}));
}

/** An hour of nothing in 60 by 8 cells; what a test is about is laid over it. */
export function chartInput(input: Partial<ChartInput> = {}): ChartInput {
  return {
    series: [],
    range: {since: start, until: start + hour},
    zone: utc,
    width: 60,
    height: 8,
    scale: 'percent',
    marks: [],
    ascii: false,
    ...input,
  };
}

/** Asserts what a chart shows. Every line of the expected picture stands between two `│`. */
export function assertPicture(input: Partial<ChartInput>, expected: string): void {
  const shown = drawChart(chartInput(input)).map((line) => `│${lineText(line)}│`);
  const lines = expected
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  assert.equal(shown.join('\n'), lines.join('\n'));
}
