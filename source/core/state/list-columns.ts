import {t, type SafeText} from '../sanitize.ts';

/** In the order in which they stand. */
export const columnIds = ['time', 'region', 'name', 'who', 'from', 'what', 'outcome'] as const;
export type ColumnId = (typeof columnIds)[number];

/** A column of the list: its title, its cells, and the filter field that `f` and `x` use for it. */
export type ListColumn = {
  readonly id: ColumnId;
  readonly title: SafeText;
  readonly width: number;
  /** '' where a value of it is no filter: a time, a sentence. */
  readonly field: string;
  /** Columns that have no room stand before this one. */
  readonly isAfterHidden?: true;
};

const gap = 2;

const columns: Readonly<Record<ColumnId, Omit<ListColumn, 'id' | 'width'>>> = {
  time: {title: t`TIME`, field: ''},
  region: {title: t`REGION`, field: 'region'},
  name: {title: t`EVENT`, field: 'name'},
  who: {title: t`WHO`, field: 'user'},
  from: {title: t`FROM`, field: 'ip'},
  what: {title: t`WHAT`, field: 'resource'},
  outcome: {title: t`OUTCOME`, field: 'error'},
};

/** A region's name is written in short below this: `usw2`. */
export const wholeRegion = 14;

/** Cells without which a column says nothing. */
const least = {region: 6, name: 12, who: 7, from: 15, what: 10} as const;

/** Cells that must be left to the others before a column comes in that can be done without. */
const spare: Readonly<Partial<Record<ColumnId, number>>> = {what: 5, region: 5, from: 15};

export type ColumnOptions = {
  readonly timeWidth: number;
  /** The region of a row has to be told. */
  readonly hasRegion?: boolean;
  /** The column that the person is in: it is always there. */
  readonly chosen?: ColumnId;
};

/**
 * The columns for so many cells, gaps of two between them. When it gets narrow the address goes first, then the
 * region, WHAT and WHO; whichever of them the person moves to comes in, in place of what matters least.
 */
export function columnsFor(cells: number, options: ColumnOptions): readonly ListColumn[] {
  const {timeWidth, hasRegion = false} = options;
  const fixed = {time: timeWidth, outcome: cells >= 140 ? 24 : 10};
  const all = columnIds.filter((id) => id !== 'region' || hasRegion);
  const shown = choose(all, cells - fixed.time - fixed.outcome - gap, options);
  const free = cells - fixed.time - fixed.outcome - (shown.length - 1) * gap;
  const widths = {...fixed, ...share(shown, free, cells)};
  return shown.map((id, index) => ({
    id,
    ...columns[id],
    width: Math.max(1, widths[id] ?? 1),
    ...(all.indexOf(id) > all.indexOf(shown[index - 1] ?? 'time') + 1
      ? {isAfterHidden: true as const}
      : {}),
  }));
}

/** Which columns have room, in the order in which they stand. */
function choose(
  all: readonly ColumnId[],
  cells: number,
  {chosen = 'name'}: ColumnOptions,
): readonly ColumnId[] {
  const shown = new Set<ColumnId>(['time', 'name', 'outcome']);
  let left = cells - gap - least.name;
  for (const id of [chosen, 'who', 'what', 'region', 'from'] as const) {
    if (shown.has(id) || !all.includes(id)) {
      continue;
    }

    const width = leastOf(id) + gap;
    // Beside WHAT the region leaves it more than the least; in its stead it takes what there is.
    const isScarce = id !== chosen && (id !== 'region' || shown.has('what'));
    const needed = width + (isScarce ? (spare[id] ?? 0) : 0);
    if (needed <= left || (id === chosen && width <= left + least.name - 4)) {
      shown.add(id);
      left -= width;
    }
  }

  return all.filter((id) => shown.has(id));
}

function leastOf(id: ColumnId): number {
  return id === 'time' || id === 'outcome' ? 0 : least[id];
}

type Widths = Partial<Record<ColumnId, number>>;

/** Shares cells among the columns between time and outcome. */
function share(shown: readonly ColumnId[], free: number, cells: number): Widths {
  const middle = shown.filter((id) => id !== 'time' && id !== 'outcome');
  const widths: Widths = Object.fromEntries(middle.map((id) => [id, leastOf(id)]));
  let left = free - middle.reduce((total, id) => total + leastOf(id), 0);
  const grow = (id: ColumnId, to: number) => {
    const width = widths[id];
    const more = width === undefined ? 0 : Math.max(0, Math.min(left, to - width));
    if (width !== undefined && more > 0) {
      widths[id] = width + more;
      left -= more;
    }
  };

  if (left < 0) {
    widths.name = (widths.name ?? 0) + left;
    return widths;
  }

  if (widths.what === undefined) {
    // EVENT and WHO share what the others leave.
    const both = (widths.name ?? 0) + (widths.who ?? 0) + left;
    widths.name = widths.who === undefined ? both : both - Math.floor(both * 0.4);
    return widths.who === undefined ? widths : {...widths, who: Math.floor(both * 0.4)};
  }

  const isWide = cells >= 140;
  for (const [id, to] of [
    ['name', 14],
    ['who', 10],
    ['what', 14],
    ['name', 16],
    ['who', 14],
    ['what', 16],
  ] as const) {
    grow(id, to);
  }

  if (left >= wholeRegion - least.region) {
    grow('region', wholeRegion);
  }

  grow('name', isWide ? 30 : Math.max(14, Math.min(26, Math.floor(cells * 0.25))));
  grow('who', isWide ? 24 : Math.max(10, Math.min(18, Math.floor(cells * 0.2))));
  grow('what', Infinity);
  return widths;
}
