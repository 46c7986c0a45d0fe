import {type Rect} from '../layout.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {isListed, metricEntries, periodLabel, type MetricEntry} from '../state/metric-entries.ts';
import {type MetricOverlay} from '../state/metrics.ts';
import {type State} from '../state/model.ts';
import {cellWidth, fit, repeat, wrapWords} from '../text.ts';
import {box} from './box.ts';
import {problemSentences} from './troubles.ts';
import {typedLine} from './typed-line.ts';

const titles = {
  metric: t`Metric to chart`,
  statistic: t`Statistic`,
  period: t`Period of a datapoint`,
} as const;

/** The menu of metrics, statistics or periods, over both panes: what is typed, and what it finds. */
export function selectMetricMenu(state: State, rect: Rect): readonly Line[] {
  const {overlay, ascii, chart} = state;
  if (overlay?.kind !== 'metric') {
    return [];
  }

  const inside = rect.width - 2;
  const entries = metricEntries(state);
  const said = saidAbove(state, overlay, inside - 4);
  const height = Math.max(1, rect.height - 4 - said.length);
  const top = Math.max(0, Math.min(overlay.selected - height + 1, entries.length - height));
  const widest = Math.max(0, ...entries.map(({label}) => cellWidth(safe(label, {ascii}))));
  const labelCells = Math.min(Math.max(12, widest), Math.floor(inside / 2));
  const lines = entries
    .slice(top, top + height)
    .map((entry, index) =>
      entryLine(entry, {state, overlay, labelCells, isSelected: top + index === overlay.selected}),
    );
  const {metric, statistic, period} = chart.metric;
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [
        span(titles[overlay.what], 'title'),
        span(
          t` ${ascii ? t`-` : t`·`} now ${safe(`${metric} ${statistic} ${periodLabel(period)}`, {ascii})}`,
        ),
      ],
      hasFocus: true,
      ascii,
    },
    [
      typedLine(t` > `, overlay.line, inside, ascii),
      [span(repeat(ascii ? t`-` : t`─`, inside), 'border')],
      ...said,
      ...(lines.length > 0 || said.length > 0
        ? lines
        : [[span(t`   nothing is called that`, 'dim')]]),
    ],
  );
}

/** What is to be known before the list: it is still asked for, it may not be read, or it is empty. */
function saidAbove(state: State, {what, line}: MetricOverlay, cells: number): readonly Line[] {
  const {chart, ascii} = state;
  if (what !== 'metric') {
    return [];
  }

  const say = (text: SafeText): Line => [span(t`   ${text}`, 'dim')];
  if (chart.charted.length === 0) {
    return [say(t`nothing is charted: i chooses instances first`)];
  }

  if (!chart.known || !isListed(state)) {
    return [say(t`asking CloudWatch what it has of them`)];
  }

  if (chart.known.problem) {
    return wrapWords(problemSentences(chart.known.problem, ascii), cells).map((text) => [
      span(t`   ${text}`, 'bad'),
    ]);
  }

  return chart.known.metrics.length === 0 && line.text === ''
    ? [say(t`CloudWatch has nothing of them within the last two weeks`)]
    : [];
}

type EntryOptions = {
  readonly state: State;
  readonly overlay: MetricOverlay;
  readonly labelCells: number;
  readonly isSelected: boolean;
};

function entryLine(
  {label, note, choice, isRefused}: MetricEntry,
  {state, overlay, labelCells, isSelected}: EntryOptions,
): Line {
  const {ascii, size} = state;
  const cells = size.columns - 2;
  const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
  const name = fit(safe(label, {ascii}), labelCells, ascii);
  const origin =
    overlay.what === 'metric' ? t`${fit(safe(choice.namespace, {ascii}), 12, ascii)}  ` : t``;
  const text = fit(t`${origin}${safe(note, {ascii})}`, Math.max(0, cells - labelCells - 6), ascii);
  return isSelected
    ? [span(fit(t` ${mark} ${name}  ${text}`, cells, ascii), 'cursor')]
    : [
        span(t` ${mark} `),
        span(name, isRefused ? 'dim' : 'key'),
        span(t`  ${text}`, isRefused ? 'dim' : 'plain'),
      ];
}
