import {settledTo} from '../loading/reach.ts';
import {type Rect} from '../layout.ts';
import {t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Span} from '../span.ts';
import {chosenColumn, listColumns} from '../state/columns.ts';
import {type ListColumn} from '../state/list-columns.ts';
import {type State} from '../state/model.ts';
import {cursorPosition} from '../state/settle.ts';
import {cellWidth, repeat, truncate} from '../text.ts';
import {box} from './box.ts';
import {emptyWords} from './empty.ts';
import {eventLine} from './event-line.ts';
import {listTitle} from './list-title.ts';
import {partlyLoadedWords} from './partly-loaded.ts';
import {feedTroubles} from './troubles.ts';

/** The pane of events: title, header, one line an event. */
export function selectEvents(state: State, rect: Rect): readonly Line[] {
  const hasFocus = state.focus === 'events' && !state.overlay;
  const {rows} = state.list;
  const content =
    rows.length === 0
      ? emptyWords(state, rect.width - 2)
      : [header(state), ...eventLines(state, rect.height - 3)];
  return box(
    {width: rect.width, height: rect.height, title: listTitle(state), hasFocus, ascii: state.ascii},
    content,
  );
}

const lead = 3;

/** The names of the columns; while a region cannot be read, what is wrong with it stands in their place. */
function header(state: State): Line {
  const [trouble] = feedTroubles(state);
  if (trouble !== undefined) {
    // The end of a sentence that is too long would be what to do about it: the key that tells it comes first.
    return [span(t` ! tells more. `, 'key'), span(trouble, 'bad')];
  }

  const columns = listColumns(state);
  const chosen = chosenColumn(state);
  const spans: Span[] = [span(repeat(t` `, lead))];
  for (const [index, {id, title: name, width, isAfterHidden}] of columns.entries()) {
    const isChosen = id === chosen?.id && state.focus === 'events';
    const isLast = index === columns.length - 1;
    if (isAfterHidden) {
      // In the gap before it: a column that has no room comes in when the person moves there.
      spans.pop();
      spans.push(span(hiddenGap(columns[index - 1], state.ascii), 'key'));
    }

    spans.push(
      span(name, isChosen ? 'strong' : 'dim'),
      span(repeat(t` `, width - name.length + (isLast ? 0 : 2))),
    );
  }

  return spans;
}

/** What fills a column's cell behind its title and the gap after it, where columns between it and the next are hidden. */
function hiddenGap(before: ListColumn | undefined, ascii: boolean): SafeText {
  const blanks = (before?.width ?? 0) - (before?.title.length ?? 0);
  return t`${repeat(t` `, blanks)}${ascii ? t`>` : t`›`} `;
}

/** The lines that are in view, with the line that marks off what is not settled yet. */
function eventLines(state: State, height: number): readonly Line[] {
  const {rows} = state.lines;
  const at = cursorPosition(state);
  const mark = markPosition(state);
  // The mark moves as time goes on; the row that is looked at stays on its line, so a row above it gives way.
  const hasRoom = state.cursorLine > 0;
  const isMarkAbove = mark > at - state.cursorLine && mark <= at;
  const top = at - state.cursorLine + (hasRoom && isMarkAbove ? 1 : 0);
  if (state.lines.isTurned) {
    return turnedLines(state, top, height);
  }

  const end = rows.length - top < height ? partlyLoadedLine(state) : undefined;
  // A line is kept for the mark: where it stands elsewhere, one more row is shown at the end of the list.
  const isSpare = !end && !(mark >= top - 1) && rows.length - top < height;
  return [
    ...linesFrom(state, isSpare && top > 0 ? top - 1 : top, height),
    ...(end ? [end] : []),
  ].slice(0, height);
}

/** Where the oldest is above, how far the list goes back is said above it; the pane ends with the newest. */
function turnedLines(state: State, top: number, height: number): readonly Line[] {
  const {length} = state.lines.rows;
  const mark = markPosition(state);
  const drawn = length - top + (mark >= top ? 1 : 0);
  const from = Math.max(0, top - Math.max(0, height - drawn));
  const start = from === 0 ? partlyLoadedLine(state) : undefined;
  const lines = [...(start ? [start] : []), ...linesFrom(state, from, height)];
  // The row under the cursor is never cut.
  const below = cursorPosition(state) - from + (start ? 1 : 0) + (mark >= from ? 1 : 0);
  return below < height ? lines.slice(0, height) : lines.slice(-height);
}

function linesFrom(state: State, top: number, height: number): readonly Line[] {
  const {rows} = state.lines;
  const columns = listColumns(state);
  const at = cursorPosition(state);
  const mark = markPosition(state);
  const lines: Line[] = [];
  for (let position = top; position < rows.length && lines.length < height; position++) {
    if (position === mark) {
      lines.push(unsettledLine(state));
    }

    if (lines.length < height) {
      lines.push(eventLine(state, position, columns, position === at));
    }
  }

  if (mark === rows.length && lines.length < height) {
    lines.push(unsettledLine(state));
  }

  return lines;
}

/** Below the oldest row: the list ends there only because no more is loaded, or no more is kept. */
function partlyLoadedLine(state: State): Line | undefined {
  const words = state.mode === 'live' ? partlyLoadedWords(state) : [];
  const room = state.size.columns - 8;
  const fitting = words.find((text) => cellWidth(text) <= room) ?? words.at(-1);
  return fitting && rule(state, t` ${truncate(fitting, room, state.ascii)} `);
}

/**
 * The line before which the mark of what is not settled stands: beside the newest settled event; -1 where it stands
 * nowhere.
 */
function markPosition(state: State): number {
  const settled = state.mode === 'live' ? settledTo(state) : undefined;
  // A range that is settled as a whole waits for nothing.
  if (settled === undefined || settled >= state.range.until) {
    return -1;
  }

  const {rows, isTurned} = state.lines;
  const isSettled = (row: number) => state.store.time(row) < settled;
  return isTurned
    ? rows.findLastIndex((row) => isSettled(row)) + 1 || -1
    : rows.findIndex((row) => isSettled(row));
}

function unsettledLine(state: State): Line {
  return rule(state, t` newer events may still arrive `);
}

/** Words in a line across the pane. */
function rule(state: State, words: SafeText): Line {
  const dash = state.ascii ? t`-` : t`─`;
  const cells = state.size.columns - 2;
  return [span(t` ${repeat(dash, 2)}${words}${repeat(dash, cells - words.length - 4)} `, 'dim')];
}
