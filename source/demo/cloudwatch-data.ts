import {member} from '../core/json.ts';
import {requestKey, type Call, type Context} from './call.ts';
import {buckets, metricKey} from './cloudwatch-datapoints.ts';
import {selectSeries, type InsightsPoint} from './cloudwatch-insights.ts';
import {invalidToken, metricsOf} from './cloudwatch-metrics.ts';
import {readRange} from './cloudwatch-periods.ts';
import {invalidQuery, readQueries, type DataQuery} from './cloudwatch-queries.ts';
import {type OutputStructure} from './output.ts';
import {type WorldMetric} from './world.ts';

const maxDatapoints = 100_800;

type Result = {
  readonly id: string;
  readonly label: string;
  readonly points: readonly InsightsPoint[];
};

/** Where a page begins: at which result, and after the datapoint of which time in it. */
type Place = {readonly result: number; readonly after: number | undefined};

/** GetMetricData of CloudWatch: many series, newest first unless asked otherwise. Throws AwsError. */
export function getMetricData(call: Call, context: Context): OutputStructure {
  const {input} = call;
  const queries = readQueries(input.inputs('MetricDataQueries'));
  const range = readRange(input, context.clock.now(), invalidQuery);
  const room = input.number('MaxDatapoints') ?? maxDatapoints;
  if (!Number.isSafeInteger(room) || room < 1 || room > maxDatapoints) {
    throw invalidQuery(
      `MaxDatapoints must be between 1 and ${maxDatapoints.toLocaleString('en-US')}.`,
    );
  }

  const ascending = input.text('ScanBy') === 'TimestampAscending';
  const results = resultsOf(queries, range, call, context).map((result) => ({
    ...result,
    points: ascending ? result.points : result.points.toReversed(),
  }));
  const {shown, next} = cut(results, placeOf(call, context), room, ascending);
  return {
    MetricDataResults: shown,
    Messages: [],
    NextToken: next && context.tokens.seal(requestKey(call), {...next}),
  };
}

function resultsOf(
  queries: readonly DataQuery[],
  range: {start: number; end: number},
  call: Call,
  context: Context,
): readonly Result[] {
  const now = context.clock.now();
  const metrics = metricsOf(call, context);
  const byKey = new Map(metrics.map((metric) => [metricKey(metric), metric]));
  const label = defaultLabels(queries);
  const bucketsOf = (metric: WorldMetric, period: number) =>
    buckets(context.world, metric, {...range, period}, now);

  return queries
    .filter(({returnData}) => returnData)
    .flatMap((query): readonly Result[] => {
      const {id, period} = query;
      if (query.kind === 'insights') {
        return selectSeries(query.insights, metrics, (metric) => bucketsOf(metric, period)).map(
          ({group, points}) => ({id, label: orElse(query.label, group), points}),
        );
      }

      const metric = byKey.get(query.key);
      const found =
        metric && (query.unit === '' || query.unit === metric.unit)
          ? bucketsOf(metric, period)
          : [];
      const points = found.map((bucket) => ({time: bucket.time, value: query.value(bucket)}));
      return [{id, label: orElse(query.label, label(query)), points}];
    });
}

/** CloudWatch names in a label what tells the series of one call apart: the metric, its dimensions or both. */
function defaultLabels(queries: readonly DataQuery[]): (query: DataQuery) => string {
  const stats = queries.filter((query) => query.kind === 'stat');
  const differ = (read: (query: (typeof stats)[number]) => string) =>
    new Set(stats.map((query) => read(query))).size > 1;
  const byDimensions = differ(({dimensions}) => dimensions);
  const byName = differ(({name}) => name) || !byDimensions;
  return (query) =>
    query.kind === 'stat'
      ? [byDimensions && query.dimensions, byName && query.name].filter(Boolean).join(' ')
      : query.id;
}

function orElse(text: string, other: string): string {
  return text === '' ? other : text;
}

/** One page: results from the place on, until there is no room. What is not finished says PartialData. */
function cut(
  results: readonly Result[],
  place: Place,
  room: number,
  ascending: boolean,
): {shown: readonly OutputStructure[]; next: Place | undefined} {
  let left = room;
  let next: Place | undefined;
  const shown = results.slice(place.result).map(({id, label, points}, offset): OutputStructure => {
    const after = offset === 0 ? place.after : undefined;
    const rest =
      after === undefined
        ? points
        : points.filter(({time}) => (ascending ? time > after : time < after));
    const page = rest.slice(0, left);
    left -= page.length;
    const isComplete = page.length === rest.length && !next;
    if (!isComplete) {
      next ??= {result: place.result + offset, after: page.at(-1)?.time ?? after};
    }

    return {
      Id: id,
      Label: label,
      Timestamps: page.map(({time}) => new Date(time)),
      Values: page.map(({value}) => value),
      StatusCode: isComplete ? 'Complete' : 'PartialData',
    };
  });
  return {shown, next};
}

function placeOf(call: Call, {tokens}: Context): Place {
  const token = call.input.text('NextToken');
  if (token === '') {
    return {result: 0, after: undefined};
  }

  const position = tokens.open(requestKey(call), token);
  const [result, after] = [member(position, 'result'), member(position, 'after')];
  if (typeof result !== 'number') {
    throw invalidToken();
  }

  return {result, after: typeof after === 'number' ? after : undefined};
}
