import {type Term} from '../filter.ts';
import {filterText} from '../filter/vocabulary.ts';
import {summaryTables, type SummaryTable} from '../summary/tables.ts';
import {withRemembered} from './filter-history.ts';
import {remember} from './pivot-way.ts';
import {readFilter} from './prompts.ts';
import {type State} from './model.ts';

/** The summary over both panes. A value is held by what it is: events that arrive may move it. */
export type SummaryOverlay = {
  readonly kind: 'summary';
  /** Which table has the keyboard, by its id. */
  readonly table: string;
  /** The value under the cursor; undefined for the first. */
  readonly value: string | undefined;
  /** Where it was, for when it has gone. */
  readonly at: number;
  /** How often the list was narrowed from here: Esc takes that back first. */
  readonly steps: number;
};

type Remembered = Pick<State, 'store' | 'range'> & {
  readonly rows: readonly number[];
  readonly columns: readonly string[];
  readonly tables: readonly SummaryTable[];
};

let remembered: Remembered | undefined;

/** The tables for the list as it is. Counted once for each list: the last ones are remembered. */
export function summaryOf({
  store,
  list: {rows},
  range,
  archive: {columns},
}: State): readonly SummaryTable[] {
  if (
    remembered?.store !== store ||
    remembered.rows !== rows ||
    remembered.range !== range ||
    remembered.columns.length !== columns.length
  ) {
    const tables = summaryTables({store, rows, range, columns});
    remembered = {store, rows, range, columns, tables};
  }

  return remembered.tables;
}

/** Where the keyboard is in the summary. */
export type SummaryPlace = {
  readonly tables: readonly SummaryTable[];
  /** Index of the table; -1 where there is none. */
  readonly table: number;
  /** Index of the value in it. */
  readonly value: number;
};

export function summaryPlace(state: State): SummaryPlace {
  const {overlay} = state;
  const tables = summaryOf(state);
  if (overlay?.kind !== 'summary' || tables.length === 0) {
    return {tables, table: -1, value: 0};
  }

  const found = tables.findIndex(({id}) => id === overlay.table);
  const table = Math.max(0, found);
  const values = tables[table]?.values ?? [];
  const held = values.findIndex(({value}) => value === overlay.value);
  const fallback = found === -1 ? 0 : Math.min(overlay.at, Math.max(0, values.length - 1));
  return {tables, table, value: held === -1 ? fallback : held};
}

/** `v`: who, what and where of the listed events; there again, back to them. */
export function toggleSummary(state: State): State {
  return state.overlay?.kind === 'summary'
    ? {...state, overlay: undefined}
    : {...state, overlay: {kind: 'summary', table: '', value: undefined, at: 0, steps: 0}};
}

/** So many values down in the table. */
export function moveInSummary(state: State, by: number): State {
  const {tables, table, value} = summaryPlace(state);
  const count = tables[table]?.values.length ?? 0;
  return placeAt(state, table, Math.min(Math.max(0, value + by), count - 1));
}

/** To the next table, or the one before; behind the last comes the first. */
export function switchTable(state: State, by: 1 | -1): State {
  const {tables, table} = summaryPlace(state);
  return table === -1 ? state : placeAt(state, (table + by + tables.length) % tables.length, 0);
}

function placeAt(state: State, table: number, at: number): State {
  const {overlay} = state;
  const chosen = summaryOf(state)[table];
  return overlay?.kind === 'summary' && chosen
    ? {...state, overlay: {...overlay, table: chosen.id, value: chosen.values[at]?.value, at}}
    : state;
}

/** `f` and `x`: the value under the cursor becomes a filter, or is left out; the summary is that of what is left. */
export function narrowSummary(state: State, isExcluded: boolean): State {
  const narrowed = narrow(state, isExcluded);
  const {overlay} = narrowed;
  return narrowed.filter !== state.filter && overlay?.kind === 'summary'
    ? {...narrowed, overlay: {...overlay, steps: overlay.steps + 1}}
    : narrowed;
}

/** Enter: the events that have the value under the cursor. */
export function showSummarised(state: State): State {
  const narrowed = narrow(state, false);
  return narrowed.filter === state.filter ? narrowed : {...narrowed, overlay: undefined};
}

function narrow(state: State, isExcluded: boolean): State {
  const {tables, table, value} = summaryPlace(state);
  const chosen = tables[table];
  const counted = chosen?.values[value];
  if (!chosen || !counted) {
    return {...state, notice: 'there is nothing to choose'};
  }

  const terms = chosen.termsOf(counted.value, isExcluded);
  if (typeof terms === 'string') {
    return {...state, notice: terms};
  }

  return withTerms(placeAt(state, table, value), terms);
}

function withTerms(state: State, terms: readonly Term[]): State {
  const text = `${filterText(state.filter)} ${filterText(terms)}`.trim();
  const answer = readFilter(state, text);
  return answer.ok
    ? {
        ...remember(state),
        filter: answer.filter,
        isFilterOff: false,
        filterHistory: withRemembered(state.filterHistory, text),
      }
    : {...state, notice: answer.problem.message};
}
