import {t, type SafeText} from './sanitize.ts';

export type ColumnId = 'time' | 'name' | 'who' | 'from' | 'what' | 'outcome';

/** A column of the list: its title, its cells, and the filter field that `f` and `x` use for it. */
export type ListColumn = {
  readonly id: ColumnId;
  readonly title: SafeText;
  readonly width: number;
  /** '' where a value of it is no filter: a time, a sentence. */
  readonly field: string;
};

const gap = 2;

/**
 * The columns for so many cells, gaps of two between them; WHAT takes what is left over. The address goes first when
 * it gets narrow, then WHAT.
 */
export function columnsFor(cells: number, timeWidth: number): readonly ListColumn[] {
  const hasFrom = cells >= 100;
  const hasWhat = cells >= 66;
  const name = cells >= 140 ? 30 : Math.max(14, Math.min(26, Math.floor(cells * 0.25)));
  const who = cells >= 140 ? 24 : Math.max(10, Math.min(18, Math.floor(cells * 0.2)));
  const from = hasFrom ? 15 : 0;
  const outcome = cells >= 140 ? 24 : 10;
  const fixed = timeWidth + gap + name + gap + who + gap + (hasFrom ? from + gap : 0) + outcome;
  const rest = Math.max(0, cells - fixed);
  if (!hasWhat) {
    return narrowColumns(cells, timeWidth, outcome);
  }

  const columns: ListColumn[] = [
    {id: 'time', title: t`TIME`, width: timeWidth, field: ''},
    {
      id: 'name',
      title: t`EVENT`,
      width: name,
      field: 'name',
    },
    {id: 'who', title: t`WHO`, width: who, field: 'user'},
  ];
  if (hasFrom) {
    columns.push({id: 'from', title: t`FROM`, width: from, field: 'ip'});
  }

  return [
    ...columns,
    {id: 'what', title: t`WHAT`, width: rest - gap, field: 'resource'},
    {id: 'outcome', title: t`OUTCOME`, width: outcome, field: 'error'},
  ];
}

/** EVENT and WHO share what time and outcome leave; where a date stands before the time, WHO may have to go. */
function narrowColumns(cells: number, timeWidth: number, outcome: number): readonly ListColumn[] {
  const hasWho = cells - timeWidth >= 26;
  const left = cells - timeWidth - outcome - (hasWho ? 3 : 2) * gap;
  const who = hasWho ? Math.floor(left * 0.4) : 0;
  return [
    {id: 'time', title: t`TIME`, width: timeWidth, field: ''},
    {id: 'name', title: t`EVENT`, width: left - who, field: 'name'},
    ...(hasWho ? [{id: 'who', title: t`WHO`, width: who, field: 'user'} as const] : []),
    {id: 'outcome', title: t`OUTCOME`, width: outcome, field: 'error'},
  ];
}
