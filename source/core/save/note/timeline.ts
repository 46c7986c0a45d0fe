import {asciiSigns, unicodeSigns} from '../../reading/phrase.ts';
import {joinSafe, safe, t, type SafeText} from '../../sanitize.ts';
import {zoneOf, type State} from '../../state/model.ts';
import {cellWidth, repeat} from '../../text.ts';
import {formatClock, formatDate} from '../../time.ts';
import {type Piece} from '../pieces.ts';

const titles: readonly SafeText[] = [t`TIME`, t`EVENT`, t`WHO`, t`FROM`, t`WHAT`, t`OUTCOME`];

/** A column grows with its cells up to here; what is longer is written whole and moves the rest of its line. */
const widest = 48;

const turn: Piece = {text: '', events: 0};

/**
 * Events as aligned lines below their titles. Nothing is cut: a note is evidence.
 *
 * @yields A turn for each event.
 */
export function* timelineLines(
  state: State,
  rows: readonly number[],
): Generator<Piece, readonly SafeText[]> {
  const all = [titles];
  for (const row of rows) {
    all.push(cellsOf(state, row));
    yield turn;
  }

  const widths = titles.map((_, column) =>
    Math.min(widest, Math.max(...all.map((cells) => cellWidth(cells[column] ?? t``)))),
  );
  return all.map((cells) =>
    joinSafe(
      cells.map((cell, column) =>
        column === titles.length - 1
          ? cell
          : t`${cell}${repeat(t` `, (widths[column] ?? 0) - cellWidth(cell))}`,
      ),
      t`  `,
    ),
  );
}

function cellsOf(state: State, row: number): readonly SafeText[] {
  const {store, ascii} = state;
  const zone = zoneOf(state);
  const sentence = store.sentence(row, ascii ? asciiSigns : unicodeSigns);
  if (!sentence) {
    return [t`(no longer in memory)`];
  }

  const time = store.time(row);
  const when = Number.isNaN(time) ? t`-` : t`${formatDate(time, zone)} ${formatClock(time, zone)}`;
  const {name, who, from, what, outcome} = sentence;
  return [when, ...[name, who, from, what, outcome.text].map((text) => shown(text, ascii))];
}

function shown(text: string, ascii: boolean): SafeText {
  return text === '' ? t`-` : safe(text, {ascii});
}
