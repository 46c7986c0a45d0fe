import {invalidCombination, invalidValue, missingParameter} from './aws-error.ts';
import {type Call, type Context} from './call.ts';
import {buckets, metricKey, type Bucket} from './cloudwatch-datapoints.ts';
import {metricsOf, readMetricName} from './cloudwatch-metrics.ts';
import {checkPeriod, readRange} from './cloudwatch-periods.ts';
import {type Random} from './clock.ts';
import {type OutputStructure} from './output.ts';
import {simpleStatistics, statistic} from './statistics.ts';

const maxPoints = 1440;

type Statistics = {readonly simple: readonly string[]; readonly extended: readonly string[]};

/** GetMetricStatistics of CloudWatch: the datapoints of one metric, in no order. Throws AwsError. */
export function getMetricStatistics(call: Call, context: Context): OutputStructure {
  const {input} = call;
  for (const name of ['Namespace', 'MetricName']) {
    if (input.text(name) === '') {
      throw missingParameter(name);
    }
  }

  const now = context.clock.now();
  const wanted = readMetricName(input);
  const statistics = readStatistics(input.texts('Statistics'), input.texts('ExtendedStatistics'));
  const {start, end} = readRange(input, now);
  const period = checkPeriod(input.number('Period'), 'Period');
  checkCount(Math.ceil((end - start) / period));

  const key = metricKey(wanted);
  const metric = metricsOf(call, context).find((candidate) => metricKey(candidate) === key);
  const unit = input.text('Unit');
  const found =
    metric && (unit === '' || unit === metric.unit)
      ? buckets(context.world, metric, {start, end, period}, now)
      : [];
  return {
    Label: wanted.name,
    Datapoints: shuffled(
      found.map((bucket) => datapoint(bucket, statistics, metric?.unit ?? 'None')),
      context.random,
    ),
  };
}

function readStatistics(simple: readonly string[], extended: readonly string[]): Statistics {
  if ((simple.length === 0) === (extended.length === 0)) {
    throw invalidCombination(
      'Exactly one of the parameters Statistics and ExtendedStatistics must be specified.',
    );
  }

  const unknown =
    simple.find((name) => !simpleStatistics.has(name)) ??
    extended.find((name) => simpleStatistics.has(name) || !statistic(name));
  if (unknown !== undefined) {
    throw invalidValue(`The statistic ${unknown} is not valid.`);
  }

  return {simple, extended};
}

function checkCount(points: number): void {
  if (points > maxPoints) {
    throw invalidCombination(
      `You have requested up to ${points.toLocaleString('en-US')} datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
}

function datapoint(
  {time, values}: Bucket,
  {simple, extended}: Statistics,
  unit: string,
): OutputStructure {
  const value = (name: string) => statistic(name)?.(values) ?? 0;
  return {
    Timestamp: new Date(time),
    ...Object.fromEntries(simple.map((name) => [name, value(name)])),
    Unit: unit,
    ...(extended.length > 0 && {
      ExtendedStatistics: new Map(extended.map((name) => [name, value(name)])),
    }),
  };
}

/** Any order is as likely as any other: whoever draws these must sort them first. */
function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({item, rank: random()}))
    .sort((a, b) => a.rank - b.rank)
    .map(({item}) => item);
}
