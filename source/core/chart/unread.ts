import {type TimeRange} from '../time.ts';
import {type CallCell} from './calls.ts';
import {plotColumns, timeOfColumn, type ChartFrame} from './frame.ts';

/** What has been read of a range: in `whole` everything that is listed, in `writes` at least the writes. Ascending. */
export type ReadStretches = {
  readonly whole: readonly TimeRange[];
  readonly writes: readonly TimeRange[];
  /** Nothing after this can have been read. */
  readonly now: number;
};

const signs = {
  unread: {unicode: '░', ascii: '?'},
  writes: {unicode: '╌', ascii: '-'},
} as const;

/**
 * What stands in the calls row where there is no call to mark: `░` where nothing has been read yet, `╌` where only the
 * writes have been; blank where there was nothing. In ASCII `?` and `-`.
 */
export function unreadCells(
  frame: ChartFrame,
  {whole, writes, now}: ReadStretches,
  isAscii: boolean,
): readonly CallCell[] {
  const cells: CallCell[] = [];
  for (let column = 0; column < plotColumns(frame); column++) {
    const since = timeOfColumn(frame, column);
    const until = Math.min(timeOfColumn(frame, column + 1), now);
    if (since >= now || holds(whole, since, until)) {
      continue;
    }

    const sign = holds(writes, since, until) ? signs.writes : signs.unread;
    cells.push({column, character: isAscii ? sign.ascii : sign.unicode, style: 'dim'});
  }

  return cells;
}

function holds(stretches: readonly TimeRange[], since: number, until: number): boolean {
  return stretches.some((stretch) => stretch.since <= since && until <= stretch.until);
}
