import {textAt} from '../core/json.ts';
import {hour} from '../core/time.ts';
import {AwsError, invalidValue} from './aws-error.ts';
import {isHome, requestKey, type Call, type Context} from './call.ts';
import {metricKey} from './cloudwatch-datapoints.ts';
import {compareText} from './compare-text.ts';
import {type Input} from './input.ts';
import {type OutputStructure} from './output.ts';
import {type WorldMetric} from './world.ts';

const pageSize = 500;

/** The metrics of the call's region: they are all at home. */
export function metricsOf(call: Call, {world, clock}: Context): readonly WorldMetric[] {
  return isHome(call, world) ? world.metrics(clock.now()) : [];
}

/** Namespace, name and dimensions that an input names, in the form of a metric's own. */
export function readMetricName(
  input: Input,
): Pick<WorldMetric, 'namespace' | 'name' | 'dimensions'> {
  return {
    namespace: input.text('Namespace'),
    name: input.text('MetricName'),
    dimensions: input
      .inputs('Dimensions')
      .map((dimension) => ({Name: dimension.text('Name'), Value: dimension.text('Value')})),
  };
}

/** A metric as CloudWatch writes its name. */
export function metricOutput({namespace, name, dimensions}: WorldMetric): OutputStructure {
  return {Namespace: namespace, MetricName: name, Dimensions: dimensions};
}

/** ListMetrics of CloudWatch. Throws AwsError. */
export function listMetrics(call: Call, context: Context): OutputStructure {
  const accepts = metricFilter(call.input);
  const isRecent = recencyFilter(call.input.text('RecentlyActive'), context);
  const after = pageStart(call, context);
  const found = metricsOf(call, context)
    .filter((metric) => accepts(metric))
    .map((metric) => ({metric, key: metricKey(metric)}))
    .sort((a, b) => compareText(a.key, b.key))
    .filter(({metric, key}) => key > after && isRecent(metric));
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  return {
    Metrics: page.map(({metric}) => metricOutput(metric)),
    NextToken:
      last && found.length > pageSize
        ? context.tokens.seal(requestKey(call), {after: last.key})
        : undefined,
  };
}

/** Where a page begins, for lists in the order of a text; '' for the first page. */
export function pageStart(call: Call, {tokens}: Context): string {
  const token = call.input.text('NextToken');
  const after = textAt(tokens.open(requestKey(call), token), 'after');
  if (token !== '' && after === '') {
    throw invalidToken();
  }

  return after;
}

export function invalidToken(): AwsError {
  return new AwsError({json: 'InvalidNextToken'}, 'The next token specified is invalid.');
}

function metricFilter(input: Input): (metric: WorldMetric) => boolean {
  const [namespace, name] = [input.text('Namespace'), input.text('MetricName')];
  const wanted = input.inputs('Dimensions').map((filter) => ({
    name: filter.text('Name'),
    value: filter.has('Value') ? filter.text('Value') : undefined,
  }));
  return (metric) =>
    (namespace === '' || metric.namespace === namespace) &&
    (name === '' || metric.name === name) &&
    wanted.every((filter) =>
      metric.dimensions.some(
        ({Name, Value}) =>
          Name === filter.name && (filter.value === undefined || Value === filter.value),
      ),
    );
}

function recencyFilter(
  recentlyActive: string,
  {world, clock}: Context,
): (metric: WorldMetric) => boolean {
  if (recentlyActive === '') {
    return () => true;
  }

  if (recentlyActive !== 'PT3H') {
    throw invalidValue('The parameter RecentlyActive must be PT3H.');
  }

  const now = clock.now();
  return (metric) => world.samples(metric, now - 3 * hour, now).length > 0;
}
