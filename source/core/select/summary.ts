import {sparkline} from '../chart/sparkline.ts';
import {type Rect} from '../layout.ts';
import {shortArn} from '../reading/arn.ts';
import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {shortenIds} from '../reading/short-ids.ts';
import {joinSafe, safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Style} from '../span.ts';
import {zoneOf, type State} from '../state/model.ts';
import {summaryPlace, type SummaryPlace} from '../state/summary.ts';
import {binCount, type ValueCount} from '../summary/count.ts';
import {type SummaryTable} from '../summary/tables.ts';
import {steadyText} from '../steady-text.ts';
import {cellWidth, fit, fitLine, fitRight, takeCells} from '../text.ts';
import {day, formatDate, formatMinute, formatMonthDay, sameDay, type Zone} from '../time.ts';
import {emptyWords} from './empty.ts';
import {listTitle} from './list-title.ts';
import {grouped} from './numbers.ts';

/** One table as it is drawn: every cell is as wide as its column, since ink-table measures with String.length. */
export type TableView = {
  readonly id: string;
  readonly headings: readonly SafeText[];
  readonly headingStyle: Style;
  readonly rows: ReadonlyArray<{readonly cells: readonly SafeText[]; readonly style: Style}>;
};

export type SummaryView = {
  readonly lines: readonly Line[];
  /** The tables, column by column of the screen. */
  readonly columns: ReadonlyArray<readonly TableView[]>;
};

/** Cells that a table needs beside another one. */
const narrowest = 58;
/** Lines of a table beside its values: its borders, its heading and the rule below it. */
export const tableFrame = 4;
/** A table with fewer values than these says nothing. */
const fewestValues = 3;

/** The summary over both panes: some tables side by side, or one where no more fit. */
export function selectSummary(state: State, rect: Rect): SummaryView {
  const place = summaryPlace(state);
  const {tables} = place;
  const fitted = (line: Line) => fitLine(line, rect.width, 'plain', state.ascii);
  const title = fitted([span(t` Summary: `, 'title'), ...listTitle(state, true)]);
  if (tables.length === 0) {
    return {lines: [title, ...emptyWords(state, rect.width)], columns: []};
  }

  const side = Math.min(tables.length, Math.floor(rect.width / narrowest));
  const height = rect.height - 1;
  const placed = spread(tables, Math.max(1, side));
  const most = Math.max(...placed.map((indexes) => indexes.length));
  if (side < 2 || Math.floor(height / most) < tableFrame + fewestValues) {
    const values = rect.height - 2 - tableFrame;
    return {
      lines: [title, fitted(tabs(state, place))],
      columns: [[tableView(state, place, place.table, rect.width, values)]],
    };
  }

  const width = Math.floor(rect.width / side);
  const columns = placed.map((indexes) => {
    const needs = indexes.map((index) => tables[index]?.values.length ?? 0);
    const shares = share(height - indexes.length * tableFrame, needs);
    return indexes.map((index, at) => tableView(state, place, index, width, shares[at] ?? 0));
  });
  return {lines: [title], columns};
}

/** More values than these do not make a table the larger. */
const usualValues = 12;

/** Tables, by their indexes, in so many columns: each goes to where least is yet. */
function spread(tables: readonly SummaryTable[], side: number): ReadonlyArray<readonly number[]> {
  const columns = Array.from({length: side}, (): number[] => []);
  const heights = columns.map(() => 0);
  for (const [index, {values}] of tables.entries()) {
    const column = heights.indexOf(Math.min(...heights));
    columns[column]?.push(index);
    heights[column] = (heights[column] ?? 0) + tableFrame + Math.min(usualValues, values.length);
  }

  return columns;
}

/** Lines among tables that want so many: nobody gets more than that, and what one does not want the others share. */
function share(lines: number, needs: readonly number[]): readonly number[] {
  const shares = needs.map(() => 0);
  let left = lines;
  while (left > 0) {
    const wanting = [...needs.keys()].filter((index) => (shares[index] ?? 0) < (needs[index] ?? 0));
    if (wanting.length === 0) {
      break;
    }

    for (const index of wanting.slice(0, left)) {
      shares[index] = (shares[index] ?? 0) + 1;
      left--;
    }
  }

  return shares;
}

/** The names of all tables, where one is shown at a time. */
function tabs(state: State, {tables, table}: SummaryPlace): Line {
  const {ascii} = state;
  return tables.flatMap(({title, values}, index) => [
    span(t` `),
    span(
      t` ${safe(title, {ascii})} ${grouped(values.length)} `,
      index === table ? 'cursor' : 'dim',
    ),
  ]);
}

function tableView(
  state: State,
  place: SummaryPlace,
  index: number,
  width: number,
  height: number,
): TableView {
  const {ascii} = state;
  const isBeside = width < state.size.columns;
  const table = place.tables[index];
  if (!table) {
    return {id: '', headings: [], headingStyle: 'dim', rows: []};
  }

  const {values, title} = table;
  const hasFocus = index === place.table;
  const selected = hasFocus ? place.value : -1;
  const top = Math.max(0, Math.min(selected - Math.floor(height / 2), values.length - height));
  const shown = values.slice(top, top + height);
  const widths = columnWidths(state, values, width);
  const hidden = values.length - shown.length;
  const {write} = timeForm(state, width);
  const timeText = (time: number) => (Number.isNaN(time) ? t`-` : write(time, zoneOf(state)));
  const all =
    hidden > 0
      ? t` ${top + 1}${ascii ? t`-` : t`–`}${top + shown.length} of ${grouped(values.length)}`
      : t``;
  return {
    id: table.id,
    headings: [
      fit(t` ${safe(title, {ascii})}${all}`, widths.value, ascii),
      fitRight(t`COUNT`, widths.count),
      fit(t`FIRST`, widths.time),
      fit(t`LAST`, widths.time),
      fit(t`WHEN`, widths.spark),
    ],
    headingStyle: hasFocus ? 'title' : 'dim',
    rows: tellApart(
      shown,
      shown.map((value) => label(state, table, value)),
    ).map(({value, text}, at) => {
      const isSelected = top + at === selected;
      const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
      const room = widths.value - 1;
      return {
        cells: [
          t`${mark}${fit(shortenIds(isBeside ? steadyText(text) : text, room, ascii), room, ascii)}`,
          fitRight(grouped(value.count), widths.count),
          fit(timeText(value.first), widths.time),
          fit(timeText(value.last), widths.time),
          countsOverTime(value.bins, widths.spark, ascii),
        ],
        style: isSelected ? 'cursor' : valueStyle(state, table, value),
      };
    }),
  };
}

type Widths = {
  readonly value: number;
  readonly count: number;
  readonly time: number;
  readonly spark: number;
};

/** The five columns of a table, six borders between and around them. */
function columnWidths(state: State, values: readonly ValueCount[], width: number): Widths {
  const count = Math.max(5, cellWidth(grouped(values[0]?.count ?? 0)));
  const time = timeForm(state, width).cells;
  const spark = width >= 110 ? 24 : width >= 78 ? 12 : 8;
  return {count, time, spark, value: Math.max(1, width - 6 - count - 2 * time - spark)};
}

/** A form of a time: its cells, and how it is written. */
type TimeForm = {readonly cells: number; readonly write: (time: number, zone: Zone) => SafeText};

const clock: TimeForm = {cells: 5, write: formatMinute};

/** By the longest range that it serves: how much of a time tells it from the others, where there is room and where not. */
const forms: ReadonlyArray<{
  readonly span: number;
  readonly wide: TimeForm;
  readonly narrow: TimeForm;
}> = [
  {
    span: 3 * day,
    wide: {
      cells: 11,
      write: (time, zone) => t`${formatMonthDay(time, zone)} ${formatMinute(time, zone)}`,
    },
    // The day of the month and the time: the whole date is in the status line.
    narrow: {
      cells: 8,
      write: (time, zone) => t`${dayOfMonth(time, zone)} ${formatMinute(time, zone)}`,
    },
  },
  {
    span: 300 * day,
    wide: {
      cells: 11,
      write: (time, zone) => t`${formatMonthDay(time, zone)} ${formatMinute(time, zone)}`,
    },
    narrow: {cells: 5, write: formatMonthDay},
  },
  {
    span: Infinity,
    wide: {cells: 10, write: formatDate},
    narrow: {cells: 7, write: (time, zone) => takeCells(formatDate(time, zone), 7)},
  },
];

function dayOfMonth(time: number, zone: Zone): SafeText {
  return stillSafe(formatMonthDay(time, zone).slice(3));
}

function timeForm(state: State, width: number): TimeForm {
  const {since, until} = state.range;
  if (sameDay(since, until - 1, zoneOf(state))) {
    return clock;
  }

  const form = forms.find(({span: most}) => until - since <= most);
  return (width >= 78 ? form?.wide : form?.narrow) ?? clock;
}

/** How the value of a table reads. */
function label(state: State, table: SummaryTable, {value, row}: ValueCount): SafeText {
  const {ascii, store} = state;
  const signs = ascii ? asciiSigns : unicodeSigns;
  switch (table.reads) {
    case 'who': {
      return safe(store.sentence(row, signs)?.who || '-', {ascii});
    }

    case 'outcome': {
      if (value === '') {
        return t`ok`;
      }

      const outcome = store.sentence(row, signs)?.outcome;
      return outcome?.kind === 'denied'
        ? t`! DENIED ${safe(value.replace(/^Client\./v, ''), {ascii})}`
        : safe(outcome?.text ?? value, {ascii});
    }

    case 'resource': {
      return safe(shortArn(value), {ascii});
    }

    case 'plain': {
      return safe(value || '-', {ascii});
    }
  }
}

/** ARNs of several accounts may read alike in short: then each says its account. */
function tellApart(
  values: readonly ValueCount[],
  labels: readonly SafeText[],
): ReadonlyArray<{readonly value: ValueCount; readonly text: SafeText}> {
  return values.map((value, index) => {
    const text = labels[index] ?? t``;
    const isAlike = labels.indexOf(text) !== labels.lastIndexOf(text);
    const account = isAlike
      ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/v.exec(value.value)?.[1]
      : undefined;
    return {value, text: account === undefined ? text : t`${text} (${safe(account)})`};
  });
}

function valueStyle({store}: State, {reads}: SummaryTable, {value, row}: ValueCount): Style {
  return reads === 'outcome' && value !== '' && store.isClass(row, 'failed') ? 'bad' : 'plain';
}

/** Counts over the range, oldest at the left; blank where nothing was, so that one event among many is seen. */
function countsOverTime(bins: ArrayLike<number>, width: number, ascii: boolean): SafeText {
  const each = binCount / width;
  const counts = Array.from({length: width}, (_, cell) => {
    let count = 0;
    for (let bin = cell * each; bin < (cell + 1) * each; bin++) {
      count += bins[bin] ?? 0;
    }

    return count;
  });
  const points = counts.map((value, time) => ({time, value}));
  const bars = [...sparkline(points, width, ascii, {low: 0, high: Math.max(1, ...counts)})];
  // Bars that have passed the gate, and blanks.
  return stillSafe(bars.map((bar, cell) => (counts[cell] === 0 ? ' ' : bar)).join(''));
}

/** The cells of a row with a border between and around them. */
export function tableLine(cells: readonly SafeText[], style: Style, ascii: boolean): Line {
  const upright = ascii ? t`|` : t`│`;
  // A marked row is one run of one style, borders and all.
  return style === 'cursor'
    ? [span(upright, 'border'), span(joinSafe(cells, upright), style), span(upright, 'border')]
    : [
        span(upright, 'border'),
        ...cells.flatMap((cell) => [span(cell, style), span(upright, 'border')]),
      ];
}
