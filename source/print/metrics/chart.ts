import {drawChart, ownThreshold, seriesMark, type Threshold} from '../../core/chart.ts';
import {chartGlyphs} from '../../core/chart/glyphs.ts';
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

export type ChartOptions = TableOptions & {
  readonly threshold?: number | undefined;
  /** The alarm whose level the threshold is. */
  readonly alarm?: string | undefined;
};

/** The chart as the screen draws it, with what it is of above and the series' names and extremes below: for a ticket. */
export function chartText(series: readonly PrintedSeries[], options: ChartOptions): string {
  const {range, columns = usualColumns, ascii, zone} = options;
  const level = levelOf(series, options);
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
    thresholds: level ? [level] : [],
    marks: [],
    ascii,
  });
  const lines: readonly SafeText[] = [
    titleLine(series, options),
    // The last row is that of the calls, and no call was asked for.
    ...drawn.slice(0, -1).map((line) => lineText(line)),
    ...legend(series, options),
    ...levelLines(level, options),
  ];
  return lines.map((line) => `${truncate(line, width, ascii).trimEnd()}\n`).join('');
}

function levelOf(series: readonly PrintedSeries[], {threshold}: ChartOptions) {
  return threshold === undefined ? undefined : ownThreshold(threshold, series[0]?.unit ?? '');
}

/** What the dashed line is: on it there is not always room to say so. */
function levelLines(
  level: Threshold | undefined,
  {alarm = '', ascii}: ChartOptions,
): readonly SafeText[] {
  const of = alarm === '' ? t`` : t`alarm ${safe(alarm, {ascii})}, `;
  return level ? [t`${safe(chartGlyphs(ascii).threshold)} ${of}${level.label}`] : [];
}

function legend(series: readonly PrintedSeries[], options: TableOptions): readonly SafeText[] {
  const {ascii} = options;
  const widest = Math.max(0, ...series.map((one) => cellWidth(nameOf(one, ascii))));
  return series.map((one, index) => {
    const lead = t`${safe(seriesMark(index, ascii), {ascii})} ${fit(nameOf(one, ascii), widest, ascii)}`;
    return t`${lead}  ${extremes(one, options) ?? t`no datapoint in this range`}`;
  });
}
