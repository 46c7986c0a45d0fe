import {type Datapoint, type Series} from '../metric.ts';
import {type TimeRange} from '../time.ts';
import {firstAtOrAfter, inOrder, periodOf} from './resample.ts';

/** The y-axis: values from `low` to `high` over `rows` rows, and the values that get a label. */
export type Scale = {
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly ticks: ReadonlyArray<{readonly row: number; readonly label: string}>;
};

/** Beyond this a double is about to overflow when two of them are subtracted. */
const hugest = 1e300;

/** Below this the steps of an axis are about to vanish. */
const tiniest = 1e-290;

/** Values closer to each other than this part of their size count as equal. */
const leastSpread = 1e-6;

const manyTicks = 10; // From so many rows on, an axis has room for six steps rather than four.

/** 0 to 100, labelled 100/75/50/25/0 as the rows allow. */
export function percentScale(rows: number): Scale {
  const steps = rows >= 5 ? 4 : rows >= 3 ? 2 : 1;
  return withTicks({low: 0, high: 100, rows}, 100 / steps);
}

/** A level may take so many times the room of the values, and no more: they would lie flat. */
const mostRoom = 4;

/**
 * Round bounds about what the series show in the range; 0 to 100 where that is nothing. Levels that matter are within them
 * where that leaves the values a quarter of the height.
 */
export function fitScale(
  series: readonly Series[],
  range: TimeRange,
  rows: number,
  levels: readonly number[] = [],
): Scale {
  const [lowest, highest] = withLevels(extremes(series, range), levels);
  if (lowest > highest) {
    return percentScale(rows);
  }

  const [low, high] = widened(lowest, highest);
  const steps = Math.max(1, Math.min(rows - 1, rows >= manyTicks ? 6 : 4));
  for (const step of roundSteps((high - low) / steps)) {
    // A thousandth of a millionth forgives what 0.3 / 0.1 is short of 3.
    const first = Math.floor(low / step + 1e-9);
    const last = Math.ceil(high / step - 1e-9);
    if (last - first <= steps) {
      return withTicks({low: first * step, high: last * step, rows}, step);
    }
  }

  return withTicks({low, high, rows}, high - low);
}

/** The row (0 is the lowest) that a value is drawn in; what is beyond the bounds is drawn at them. */
export function rowOf({low, high, rows}: Scale, value: number): number {
  const row = Math.round(((value - low) / (high - low)) * (rows - 1));
  return Math.min(Math.max(0, row), rows - 1);
}

function withTicks(bounds: Omit<Scale, 'ticks'>, step: number): Scale {
  const scale = {...bounds, ticks: []};
  const steps = Math.round((bounds.high - bounds.low) / step);
  if (bounds.rows === 1) {
    return {...scale, ticks: [{row: 0, label: axisLabel(bounds.high, step, scale)}]};
  }

  const ticks = Array.from({length: steps + 1}, (_, index) => {
    const value = bounds.low + index * step;
    return {row: rowOf(scale, value), label: axisLabel(value, step, scale)};
  });
  return {...scale, ticks};
}

function extremes(series: readonly Series[], range: TimeRange): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const one of series) {
    const [least, most] = boundsOf(one, range);
    low = Math.min(low, least);
    high = Math.max(high, most);
  }

  return [low, high];
}

type Bounds = readonly [low: number, high: number];

/** A frame asks for them several times, and most frames draw the same datapoints. */
const knownBounds = new WeakMap<
  readonly Datapoint[],
  {readonly key: string; readonly bounds: Bounds}
>();

function boundsOf(series: Series, {since, until}: TimeRange): Bounds {
  const key = `${since} ${until} ${series.period}`;
  const known = knownBounds.get(series.points);
  if (known?.key === key) {
    return known.bounds;
  }

  const points = inOrder(series.points);
  const end = firstAtOrAfter(points, until);
  let [low, high] = [Infinity, -Infinity];
  for (
    let index = firstAtOrAfter(points, since - periodOf(series, points) + 1);
    index < end;
    index++
  ) {
    const {value} = points[index]!;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }

  knownBounds.set(series.points, {key, bounds: [low, high]});
  return [low, high];
}

function withLevels(
  [low, high]: readonly [low: number, high: number],
  levels: readonly number[],
): [low: number, high: number] {
  const [least, most] = widened(low, high);
  const room = (most - least) * mostRoom;
  let bounds: [number, number] = [low, high];
  for (const level of levels) {
    const next: [number, number] = [Math.min(bounds[0], level), Math.max(bounds[1], level)];
    bounds = next[1] - next[0] <= room ? next : bounds;
  }

  return bounds;
}

/** Bounds that a step can be found for: not huge, and apart even where all values are equal. */
function widened(lowest: number, highest: number): [low: number, high: number] {
  const low = Math.max(lowest, -hugest);
  const high = Math.min(highest, hugest);
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size < tiniest) {
    return [0, 1];
  }

  return high - low > size * leastSpread ? [low, high] : [low - size / 2, high + size / 2];
}

/** 1, 2, 2.5 and 5 times powers of ten, from just below a size upward. */
function roundSteps(size: number): readonly number[] {
  const power = magnitude(size);
  return [power, power + 1, power + 2].flatMap((exponent) =>
    [1, 2, 2.5, 5].map((factor) => factor * 10 ** exponent),
  );
}

/** From so large an axis on, its labels count in so many. Four digits still read well without. */
const suffixes = [
  {least: 1e12, divisor: 1e12, suffix: 'T'},
  {least: 1e9, divisor: 1e9, suffix: 'G'},
  {least: 1e6, divisor: 1e6, suffix: 'M'},
  {least: 1e4, divisor: 1e3, suffix: 'k'},
  {least: 0, divisor: 1, suffix: ''},
];

/** A label with more is written with an exponent. */
const mostDecimals = 6;

/** One label of an axis: all of them with the same suffix and as many decimals as the step needs. */
function axisLabel(value: number, step: number, {low, high}: Scale): string {
  // Multiples of a step that is no sum of powers of two miss 0 by a hair, on either side.
  const tidy = Math.abs(value) < step / 1000 ? 0 : value;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const {divisor, suffix} = suffixes.find(({least}) => size >= least)!;
  if (decimalsOf(step / divisor) < 3 && size / divisor < 1e6) {
    return tidy === 0 && suffix !== '' ? '0' : fixed(tidy / divisor, step / divisor) + suffix;
  }

  const plain = fixed(tidy, step);
  const short = size < 1e12 && decimalsOf(step) <= mostDecimals;
  return short ? plain : exponential(tidy, step);
}

function fixed(value: number, step: number): string {
  return value.toFixed(Math.min(decimalsOf(step), 100));
}

function exponential(value: number, step: number): string {
  if (value === 0) {
    return '0';
  }

  const mantissa = step / 10 ** magnitude(step);
  const digits = magnitude(Math.abs(value)) - magnitude(step) + decimalsOf(mantissa);
  return value.toExponential(Math.min(Math.max(0, digits), 8)).replace('e+', 'e');
}

/** Decimals that write multiples of a step exactly: 2 for 0.01 and for 0.25. */
function decimalsOf(step: number): number {
  const digits = Math.max(0, -magnitude(step));
  const scaled = step * 10 ** Math.min(digits, 300);
  return Math.abs(scaled - Math.round(scaled)) > 1e-6 ? digits + 1 : digits;
}

/** The power of ten of a size: 2 for 100 and for 999. */
function magnitude(size: number): number {
  return Math.floor(Math.log10(size) + 1e-9);
}
