import {drawChart, ownThreshold, seriesMark} from '../../core/chart.ts';
import {isPercent} from '../../core/metric/unit.ts';
import {spacing} from '../../core/metric/spacing.ts';
import {safe, t, type SafeText} from '../../core/sanitize.ts';
import {fit, cellWidth, lineText, truncate} from '../../core/text.ts';
import {type PrintedSeries} from './printed.ts';
import {extremes, nameOf, titleLine, type TableOptions} from './table.ts';

/** Cells where no terminal tells how many there are. */
const usualColumns = 100;
const fewestColumns = 40;
const height = 18;

/** The chart as the screen draws it, with what it is of above and the series' names and extremes below: for a ticket. */
export function chartText(
  series: readonly PrintedSeries[],
  options: TableOptions & {readonly threshold?: number | undefined},
): string {
  const {range, columns = usualColumns, ascii, zone, threshold} = options;
  const width = Math.max(fewestColumns, columns);
  const drawn = drawChart({
    series: series.map(({id, name, metric, unit, period, points, provisionalFrom}) => ({
      id,
      name,
      unit,
      points,
      provisionalFrom,
      metric: metric.metric,
      statistic: metric.statistic,
      period: spacing(points, period),
    })),
    range,
    zone,
    width,
    height,
    scale: series.every(({metric}) => isPercent(metric)) ? 'percent' : 'fit',
    thresholds: threshold === undefined ? [] : [ownThreshold(threshold, series[0]?.unit ?? '')],
    marks: [],
    ascii,
  });
  const lines: readonly SafeText[] = [
    titleLine(series, options),
    // The last row is that of the calls, and no call was asked for.
    ...drawn.slice(0, -1).map((line) => lineText(line)),
    ...legend(series, options),
  ];
  return lines.map((line) => `${truncate(line, width, ascii).trimEnd()}\n`).join('');
}

function legend(series: readonly PrintedSeries[], options: TableOptions): readonly SafeText[] {
  const {ascii} = options;
  const widest = Math.max(0, ...series.map((one) => cellWidth(nameOf(one, ascii))));
  return series.map((one, index) => {
    const lead = t`${safe(seriesMark(index, ascii), {ascii})} ${fit(nameOf(one, ascii), widest, ascii)}`;
    return t`${lead}  ${extremes(one, options) ?? t`no datapoint in this range`}`;
  });
}
