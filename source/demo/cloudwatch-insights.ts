import {type Bucket} from './cloudwatch-datapoints.ts';
import {type WorldMetric} from './world.ts';
import {statistic} from './statistics.ts';

/** The kind of Metrics Insights query that finds the busiest of something. */
export type InsightsQuery = {
  readonly statistic: string;
  readonly metric: string;
  readonly namespace: string;
  readonly groupBy: string;
  readonly descending: boolean;
  readonly limit: number;
};

/** One group's series. */
export type InsightsSeries = {readonly group: string; readonly points: readonly InsightsPoint[]};

export type InsightsPoint = {readonly time: number; readonly value: number};

const functions: Readonly<Record<string, string>> = {
  AVG: 'Average',
  COUNT: 'SampleCount',
  MAX: 'Maximum',
  MIN: 'Minimum',
  SUM: 'Sum',
};

/** A query may return this many series. */
const maxSeries = 500;

// `FROM` takes a namespace, quoted if it must be, or SCHEMA(namespace, dimension ...).
const shape =
  /^\s*select\s+(?<fn>avg|count|max|min|sum)\s*\(\s*"?(?<metric>\w+)"?\s*\)\s+from\s+(?:schema\s*\(\s*)?"?(?<namespace>[\w\/]+)"?(?:\s*,\s*"?\w+"?)*(?:\s+(?:\)\s+)?|\)\s+)group\s+by\s+"?(?<group>\w+)"?(?:\s+order\s+by\s+(?:avg|count|max|min|sum)\s*\(\s*\)(?:\s+(?<order>asc|desc))?)?(?:\s+limit\s+(?<limit>\d{1,3}))?\s*$/iv;

/** A query of this shape: `SELECT AVG(m) FROM "ns" GROUP BY d ORDER BY AVG() DESC LIMIT n`; undefined for any other. */
export function parseInsights(expression: string): InsightsQuery | undefined {
  const groups = shape.exec(expression)?.groups;
  return (
    groups && {
      statistic: functions[(groups['fn'] ?? '').toUpperCase()] ?? 'Average',
      metric: groups['metric'] ?? '',
      namespace: groups['namespace'] ?? '',
      groupBy: groups['group'] ?? '',
      descending: groups['order']?.toUpperCase() === 'DESC',
      limit: Math.min(Number(groups['limit'] ?? maxSeries), maxSeries),
    }
  );
}

/**
 * The series that a query selects, best first: groups are ordered by the statistic over the whole range. Metrics
 * count that have the group's dimension and no other.
 */
export function selectSeries(
  query: InsightsQuery,
  metrics: readonly WorldMetric[],
  bucketsOf: (metric: WorldMetric) => readonly Bucket[],
): readonly InsightsSeries[] {
  const value = statistic(query.statistic) ?? (() => 0);
  return metrics
    .filter(
      ({namespace, name, dimensions}) =>
        namespace === query.namespace &&
        name === query.metric &&
        dimensions.length === 1 &&
        dimensions[0]?.Name === query.groupBy,
    )
    .map((metric) => ({group: metric.dimensions[0]?.Value ?? '', found: bucketsOf(metric)}))
    .filter(({found}) => found.length > 0)
    .map(({group, found}) => ({
      group,
      rank: value(found.flatMap(({values}) => values)),
      points: found.map(({time, values}) => ({time, value: value(values)})),
    }))
    .sort((a, b) => (query.descending ? b.rank - a.rank : a.rank - b.rank))
    .slice(0, query.limit);
}
