import {type EventStore} from '../event-store.ts';
import {fieldTerm} from '../filter.ts';
import {isOfTime, shownColumns, type ShownField} from '../reading/row.ts';
import {codedField} from './coded.ts';
import {countValues, type Times, type ValueCount} from './count.ts';
import {type SummaryInput, type SummaryTable} from './tables.ts';

/** More values than these in a column tell the rows apart; they do not sum them up. */
const mostColumnValues = 1000;

/** Rows that are opened to see which columns the cells show. */
const samples = 50;

/** The cells of the list that have a table of their own, as the summary of records has. */
const cells = [
  ['name', 'EVENT'],
  ['user', 'WHO'],
  ['ip', 'FROM'],
  ['what', 'WHAT'],
  ['error', 'OUTCOME'],
] as const satisfies ReadonlyArray<readonly [ShownField, string]>;

/** A table that there may be: what its values are counted by, and how many of them are too many. */
type Asked = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly most: number;
};

/**
 * The tables of a CSV's rows: the columns that EVENT, WHO, FROM, WHAT and OUTCOME show, then the others that have few
 * values. What EVENT shows is told always; no other column is in which nearly every value is different, and none that
 * holds the time.
 */
export function columnTables(input: SummaryInput, times: Times): readonly SummaryTable[] {
  const {store, rows, columns} = input;
  const few = Math.min(mostColumnValues, Math.max(2, Math.floor(rows.length / 2)));
  const several = Math.max(10, Math.floor(rows.length * 0.8));
  const shown = shownTitles(input);
  const asked: readonly Asked[] = [
    ...cells.flatMap(([field, title]) => {
      const name = shown.get(field);
      const most = field === 'name' ? Infinity : several;
      // Where nothing names what happened EVENT shows a column that another cell shows too, and that one says what it is.
      const isOther =
        field === 'name' && cells.some(([cell]) => cell !== field && shown.get(cell) === name);
      return name === undefined || isOther ? [] : [{id: field, name, title, most}];
    }),
    ...columns.map((name) => ({id: `column ${name}`, name, title: name, most: few})),
  ];
  const tables: Array<SummaryTable & {readonly name: string}> = [];
  for (const {id, name, title, most} of asked) {
    if (tables.some((table) => table.name === name)) {
      continue;
    }

    const values = countValues(rows, times, codedField(store, name), most);
    const isTold =
      values === undefined ||
      (id !== 'name' && values.every(({value, row}) => isTime(store, row, value))) ||
      values.every(({value}) => value === '') ||
      tables.some((table) => isSameCount(table.values, values));
    if (!isTold) {
      tables.push({
        id,
        name,
        title,
        reads: 'plain',
        values,
        termsOf: (value, isExcluded) => [fieldTerm(name, value, isExcluded)],
      });
    }
  }

  return tables;
}

/**
 * By the field of each cell, what its values are to be counted by: the column that it shows; the field itself where it is
 * not the same in all rows, unless a column of another meaning has its name.
 */
function shownTitles({store, rows, columns}: SummaryInput): ReadonlyMap<ShownField, string> {
  const found = new Map<ShownField, Map<string, number>>();
  const step = Math.max(1, Math.floor(rows.length / samples));
  for (let index = 0; index < rows.length; index += step) {
    const row = rows[index] ?? -1;
    const event = store.isCsvRow(row) ? store.event(row) : undefined;
    for (const [field] of event ? cells : []) {
      const [column] = event ? shownColumns(event, field) : [];
      // A WHAT that tells what no other cell does is not a column but all that are left.
      if (column !== undefined && (field !== 'what' || column === field)) {
        const counts = found.get(field) ?? new Map<string, number>();
        counts.set(column, (counts.get(column) ?? 0) + 1);
        found.set(field, counts);
      }
    }
  }

  const names = new Map<ShownField, string>();
  for (const [field, counts] of found) {
    const [best] = [...counts].sort(([, a], [, b]) => b - a);
    const isMixed = counts.size > 1 && !columns.includes(field);
    if (best) {
      names.set(field, isMixed ? field : best[0]);
    }
  }

  return names;
}

/** Whether a cell is the time of its own row, or a part of it. */
function isTime(store: EventStore, row: number, value: string): boolean {
  return value === '' || isOfTime(value, store.time(row));
}

/** Two columns that say the same are told once. */
function isSameCount(a: readonly ValueCount[], b: readonly ValueCount[]): boolean {
  return (
    a.length === b.length &&
    a.every(({value, count}, index) => value === b[index]?.value && count === b[index].count)
  );
}
