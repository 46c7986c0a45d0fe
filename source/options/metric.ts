import {nearestName} from '../core/filter/names.ts';
import {
  chartedBy,
  defaultMetric,
  ec2Namespace,
  isInstance,
  type Dimension,
  type MetricChoice,
} from '../core/metric/choice.ts';
import {periodRefusal, readPeriod} from '../core/metric/period.ts';
import {readStatistic} from '../core/metric/statistic.ts';
import {ec2Metrics} from '../core/metric/unit.ts';
import {UsageError} from './usage-error.ts';
import {readInstances} from './values.ts';

/** What the flags say of what is charted, as they were given. */
export type MetricFlags = {
  readonly instance?: readonly string[] | undefined;
  readonly namespace?: string | undefined;
  readonly metric?: string | undefined;
  readonly stat?: string | undefined;
  readonly period?: string | undefined;
  readonly dimension?: readonly string[] | undefined;
};

/** What is charted or printed, and of what: instances, or what dimensions name instead. */
export type MetricOptions = {readonly ids: readonly string[]; readonly metric: MetricChoice};

/**
 * Reads the flags about metrics; `age` is how long ago the range begins, ms. Throws UsageError where they are wrong or do
 * not go together.
 */
export function readMetric(given: MetricFlags, age: number): MetricOptions {
  const {namespace = ec2Namespace, stat, period} = given;
  const named = (given.dimension ?? []).map((text) => readDimension(text));
  const {ids, dimensions} = chartedBy(readInstances(given.instance ?? []), named);
  refuseTwice(named, ids.length);
  refuseNames(ids, namespace);
  if (namespace.trim() === '') {
    throw new UsageError('--namespace takes a namespace of CloudWatch, such as AWS/EC2 or CWAgent');
  }

  if (namespace !== ec2Namespace && given.metric === undefined) {
    throw new UsageError(
      `--namespace ${namespace} has other metrics than EC2: name one with --metric`,
    );
  }

  // What belongs to no instance cannot be found by looking for instances.
  if (namespace.startsWith('AWS/') && namespace !== ec2Namespace && ids.length === 0) {
    throw new UsageError(
      `--namespace ${namespace}: say of what with --dimension Name=Value (or -i where it is of an instance)`,
    );
  }

  const metric: MetricChoice = {
    namespace,
    metric: readName(given.metric ?? defaultMetric.metric, namespace),
    statistic: stat === undefined ? defaultMetric.statistic : statisticOf(stat),
    period: period === undefined ? 'auto' : periodOf(period, age),
    dimensions,
  };
  return {ids, metric};
}

/** CloudWatch tells names apart by their case, and answers for a wrong one with nothing at all. */
function readName(text: string, namespace: string): string {
  if (text.trim() === '') {
    throw new UsageError(
      '--metric takes the name of a metric, such as CPUUtilization or NetworkIn',
    );
  }

  const right = ec2Metrics.find((each) => each.toLowerCase() === text.toLowerCase());
  const near = right ?? nearestName(text, ec2Metrics);
  if (namespace === ec2Namespace && !ec2Metrics.includes(text) && near !== undefined) {
    throw new UsageError(`--metric: EC2 has no metric "${text}"; did you mean ${near}?`);
  }

  return text;
}

function statisticOf(text: string): string {
  const answer = readStatistic(text);
  if (!answer.ok) {
    throw new UsageError(`--stat: ${answer.message}`);
  }

  return answer.statistic;
}

function periodOf(text: string, age: number): 'auto' | number {
  const answer = readPeriod(text);
  if (!answer.ok) {
    throw new UsageError(`--period: ${answer.message}`);
  }

  const refusal = periodRefusal(answer.period, age);
  if (refusal !== undefined) {
    throw new UsageError(`--period: ${refusal}`);
  }

  return answer.period;
}

/** CloudWatch takes so many for one metric, and no longer names and values. */
const mostDimensions = 30;
const longestName = 255;
const longestValue = 1024;

/** `InstanceId=i-0abc`, or as the AWS CLI writes it: `Name=InstanceId,Value=i-0abc`. */
function readDimension(text: string): Dimension {
  const groups =
    /^Name=(?<name>[^,]+),Value=(?<value>.+)$/sv.exec(text)?.groups ??
    /^(?<name>[^=]+)=(?<value>.+)$/sv.exec(text)?.groups;
  const [name = '', value = ''] = [groups?.['name'], groups?.['value']];
  const isRight =
    /^[\u0020-\u007E]+$/v.test(name + value) &&
    !name.startsWith(':') &&
    name.length > 0 &&
    name.length <= longestName &&
    value.length > 0 &&
    value.length <= longestValue;
  if (!isRight) {
    throw new UsageError(
      `--dimension takes Name=Value, such as AutoScalingGroupName=web, not "${text}"`,
    );
  }

  return {name, value};
}

/** CloudWatch answers for a name as for an instance that is idle: with nothing at all. */
function refuseNames(ids: readonly string[], namespace: string): void {
  const name = ids.find((id) => isInstance(id) && !id.startsWith('i-'));
  if (name !== undefined && namespace === ec2Namespace) {
    throw new UsageError(
      `--instance takes an id such as i-0a1b2c3d4e5f60718, not "${name}": i in the monitor finds instances by their names`,
    );
  }
}

function refuseTwice(given: readonly Dimension[], ids: number): void {
  const names = given.map(({name}) => name).filter((name) => name !== 'InstanceId');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new UsageError(`--dimension names ${twice} twice: one metric has one value of each`);
  }

  if (given.length > mostDimensions) {
    throw new UsageError(`--dimension: a metric has ${mostDimensions} dimensions at the most`);
  }

  if (ids > 8) {
    throw new UsageError(`${ids} instances are named, and one chart draws 8 at the most`);
  }
}

const metricFlags = ['metric', 'stat', 'period', 'namespace', 'dimension'] as const;

/** Throws where flags about metrics are given to what asks CloudWatch for none. */
export function refuseMetricFlags(given: MetricFlags, command: string, isArchive: boolean): void {
  const name = metricFlags.find((each) => given[each] !== undefined && given[each]?.length !== 0);
  if (name === undefined) {
    return;
  }

  if (isArchive) {
    throw new UsageError(
      `--${name} asks CloudWatch, and an archive has no CloudWatch: --metrics-from FILE.csv draws a recorded series`,
    );
  }

  if (command === 'events' || command === 'doctor') {
    throw new UsageError(`--${name} belongs to the monitor and to trailtop metrics`);
  }
}

/** What `trailtop metrics` takes beside its flags: ids of instances. Throws UsageError. */
export function readNamedInstances(words: readonly string[]): readonly string[] {
  const odd = words.find((word) => !/^i-[\da-f]{8,17}$/v.test(word));
  if (odd !== undefined) {
    throw new UsageError(
      `trailtop metrics takes ids of instances and no path: "${odd}" is none; --metrics-from draws a recorded series under archived events`,
    );
  }

  return words;
}

/** Flags of other commands that `trailtop metrics` would have to ignore. */
export type MetricsCommandFlags = {
  readonly filter?: string | undefined;
  readonly lookupAttributes?: string | undefined;
  readonly maxItems?: string | undefined;
  readonly output?: string | undefined;
  readonly chart: boolean;
  readonly follow: boolean;
};

/** Throws where flags of `trailtop metrics` do not go together, or belong to another command. */
export function refuseCombinations(command: string, given: MetricsCommandFlags): void {
  if (command !== 'metrics') {
    if (given.chart) {
      throw new UsageError(
        '--chart belongs to trailtop metrics; the monitor draws its chart anyway',
      );
    }

    return;
  }

  for (const [flag, value] of [
    ['filter', given.filter],
    ['lookup-attributes', given.lookupAttributes],
    ['max-items', given.maxItems],
  ] as const) {
    if (value !== undefined) {
      throw new UsageError(`--${flag} is about events: trailtop events takes it`);
    }
  }

  if (given.chart && (given.follow || given.output !== undefined)) {
    throw new UsageError('--chart prints one chart: leave --follow and --output out');
  }

  if (given.follow && given.output === 'json') {
    throw new UsageError('--follow never ends, and so would the JSON: take --output jsonl');
  }
}
