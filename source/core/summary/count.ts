import {type Coded} from './coded.ts';

/** How often a value occurs, and when. */
export type ValueCount = {
  readonly value: string;
  readonly count: number;
  /** ms since 1970 of the oldest and the newest event that has it; NaN where no time of them can be read. */
  readonly first: number;
  readonly last: number;
  /** A row that has it: the first that was met. */
  readonly row: number;
  /** How many in each twenty-fourth of the range. */
  readonly bins: ArrayLike<number>;
};

/** Parts of the range in which values are counted apart: what sparklines of 8, 12 and 24 cells divide. */
export const binCount = 24;

/** A part more than is told, for times that lie in none. */
const stride = binCount + 1;

/** When rows are, in their order, which is that of time: made once for all that is counted of them. */
export type Times = {
  readonly times: Float64Array;
  /** In which part of the range; `binCount` for what is in none. */
  readonly bins: Uint8Array;
};

export function timesOf(
  rows: readonly number[],
  time: (row: number) => number,
  {since, until}: {readonly since: number; readonly until: number},
): Times {
  const times = new Float64Array(rows.length);
  const bins = new Uint8Array(rows.length);
  const width = (until - since) / binCount;
  for (const [index, row] of rows.entries()) {
    const at = time(row);
    const bin = Math.floor((at - since) / width);
    times[index] = at;
    bins[index] = bin >= 0 && bin < binCount ? bin : binCount;
  }

  return {times, bins};
}

/**
 * Counts the values of rows that are in the order of time, the most frequent first, ties by value. An event counts once
 * for each value that it has; '' stands for events that have none. Undefined where there are more than `most` values.
 */
export function countValues(
  rows: readonly number[],
  times: Times,
  coded: Coded,
  most = Infinity,
): readonly ValueCount[] | undefined {
  const groups = groupRows(rows, times, coded, most);
  if (!groups) {
    return undefined;
  }

  const counts = new Map<string, Sum>();
  for (const {code, tally} of groups) {
    const values = coded.valuesOf(code);
    for (const value of values.length === 0 ? [''] : new Set(values)) {
      const known = counts.get(value);
      if (known) {
        addTally(known, tally);
      } else {
        counts.set(value, {...tally, isShared: true});
      }
    }
  }

  return [...counts]
    .map(([value, {row, count, first, last, bins}]) => ({value, row, count, first, last, bins}))
    .sort(compareCounts);
}

type Tally = Omit<ValueCount, 'value' | 'bins'> & {readonly bins: Uint32Array};

/** What is added up for a value. Its bins are those of the first group until a second one comes. */
type Sum = {
  readonly row: number;
  count: number;
  first: number;
  last: number;
  bins: Uint32Array;
  isShared: boolean;
};

type Group = {readonly code: number; readonly tally: Tally};

/** Rows of one code together. Numbers in arrays: this runs over every event of the list. */
function groupRows(
  rows: readonly number[],
  {times, bins}: Times,
  coded: Coded,
  most: number,
): readonly Group[] | undefined {
  const groupOf = new Int32Array(rows.length);
  const codes: number[] = [];
  const counts: number[] = [];
  const firstAt: number[] = [];
  const lastAt: number[] = [];
  // One more than the group of each code; codes are dense.
  let known = new Int32Array(1024);
  for (const [index, row] of rows.entries()) {
    const code = coded.codeOf(row);
    if (code >= known.length) {
      const larger = new Int32Array(code * 2);
      larger.set(known);
      known = larger;
    }

    let group = (known[code] ?? 0) - 1;
    if (group === -1) {
      group = codes.length;
      if (group >= most) {
        return undefined;
      }

      known[code] = group + 1;
      codes.push(code);
      counts.push(0);
      firstAt.push(index);
      lastAt.push(index);
    }

    groupOf[index] = group;
    counts[group] = (counts[group] ?? 0) + 1;
    if (!Number.isNaN(times[index] ?? Number.NaN)) {
      lastAt[group] = index;
    }
  }

  const parts = countParts(groupOf, bins, counts);
  return codes.map((code, group) => {
    const [met, left] = [firstAt[group] ?? 0, lastAt[group] ?? 0];
    const ends = [times[met] ?? Number.NaN, times[left] ?? Number.NaN] as const;
    return {
      code,
      tally: {
        row: rows[met] ?? -1,
        count: counts[group] ?? 0,
        first: Math.min(...ends),
        last: Math.max(...ends),
        bins: parts(group) ?? onePart(bins[met] ?? binCount),
      },
    };
  });
}

/** For groups of more than one event, how many of them in each part of the range; most groups may be of one only. */
function countParts(
  groupOf: Int32Array,
  bins: Uint8Array,
  counts: readonly number[],
): (group: number) => Uint32Array | undefined {
  const places = new Int32Array(counts.length);
  let several = 0;
  for (const [group, count] of counts.entries()) {
    places[group] = count > 1 ? several++ : -1;
  }

  const parts = new Uint32Array(several * stride);
  for (const [index, group] of groupOf.entries()) {
    const place = places[group] ?? -1;
    if (place !== -1) {
      parts[place * stride + (bins[index] ?? binCount)]!++;
    }
  }

  return (group) => {
    const place = places[group] ?? -1;
    return place === -1 ? undefined : parts.subarray(place * stride, (place + 1) * stride);
  };
}

function onePart(bin: number): Uint32Array {
  const bins = new Uint32Array(stride);
  bins[bin] = 1;
  return bins;
}

function addTally(sum: Sum, {count, first, last, bins}: Tally): void {
  if (sum.isShared) {
    sum.bins = Uint32Array.from(sum.bins);
    sum.isShared = false;
  }

  sum.count += count;
  sum.first = earlier(sum.first, first);
  sum.last = -earlier(-sum.last, -last);
  for (let bin = 0; bin < stride; bin++) {
    sum.bins[bin]! += bins[bin] ?? 0;
  }
}

/** The smaller of two times, of which either may be none. */
function earlier(a: number, b: number): number {
  return Number.isNaN(a) || b < a ? b : a;
}

/** The most frequent first, ties by value. */
export function compareCounts(
  a: {readonly count: number; readonly value: string},
  b: {readonly count: number; readonly value: string},
): number {
  return b.count - a.count || (a.value < b.value ? -1 : Number(a.value > b.value));
}
