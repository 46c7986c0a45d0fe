import {type Datapoint, type Series} from '../metric.ts';
import {safe, stillSafe, type SafeText} from '../sanitize.ts';
import {type TimeRange} from '../time.ts';
import {firstAtOrAfter, inOrder} from './resample.ts';

/** What a legend says of a series. Of equal values the first one counts: it tells when that was reached. */
export type SeriesSummary = {
  readonly latest: Datapoint;
  readonly highest: Datapoint;
  readonly lowest: Datapoint;
};

type Known = {readonly range: TimeRange; readonly summary: SeriesSummary | undefined};

/** Each frame asks for it, and there may be very many datapoints: they never change in place. */
const summaryOf = new WeakMap<readonly Datapoint[], Known>();

/** Latest, highest and lowest of the datapoints in `[since, until)`; undefined where there is none. */
export function summarize({points}: Series, range: TimeRange): SeriesSummary | undefined {
  const known = summaryOf.get(points);
  if (known?.range.since === range.since && known.range.until === range.until) {
    return known.summary;
  }

  const summary = summaryOfAll(inOrder(points), range);
  summaryOf.set(points, {range, summary});
  return summary;
}

function summaryOfAll(
  points: readonly Datapoint[],
  {since, until}: TimeRange,
): SeriesSummary | undefined {
  let summary: SeriesSummary | undefined;
  for (let index = firstAtOrAfter(points, since); index < points.length; index++) {
    const latest = points[index]!;
    if (!(latest.time < until)) {
      break;
    }

    const {highest, lowest} = summary ?? {highest: latest, lowest: latest};
    summary = {
      latest,
      highest: latest.value > highest.value ? latest : highest,
      lowest: latest.value < lowest.value ? latest : lowest,
    };
  }

  return summary;
}

const prefixes = [
  {divisor: 1e12, prefix: 'T'},
  {divisor: 1e9, prefix: 'G'},
  {divisor: 1e6, prefix: 'M'},
  {divisor: 1e3, prefix: 'k'},
];

const multiples: Readonly<Record<string, number>> = {kilo: 1e3, mega: 1e6, giga: 1e9, tera: 1e12};

const symbols: Readonly<Record<string, string>> = {
  bytes: 'B',
  bits: 'bit',
  percent: '%',
  seconds: 's',
  milliseconds: 'ms',
  microseconds: 'us',
  count: '',
  none: '',
  '': '',
};

/** What a value is told in where it is one of many. */
const usualDigits = 3;

/** What it is told in where a person points at it. */
export const exactDigits = 6;

/**
 * A value with a CloudWatch unit, in three digits unless said otherwise: `97.4 %`, `0.052 %`, `1.2 MB`, `12k`, `3 MB/s`. Kilobytes and the
 * like are thousands, as CloudWatch counts them. Unknown units are written as they are.
 */
export function formatValue(value: number, unit: string, digits = usualDigits): SafeText {
  if (!Number.isFinite(value)) {
    return stillSafe('-');
  }

  const {factor, symbol, rate, scales} = readUnit(unit);
  const rounded = roundTo(value * factor, digits);
  const size = Math.abs(rounded);
  const large = scales ? prefixes.find(({divisor}) => size >= divisor) : undefined;
  const {divisor, prefix} = large ?? {divisor: 1, prefix: ''};
  const number = plainNumber(roundTo(rounded / divisor, digits));
  const space = symbol === '' ? '' : ' ';
  // Digits, the symbols above, and a unit that has passed the gate.
  return stillSafe(`${number}${space}${prefix}${symbol}${rate}`);
}

type Unit = {factor: number; symbol: string; rate: string; scales: boolean};

/** CloudWatch writes `Percent`, `Kilobytes`, `Bytes/Second`, `Count/Second`, `None`. */
function readUnit(unit: string): Unit {
  const [whole, rate] = unit.toLowerCase().split(/(?=\/second$)/v, 2);
  const multiple = Object.keys(multiples).find((one) => whole?.startsWith(one)) ?? '';
  const name = whole?.slice(multiple.length) ?? '';
  const symbol = Object.hasOwn(symbols, name) ? symbols[name] : undefined;
  if (symbol === undefined) {
    return {factor: 1, symbol: safe(unit), rate: '', scales: false};
  }

  return {
    factor: multiples[multiple] ?? 1,
    symbol,
    rate: rate === undefined ? '' : '/s',
    scales: ['B', 'bit', ''].includes(symbol),
  };
}

function roundTo(value: number, digits: number): number {
  const rounded = Number(value.toPrecision(digits));
  // The largest doubles are rounded up to what is none.
  return Number.isFinite(rounded) ? rounded : Math.sign(value) * largest;
}

/** The largest double that three digits write. */
const largest = 1.79e308;

/** Without an exponent as far as that is short. */
function plainNumber(value: number): string {
  const size = Math.abs(value);
  return size === 0 || (size >= 1e-6 && size < 1e9)
    ? String(value === 0 ? 0 : value)
    : value.toExponential().replace('e+', 'e');
}
