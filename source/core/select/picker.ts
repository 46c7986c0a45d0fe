import {pickerEntries} from '../state/picker.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {formatValue, summarize} from '../chart/series-summary.ts';
import {type State} from '../state/model.ts';
import {fit} from '../text.ts';

/** The instance picker as a table: every cell padded to its column, since the table measures with String.length. */
export type PickerTable = {
  readonly rows: ReadonlyArray<Readonly<Record<string, SafeText>>>;
  /** Which row of `rows` is under the cursor; -1 where there is none. */
  readonly selected: number;
  readonly hidden: number;
};

/** The entries that fit into so many rows, around the selected one. */
export function selectPicker(state: State, height: number, width: number): PickerTable {
  const {overlay, ascii, chart} = state;
  if (overlay?.kind !== 'picker') {
    return {rows: [], selected: -1, hidden: 0};
  }

  const entries = pickerEntries(chart.instances, overlay.line.text);
  const count = Math.max(1, height);
  const top = Math.max(0, Math.min(overlay.selected - count + 1, entries.length - count));
  const isWide = width >= 108;
  const hasAlarm = width >= 78;
  const rows = entries.slice(top, top + count).map((entry, index) => {
    const series = chart.series.get(entry.id);
    const latest = series && summarize(series, state.range)?.latest;
    const mark = top + index === overlay.selected ? (ascii ? t`>` : t`▸`) : t` `;
    const box = overlay.chosen.includes(entry.id) ? t`[x]` : t`[ ]`;
    return {
      ' ': t`${mark} ${box}`,
      name: cell(entry.name, isWide ? 16 : 14, ascii),
      instance: cell(entry.id, 19, ascii),
      ...(isWide ? {type: cell(entry.type, 13, ascii), state: cell(entry.state, 10, ascii)} : {}),
      ...(hasAlarm
        ? {alarm: cell(entry.alarm === '' ? '' : `! ${entry.alarm}`, isWide ? 18 : 12, ascii)}
        : {}),
      latest: fit(latest && series ? formatValue(latest.value, series.unit) : t`-`, 7, ascii),
    };
  });
  return {
    rows,
    selected: overlay.selected - top,
    hidden: Math.max(0, entries.length - count),
  };
}

function cell(text: string, width: number, ascii: boolean): SafeText {
  return fit(safe(text, {ascii}), width, ascii);
}
