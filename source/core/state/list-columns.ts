import {t, type SafeText} from '../sanitize.ts';

export type ColumnId = 'time' | 'region' | 'name' | 'who' | 'from' | 'what' | 'outcome';

/** A column of the list: its title, its cells, and the filter field that `f` and `x` use for it. */
export type ListColumn = {
  readonly id: ColumnId;
  readonly title: SafeText;
  readonly width: number;
  /** '' where a value of it is no filter: a time, a sentence. */
  readonly field: string;
};

const gap = 2;

const regionWidth = 14;

/**
 * The columns for so many cells, gaps of two between them; WHAT takes what is left over. When it gets narrow the address
 * goes first, then the region, then WHAT.
 */
export function columnsFor(
  cells: number,
  timeWidth: number,
  hasRegions = false,
): readonly ListColumn[] {
  const outcome = cells >= 140 ? 24 : 10;
  if (cells < 66) {
    return narrowColumns(cells, timeWidth, outcome);
  }

  const hasRegion = hasRegions && cells >= 90;
  const hasFrom = cells >= (hasRegion ? 125 : 100);
  const name = cells >= 140 ? 30 : Math.max(14, Math.min(26, Math.floor(cells * 0.25)));
  const who = cells >= 140 ? 24 : Math.max(10, Math.min(18, Math.floor(cells * 0.2)));
  const before: readonly ListColumn[] = [
    {id: 'time', title: t`TIME`, width: timeWidth, field: ''},
    ...(hasRegion
      ? [{id: 'region', title: t`REGION`, width: regionWidth, field: 'region'} as const]
      : []),
    {id: 'name', title: t`EVENT`, width: name, field: 'name'},
    {id: 'who', title: t`WHO`, width: who, field: 'user'},
    ...(hasFrom ? [{id: 'from', title: t`FROM`, width: 15, field: 'ip'} as const] : []),
  ];
  const taken = before.reduce((total, {width}) => total + width + gap, outcome + gap);
  return [
    ...before,
    {id: 'what', title: t`WHAT`, width: Math.max(1, cells - taken), field: 'resource'},
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
