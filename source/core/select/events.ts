import {printFilter, type Filter} from '../filter.ts';
import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {isSuspect, joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {type ColumnId, type ListColumn} from '../state/list-columns.ts';
import {type Rect} from '../layout.ts';
import {pushedAll, pushedWrites} from '../loading/passes.ts';
import {pushedTerm} from '../loading/pushed-filter.ts';
import {type Sentence} from '../reading/sentence.ts';
import {shortenIds} from '../reading/short-ids.ts';
import {span, type Line, type Span, type Style} from '../span.ts';
import {dateOfList, listColumns} from '../state/columns.ts';
import {isAllWanted, zoneOf, type State} from '../state/model.ts';
import {cursorPosition} from '../state/settle.ts';
import {fit, repeat} from '../text.ts';
import {formatClock, formatDate, formatMinute, formatMonthDay} from '../time.ts';
import {box} from './box.ts';
import {emptyWords} from './empty.ts';
import {grouped} from './numbers.ts';
import {loadedBack, settledTo} from './status.ts';
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
    {width: rect.width, height: rect.height, title: title(state), hasFocus, ascii: state.ascii},
    content,
  );
}

function title(state: State): Line {
  const {list, view, filter, ascii} = state;
  const dot = ascii ? t` - ` : t` · `;
  const others = (['notable', 'writes', 'all'] as const).filter((each) => each !== view);
  const line: Span[] = [
    span(t`Events ${grouped(list.rows.length)} of ${grouped(list.total)}`, 'title'),
    span(t`${dot}${safe(view)} (w: ${safe(others.join(', '))})`, 'plain'),
  ];
  if (list.own > 0) {
    line.push(span(t`${dot}${grouped(list.own)} own hidden`, 'dim'));
  }

  if (filter && filter.length > 0) {
    line.push(...filterSpans(state, filter));
  }

  return line;
}

/** The filter, and of each term whether AWS selects by it or it is looked at here. */
function filterSpans(state: State, filter: Filter): readonly Span[] {
  const {ascii, isFilterOff} = state;
  const dot = ascii ? t` - ` : t` · `;
  if (isFilterOff) {
    return [span(t`${dot}${safe(printFilter(filter), {ascii})} (off: F)`, 'dim')];
  }

  const pushed = pushedTerm(state);
  const here = filter.filter((term) => term !== pushed?.term);
  const spans: Span[] = [];
  if (pushed) {
    spans.push(span(t`${dot}${safe(printFilter([pushed.term]), {ascii})} (in AWS)`, 'warn'));
  }

  if (here.length > 0) {
    spans.push(span(t`${dot}${safe(printFilter(here), {ascii})} (here)`, 'warn'));
  }

  return spans;
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
  const chosen = Math.min(state.column, columns.length - 1);
  const spans: Span[] = [span(repeat(t` `, lead))];
  for (const [index, {title: name, width}] of columns.entries()) {
    const isChosen = index === chosen && state.focus === 'events';
    const isLast = index === columns.length - 1;
    spans.push(
      span(name, isChosen ? 'strong' : 'dim'),
      span(repeat(t` `, width - name.length + (isLast ? 0 : 2))),
    );
  }

  return spans;
}

/** The rows that are in view, with the line that marks off what is not settled yet. */
function eventLines(state: State, height: number): readonly Line[] {
  const {rows} = state.list;
  const columns = listColumns(state);
  const at = cursorPosition(state);
  const mark = markPosition(state);
  // The mark moves as time goes on; the row that is looked at stays on its line, so a row above it gives way.
  const hasRoom = state.cursorLine > 0;
  const isMarkAbove = mark > at - state.cursorLine && mark <= at;
  const top = at - state.cursorLine + (hasRoom && isMarkAbove ? 1 : 0);
  const lines: Line[] = [];
  for (let position = top; position < rows.length && lines.length < height; position++) {
    if (position === mark) {
      lines.push(unsettledLine(state));
    }

    if (lines.length < height) {
      lines.push(eventLine(state, rows[position] ?? -1, columns));
    }
  }

  const end = lines.length < height ? partlyLoadedLine(state) : undefined;
  return end ? [...lines, end] : lines;
}

/** Below the oldest row: the list ends there only because no more is loaded. */
function partlyLoadedLine(state: State): Line | undefined {
  if (state.mode === 'archive') {
    return undefined;
  }

  const isAll = state.view === 'all';
  const back = loadedBack(state, isAll ? [pushedAll] : [pushedWrites, pushedAll]);
  if (back === undefined || back <= state.range.since) {
    return undefined;
  }

  const what = isAll ? t`everything is` : t`writes are`;
  const when = t`${formatMonthDay(back, zoneOf(state))} ${formatMinute(back, zoneOf(state))}`;
  const more = isAllWanted(state) || !isAll ? t`more is being loaded` : t`A loads the rest`;
  return rule(state, t` ${what} loaded back to ${when} only; ${more} `);
}

/** Where the mark of what is not settled stands: above the first settled event; -1 where it stands nowhere. */
function markPosition(state: State): number {
  const settled = state.mode === 'live' ? settledTo(state) : undefined;
  // A range that is settled as a whole waits for nothing.
  return settled === undefined || settled >= state.range.until
    ? -1
    : state.list.rows.findIndex((row) => state.store.time(row) < settled);
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

function eventLine(state: State, row: number, columns: readonly ListColumn[]): Line {
  const {store, ascii} = state;
  const sentence = store.sentence(row, ascii ? asciiSigns : unicodeSigns);
  if (!sentence) {
    return [];
  }

  const isCursor = row === state.cursor;
  const style = rowStyle(sentence, isCursor);
  const cells = columns.map(({id, width}) =>
    fit(shortenIds(cellText(state, row, sentence, id), width, ascii), width, ascii),
  );
  const outcome = cells.pop() ?? t``;
  const outcomeStyle: Style =
    sentence.outcome.kind === 'denied' || sentence.outcome.kind === 'failed' ? 'bad' : style;
  const text = t`${leadMark(state, row, sentence, isCursor)}${joinSafe([...cells, t``], t`  `)}`;
  // The row under the cursor is one run of one style: fewer bytes, and the eye finds it.
  return isCursor
    ? [span(t`${text}${outcome} `, 'cursor')]
    : [span(text, style), span(t`${outcome} `, outcomeStyle)];
}

function rowStyle(sentence: Sentence, isCursor: boolean): Style {
  if (isCursor) {
    return 'cursor';
  }

  return sentence.outcome.kind === 'denied' || sentence.outcome.kind === 'failed'
    ? 'warn'
    : 'plain';
}

/** The cursor, and what is to be known of a row before it is read: it came late, or it holds characters that hide. */
function leadMark(state: State, row: number, sentence: Sentence, isCursor: boolean): SafeText {
  const {ascii, store} = state;
  const cursor = ascii ? t`>` : t`▸`;
  let flag = t` `;
  if (
    isSuspect(
      `${sentence.name}${sentence.from}${sentence.who}${sentence.what}${sentence.outcome.text}`,
    )
  ) {
    flag = t`?`;
  } else if (state.mode === 'live' && store.isClass(row, 'late')) {
    flag = t`L`;
  } else if (store.isCorrection(row)) {
    flag = t`C`;
  }

  return t`${isCursor ? cursor : t` `}${flag} `;
}

/** The time of a row, with as much of its date as the range needs. */
function timeText(state: State, row: number): SafeText {
  const zone = zoneOf(state);
  const time = state.store.time(row);
  const clock = formatClock(time, zone);
  switch (dateOfList(state)) {
    case 'none': {
      return clock;
    }

    case 'day': {
      return t`${formatMonthDay(time, zone)} ${clock}`;
    }

    case 'year': {
      return t`${formatDate(time, zone)} ${clock}`;
    }
  }
}

/** Where OUTCOME has no room for an error's code, WHAT begins with it. */
function hasShortOutcome({size}: State): boolean {
  return size.columns < 146;
}

function codeOf({outcome}: Sentence): string {
  return outcome.text.replace(/^! FAILED /v, '');
}

function cellText(state: State, row: number, sentence: Sentence, id: ColumnId): SafeText {
  const {ascii, store} = state;
  switch (id) {
    case 'time': {
      return timeText(state, row);
    }

    case 'region': {
      return safe(store.field(row, 'region')[0] ?? '', {ascii});
    }

    case 'name': {
      return safe(sentence.name, {ascii});
    }

    case 'who': {
      return safe(sentence.who, {ascii});
    }

    case 'from': {
      return safe(sentence.from, {ascii});
    }

    case 'what': {
      const what = safe(sentence.what, {ascii});
      return hasShortOutcome(state) && sentence.outcome.kind === 'failed'
        ? t`${safe(codeOf(sentence), {ascii})}: ${what}`
        : what;
    }

    case 'outcome': {
      return hasShortOutcome(state) && sentence.outcome.kind === 'failed'
        ? t`! FAILED`
        : safe(sentence.outcome.text, {ascii});
    }
  }
}
