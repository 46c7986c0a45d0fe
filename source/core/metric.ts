/** One value of a series: the start of its period (ms since 1970, UTC) and the statistic's value in the metric's unit. */
export type Datapoint = {readonly time: number; readonly value: number};

/** CloudWatch statistics that need no percentile. */
export const statistics = ['Average', 'Maximum', 'Minimum', 'Sum', 'SampleCount'] as const;

/** What is asked of CloudWatch: one metric of one resource, one statistic, one period (seconds). */
export type MetricQuery = {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: ReadonlyArray<{readonly name: string; readonly value: string}>;
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
};

/** The datapoints of one query: ascending, one per time, finite. Strings as they came from outside. */
export type Series = {
  /** What tells series apart: for EC2 the instance id. */
  readonly id: string;
  /** A name to read beside the id; '' where there is none. */
  readonly name: string;
  readonly metric: string;
  readonly statistic: string;
  readonly unit: string;
  /** Seconds between datapoints where none is missing. */
  readonly period: number;
  readonly points: readonly Datapoint[];
  /** Datapoints at or after this instant may still change (CloudWatch converges for some minutes). */
  readonly provisionalFrom: number;
};

/** Datapoints put in order: no NaN or infinite value, ascending times, the last one given wins where two share a time. */
export function orderDatapoints(points: Iterable<Datapoint>): readonly Datapoint[] {
  const byTime = new Map<number, number>();
  for (const {time, value} of points) {
    if (Number.isFinite(time) && Number.isFinite(value)) {
      byTime.set(time, value);
    }
  }

  return [...byTime].map(([time, value]) => ({time, value})).sort((a, b) => a.time - b.time);
}

/** Old datapoints with those of a newer answer put over them. */
export function mergeDatapoints(
  old: readonly Datapoint[],
  fresh: readonly Datapoint[],
): readonly Datapoint[] {
  return orderDatapoints([...old, ...fresh]);
}

/** What a series shows in a range: `[since, until)`. */
export function pointsWithin(
  points: readonly Datapoint[],
  since: number,
  until: number,
): readonly Datapoint[] {
  return points.filter(({time}) => time >= since && time < until);
}

/**
 * The period that suits a range and its age, in seconds: 60 where the chart can hold the points and CloudWatch still
 * keeps them, else 300 or 3,600. Retention: 60 s for 15 days, 300 s for 63 days, 3,600 s for 455 days.
 */
export function autoPeriod(span: number, age: number, basic: boolean): number {
  const days = 86_400_000;
  if (age > 63 * days || span > 14 * days) {
    return 3600;
  }

  return basic || age > 15 * days || span > 6 * 3_600_000 ? 300 : 60;
}
