/** One name and value by which CloudWatch tells the series of a metric apart. */
export type Dimension = {readonly name: string; readonly value: string};

/** What is charted or printed of each thing: which metric, which statistic, how fine. Strings as they came from outside. */
export type MetricChoice = {
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: string;
  /** Seconds; `auto` is what suits the range. */
  readonly period: 'auto' | number;
  /** Beside the instance: a path, a volume. Empty for the metrics of EC2 itself. */
  readonly dimensions: readonly Dimension[];
};

export const ec2Namespace = 'AWS/EC2';

/** What is charted where nothing else is asked for. */
export const defaultMetric: MetricChoice = {
  namespace: ec2Namespace,
  metric: 'CPUUtilization',
  statistic: 'Average',
  period: 'auto',
  dimensions: [],
};

const instanceDimension = 'InstanceId';

/**
 * The dimensions of one charted thing: an instance is called by its id, anything else by its dimensions as `seriesId`
 * writes them.
 */
export function dimensionsOf(
  {dimensions}: Pick<MetricChoice, 'dimensions'>,
  id: string,
): readonly Dimension[] {
  return [...ownDimensions(id), ...dimensions];
}

/** What the id of a charted thing stands for. */
export function ownDimensions(id: string): readonly Dimension[] {
  return isInstance(id)
    ? [{name: instanceDimension, value: id}]
    : id.split(separator).map((pair) => {
        const at = pair.indexOf('=');
        return {name: pair.slice(0, at), value: pair.slice(at + 1)};
      });
}

/** What no value of a dimension may hold: CloudWatch takes ASCII only, and none of its control characters. */
const separator = '\n';

/** Whether a charted thing is an instance, rather than a group or whatever else dimensions name. */
export function isInstance(id: string): boolean {
  return !id.includes('=');
}

/** The id under which the series of these dimensions is charted: the instance's, where that is all they name. */
export function seriesId(dimensions: readonly Dimension[]): string {
  const [only] = dimensions;
  return dimensions.length === 1 && only?.name === instanceDimension && isInstance(only.value)
    ? only.value
    : dimensions.map(({name, value}) => `${name}=${value}`).join(separator);
}

/** A charted thing to be read: an instance's id, else the values of its dimensions. */
export function seriesLabel(id: string): string {
  return isInstance(id)
    ? id
    : ownDimensions(id)
        .map(({value}) => value)
        .join(' ');
}

/**
 * What `--instance` and `--dimension` name together: an instance's own dimension is taken from the others, which then hold
 * for each instance; without an instance the dimensions are one thing by themselves.
 */
export function chartedBy(
  instances: readonly string[],
  given: readonly Dimension[],
): {readonly ids: readonly string[]; readonly dimensions: readonly Dimension[]} {
  const named = given.filter(({name}) => name === instanceDimension).map(({value}) => value);
  const others = given.filter(({name}) => name !== instanceDimension);
  const ids = [...new Set([...instances, ...named])];
  return ids.length === 0 && others.length > 0
    ? {ids: [seriesId(others)], dimensions: []}
    : {ids, dimensions: others};
}

/** What tells two choices apart, the period aside. */
export function choiceKey({namespace, metric, statistic, dimensions}: MetricChoice): string {
  return JSON.stringify([
    namespace,
    metric,
    statistic,
    dimensions.map(({name, value}) => [name, value]),
  ]);
}
