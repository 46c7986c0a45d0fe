import {formatValue, summarize} from '../chart/series-summary.ts';
import {shortService} from '../reading/arn.ts';
import {joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {zoneOf, type State} from '../state/model.ts';
import {hasEnded, mostCharted, pickerEntries, type PickerEntry} from '../state/picker.ts';
import {fit, truncate} from '../text.ts';
import {formatDate, formatMinute, sameDay} from '../time.ts';
import {type TableView} from './summary.ts';

/** The instance picker: a table of the entries that fit, and what is said above it. */
export type PickerView = {
  readonly table: TableView;
  readonly hidden: number;
  readonly count: number;
  /** What is known of the row under the cursor, in one line. */
  readonly detail: SafeText;
};

type PickerColumn = {
  readonly heading: SafeText;
  readonly width: number;
  readonly cell: (entry: PickerEntry) => SafeText;
};

/** The entries that fit into so many rows, around the selected one. */
export function selectPicker(state: State, height: number, width: number): PickerView {
  const {overlay, ascii} = state;
  const blank = {id: 'picker', headings: [], headingStyle: 'dim', rows: []} as const;
  if (overlay?.kind !== 'picker') {
    return {table: blank, hidden: 0, count: 0, detail: t``};
  }

  const entries = pickerEntries(state, overlay.line.text);
  const rows = Math.max(1, height);
  const top = Math.max(0, Math.min(overlay.selected - rows + 1, entries.length - rows));
  const selected = entries[overlay.selected];
  const columns = columnsOf(state, {chosen: overlay.chosen, selected}, width);
  const padded = (text: SafeText, cells: number) => t` ${fit(text, cells, ascii)} `;
  return {
    table: {
      ...blank,
      headings: columns.map(({heading, width: cells}) => padded(heading, cells)),
      rows: entries.slice(top, top + rows).map((entry) => ({
        cells: columns.map(({cell, width: cells}) => padded(cell(entry), cells)),
        style: entry === selected ? 'cursor' : hasEnded(entry) ? 'dim' : 'plain',
      })),
    },
    hidden: Math.max(0, entries.length - rows),
    count: entries.length,
    detail: selected ? truncate(detailOf(state, selected), Math.max(1, width - 2), ascii) : t``,
  };
}

function columnsOf(
  state: State,
  {chosen, selected}: {chosen: readonly string[]; selected: PickerEntry | undefined},
  width: number,
): readonly PickerColumn[] {
  const {ascii, chart, range} = state;
  const isWide = width >= 108;
  // Where the ids have no room beside the names, they stand in the line above, and for what has no name.
  const hasId = width >= 58;
  const shown = (text: string) => safe(text, {ascii});
  const latest = ({id}: PickerEntry) => {
    const series = chart.series.get(id);
    const point = series && summarize(series, range)?.latest;
    return point && series ? formatValue(point.value, series.unit) : t`-`;
  };

  return [
    {
      heading: t``,
      width: 5,
      cell(entry) {
        const mark = entry === selected ? (ascii ? t`>` : t`▸`) : t` `;
        return t`${mark} ${chosen.includes(entry.id) ? t`[x]` : t`[ ]`}`;
      },
    },
    {
      heading: t`name`,
      width: isWide ? 16 : hasId ? 14 : width - 22,
      cell: (entry) => shown(entry.name || (hasId ? '(no name)' : idOf(entry))),
    },
    ...(hasId
      ? [{heading: t`instance`, width: 19, cell: (entry: PickerEntry) => shown(idOf(entry))}]
      : []),
    ...(isWide
      ? [
          {heading: t`type`, width: 13, cell: ({type}: PickerEntry) => shown(type || '-')},
          {
            heading: t`state`,
            width: 10,
            cell: (entry: PickerEntry) =>
              entry.kind === 'group' ? t`-` : shown(entry.state || 'unknown'),
          },
        ]
      : []),
    ...(width >= 78
      ? [
          {
            heading: t`alarm, end`,
            width: isWide ? 20 : 14,
            cell: (entry: PickerEntry) => alarmOrEnd(state, entry),
          },
        ]
      : []),
    {heading: t`latest`, width: 7, cell: latest},
  ];
}

function idOf({kind, id, members}: PickerEntry): string {
  return kind === 'instance'
    ? id
    : kind === 'other'
      ? '-'
      : members.length === 0
        ? 'group'
        : `group of ${members.length}`;
}

/** The alarm it is in; of one that runs no more, when that was. */
function alarmOrEnd(state: State, entry: PickerEntry): SafeText {
  if (entry.alarm !== '') {
    return safe(`! ${entry.alarm}`, {ascii: state.ascii});
  }

  if (!hasEnded(entry)) {
    return t``;
  }

  const words = entry.state.startsWith('stop') ? t`stopped` : t`ended`;
  return entry.last && isEnding(entry.last.name)
    ? t`${words} ${formatMinute(entry.last.time, zoneOf(state))}`
    : words;
}

function isEnding(call: string): boolean {
  return call !== 'RunInstances' && call !== 'StartInstances';
}

/** All that is known of an entry, and what choosing a group means. */
function detailOf(state: State, entry: PickerEntry): SafeText {
  const {ascii} = state;
  const shown = (text: string) => safe(text, {ascii});
  const {kind, id, name, type, members, last, reason, group} = entry;
  if (kind === 'group') {
    const count = members.length;
    return count === 0
      ? t`Auto Scaling group ${shown(name)}: none of its members is known, so its own average is charted`
      : count > mostCharted
        ? t`Auto Scaling group ${shown(name)}: charts ${mostCharted} of its ${count} members, those in ALARM and alive first`
        : t`Auto Scaling group ${shown(name)}: charts its ${count === 1 ? t`one member` : t`${count} members`}, one line each`;
  }

  const parts = [
    shown(name || id),
    last ? t`${shown(entry.state)} since ${callWords(state, last)}` : shown(entry.state),
    shown(reason),
    group === '' ? t`` : t`group ${shown(group)}`,
    shown(type),
    name === '' ? t`` : shown(id),
  ].filter((part) => part !== '');
  return joinSafe(parts, ascii ? t` - ` : t` · `);
}

function callWords(state: State, {time, name, user}: NonNullable<PickerEntry['last']>): SafeText {
  const {ascii, now} = state;
  const zone = zoneOf(state);
  const day = sameDay(time, now, zone) ? t`` : t`${formatDate(time, zone)} `;
  const who = user.endsWith('.amazonaws.com') ? shortService(user) : user;
  const by = who === '' ? t`` : t` by ${safe(who, {ascii})}`;
  return t`${safe(name, {ascii})}${by} ${day}${formatMinute(time, zone)}`;
}
