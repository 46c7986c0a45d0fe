import {type Datapoint} from '../../core/metric.ts';
import {dimensionsOf, seriesLabel} from '../../core/metric/choice.ts';
import {isExtended} from '../../core/metric/statistic.ts';
import {safe, t, type SafeText} from '../../core/sanitize.ts';
import {formatIso} from '../../core/time.ts';
import {csvRow} from '../../core/written/csv.ts';
import {nativeJson} from '../../core/written/native-json.ts';
import {type PrintedSeries} from './printed.ts';

/**
 * The series in the shape of `aws cloudwatch get-metric-statistics`, oldest first; several as an array, in which each is
 * told apart by its dimensions. Numbers have all their digits.
 */
export function seriesJson(series: readonly PrintedSeries[]): string {
  const [only] = series;
  if (only && series.length === 1) {
    return `${oneJson(only, false)}\n`;
  }

  const all = series.map((one) => oneJson(one, true)).join(',\n');
  return series.length === 0 ? '[]\n' : `[\n${all}\n]\n`;
}

function oneJson(series: PrintedSeries, isOneOfMany: boolean): string {
  const {label, metric, id, points} = series;
  const named = isOneOfMany
    ? `"Dimensions":${json(dimensionsOf(metric, id).map(({name: Name, value: Value}) => ({Name, Value})))},`
    : '';
  const lines = points.map((point) => json(datapoint(series, point)));
  const body = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n]`;
  return `{"Label":${json(label)},${named}"Datapoints":${body}}`;
}

/** A datapoint in the keys and their order of the AWS CLI. */
function datapoint({metric, unit}: PrintedSeries, {time, value}: Datapoint) {
  const {statistic} = metric;
  const Timestamp: string = formatIso(time);
  const named = unit === '' ? {} : {Unit: unit};
  return isExtended(statistic)
    ? {Timestamp, ...named, ExtendedStatistics: {[statistic]: value}}
    : {Timestamp, [statistic]: value, ...named};
}

/** One datapoint a line, each saying by itself what it is of. */
export function jsonLines(series: PrintedSeries, points: readonly Datapoint[]): string {
  const {metric, id, label} = series;
  const dimensions = Object.fromEntries(
    dimensionsOf(metric, id).map(({name, value}) => [name, value]),
  );
  return points
    .map((point) => {
      const {Timestamp, ...values} = datapoint(series, point);
      return `${json({Timestamp, Label: label, Dimensions: dimensions, ...values})}\n`;
    })
    .join('');
}

/** As `--metrics-from` reads it: the time, the value and the name of the series come first. */
export const csvHeader = csvRow([
  t`timestamp`,
  t`value`,
  t`series`,
  t`name`,
  t`metric`,
  t`statistic`,
  t`period`,
  t`unit`,
]);

export function csvLines(series: PrintedSeries, points: readonly Datapoint[]): string {
  const {id, name, metric, period, unit} = series;
  const rest: readonly SafeText[] = [
    safe(seriesLabel(id)),
    safe(name),
    safe(metric.metric),
    safe(metric.statistic),
    t`${period}`,
    safe(unit),
  ];
  return points.map(({time, value}) => csvRow([formatIso(time), t`${value}`, ...rest])).join('');
}

function json(
  value: Parameters<typeof nativeJson>[0]['record'] | string | readonly unknown[],
): string {
  return nativeJson({record: value as Parameters<typeof nativeJson>[0]['record']});
}
