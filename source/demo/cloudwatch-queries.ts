import {AwsError} from './aws-error.ts';
import {parseInsights, type InsightsQuery} from './cloudwatch-insights.ts';
import {metricKey, type Bucket} from './cloudwatch-datapoints.ts';
import {readMetricName} from './cloudwatch-metrics.ts';
import {checkPeriod} from './cloudwatch-periods.ts';
import {type Input} from './input.ts';
import {statistic} from './statistics.ts';

const maxQueries = 500;

type Common = {
  readonly id: string;
  readonly label: string;
  readonly returnData: boolean;
  /** Ms. */
  readonly period: number;
};

/** A query for the statistic of one metric. */
export type StatQuery = Common & {
  readonly kind: 'stat';
  readonly key: string;
  readonly name: string;
  readonly dimensions: string;
  readonly unit: string;
  readonly value: (bucket: Bucket) => number;
};

/** One query of GetMetricData. */
export type DataQuery =
  StatQuery | (Common & {readonly kind: 'insights'; readonly insights: InsightsQuery});

/** The queries of a GetMetricData call. Throws ValidationException, which Query calls ValidationError. */
export function readQueries(inputs: readonly Input[]): readonly DataQuery[] {
  if (inputs.length === 0 || inputs.length > maxQueries) {
    throw invalidQuery(
      `The collection MetricDataQueries must have between 1 and ${maxQueries} members.`,
    );
  }

  const queries = inputs.map((input) => readQuery(input));
  if (new Set(queries.map(({id}) => id)).size < queries.length) {
    throw invalidQuery('The values of Id in MetricDataQueries must be unique.');
  }

  return queries;
}

export function invalidQuery(message: string): AwsError {
  return new AwsError({json: 'ValidationException', query: 'ValidationError'}, message);
}

function readQuery(input: Input): DataQuery {
  const id = input.text('Id');
  if (!/^[a-z]\w*$/v.test(id)) {
    throw invalidQuery(`The value ${id} for Id must begin with a lower case letter.`);
  }

  const label = input.text('Label');
  const returnData = input.boolean('ReturnData') ?? true;
  const stat = input.input('MetricStat');
  const expression = input.text('Expression');
  if ((stat === undefined) === (expression === '')) {
    throw invalidQuery(`Query ${id} must have either MetricStat or Expression.`);
  }

  if (stat) {
    return {kind: 'stat', id, label, returnData, ...readStat(stat)};
  }

  const insights = parseInsights(expression);
  if (!insights) {
    throw invalidQuery(`Error in expression '${id}': this expression is not supported.`);
  }

  return {
    kind: 'insights',
    id,
    label,
    returnData,
    period: checkPeriod(input.number('Period'), 'Period', invalidQuery),
    insights,
  };
}

function readStat(
  input: Input,
): Pick<StatQuery, 'key' | 'name' | 'dimensions' | 'unit' | 'period' | 'value'> {
  const metric = input.input('Metric');
  if (!metric) {
    throw invalidQuery('The parameter MetricStat.Metric is required.');
  }

  const wanted = readMetricName(metric);
  const name = input.text('Stat');
  const value = statistic(name);
  if (!value) {
    throw invalidQuery(`The value ${name} for parameter MetricStat.Stat is not supported.`);
  }

  return {
    key: metricKey(wanted),
    name: wanted.name,
    dimensions: wanted.dimensions.map(({Value}) => Value).join(' '),
    unit: input.text('Unit'),
    period: checkPeriod(input.number('Period'), 'MetricStat.Period', invalidQuery),
    value: ({values}) => value(values),
  };
}
