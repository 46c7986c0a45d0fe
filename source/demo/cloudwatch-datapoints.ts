import {minute, second} from '../core/time.ts';
import {keptSince, type Span} from './cloudwatch-periods.ts';
import {type Sample, type World, type WorldMetric} from './world.ts';

/** The samples of one period, which begins at `time`. Never empty. */
export type Bucket = {readonly time: number; readonly values: readonly number[]};

/**
 * What CloudWatch holds of a metric, by period, oldest first. Periods are aligned to the epoch; the one that is
 * running is given with what has arrived so far, so it converges. Periods older than their retention are gone, and
 * metrics of whole minutes have nothing in finer periods.
 */
export function buckets(
  world: World,
  metric: WorldMetric,
  {start, end, period}: Span,
  now: number,
): readonly Bucket[] {
  if (period < minute) {
    return [];
  }

  const first = Math.ceil(Math.max(start, keptSince(period, now)) / period) * period;
  const until = Math.min(Math.ceil(end / period) * period, now);
  if (first >= until) {
    return [];
  }

  const byTime = new Map<number, number[]>();
  for (const sample of world.samples(metric, first, until)) {
    if (!(arrivesAt(metric, sample) <= now)) {
      continue;
    }

    const time = Math.floor(sample.time / period) * period;
    const values = byTime.get(time) ?? [];
    values.push(sample.value);
    byTime.set(time, values);
  }

  return [...byTime].map(([time, values]) => ({time, values}));
}

/** A sample is sent when its interval is over and takes another minute or two, so two may change places. */
function arrivesAt(metric: WorldMetric, {time}: Sample): number {
  const sentAt = time + metric.interval * second;
  return sentAt + minute + (scatter(`${metricKey(metric)} ${time}`) % 60) * second;
}

/** What tells metrics apart: namespace, name and dimensions in any order. */
export function metricKey({
  namespace,
  name,
  dimensions,
}: Pick<WorldMetric, 'namespace' | 'name' | 'dimensions'>): string {
  return JSON.stringify([
    namespace,
    name,
    ...dimensions.map(({Name, Value}) => JSON.stringify([Name, Value])).sort(),
  ]);
}

/** A number that looks random but is always the same for the same text. */
function scatter(text: string): number {
  let hash = 0;
  for (const character of text) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  }

  return hash;
}
