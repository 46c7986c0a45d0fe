import {printFilter, type Filter} from '../filter.ts';
import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {isSuspect, joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {wholeRegion, type ColumnId, type ListColumn} from '../state/list-columns.ts';
import {shortRegion} from '../reading/short-region.ts';
import {type Rect} from '../layout.ts';
import {
  isTooOld,
  isWhole,
  keptSince,
  leftOutRegions,
  listReach,
  answeringPushes,
  answeringTerm,
  settledTo,
} from '../loading/reach.ts';
import {pushedTerm} from '../loading/pushed-filter.ts';
import {type Sentence} from '../reading/sentence.ts';
import {shortenIds} from '../reading/short-ids.ts';
import {span, type Line, type Span, type Style} from '../span.ts';
import {chosenColumn, dateOfList, listColumns} from '../state/columns.ts';
import {isAllWanted, isLoadingWanted, zoneOf, type State} from '../state/model.ts';
import {isOpened, runAt, type Run} from '../state/collapse.ts';
import {cursorPosition} from '../state/settle.ts';
import {cellWidth, fit, repeat, truncate} from '../text.ts';
import {formatClock, formatDate, formatMinute, formatMonthDay} from '../time.ts';
import {box} from './box.ts';
import {emptyWords} from './empty.ts';
import {KnownLines} from './known-lines.ts';
import {grouped} from './numbers.ts';
import {moment} from './status.ts';
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

/** How many events of how many, by which view and filter; `isShort` leaves out which other views there are. */
export function listTitle(state: State, isShort = false): Line {
  const {list, view, filter, ascii} = state;
  const dot = ascii ? t` - ` : t` · `;
  const others = (['notable', 'writes', 'all'] as const).filter((each) => each !== view);
  const line: Span[] = [
    span(t`Events ${grouped(list.rows.length)} of ${grouped(list.total)}`, 'title'),
    ...searchWords(state),
    span(
      isShort ? t`${dot}${safe(view)}` : t`${dot}${safe(view)} (w: ${safe(others.join(', '))})`,
      'plain',
    ),
  ];
  if (state.isTurned) {
    line.push(span(t`${dot}oldest first`, 'plain'));
  }

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

/** While records are being searched, the numbers beside are what has been found so far. */
function searchWords({list, search, ascii}: State): Line {
  if (list.waiting === 0) {
    return [];
  }

  const dot = ascii ? t` - ` : t` · `;
  const percent = search ? Math.floor((search.done / Math.max(1, search.total)) * 100) : 0;
  return [span(t`${dot}searching ${percent} %`, 'warn')];
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

/** The same sentence in several lengths, the longest first; none where the list is whole. */
function partlyLoadedWords(state: State): readonly SafeText[] {
  const {back, writes} = listReach(state);
  const kept = keptSince(state);
  const at = (time: number) => moment(time, state, zoneOf(state));
  if (kept !== undefined && (back === undefined || back <= kept)) {
    return [
      t`older events have gone: only the newest are kept, back to ${at(kept)} (--max-events)`,
      t`kept back to ${at(kept)} only (--max-events)`,
    ];
  }

  if (isTooOld(state)) {
    return [];
  }

  const term = answeringTerm(state);
  const {ascii} = state;
  if (isWhole(state, back)) {
    return term === undefined
      ? []
      : [
          t`all ${safe(term, {ascii})} of this range are read: no other event can match`,
          t`all ${safe(term, {ascii})} are read`,
          t`all that can match is read`,
        ];
  }

  const next = nextWords(state);
  if (term !== undefined) {
    return back === undefined
      ? [t`${safe(term, {ascii})} of this range is not read yet; ${next}`, t`not read yet; ${next}`]
      : [
          t`${safe(term, {ascii})} is read back to ${at(back)} only; ${next}`,
          t`read back to ${at(back)} only; ${next}`,
        ];
  }

  if (writes === undefined) {
    return [t`this range has not been read yet; ${next}`];
  }

  const isAllWrites = isWhole(state, writes);
  if (back === undefined) {
    return isAllWrites
      ? [t`only the writes of this range are read; ${next}`, t`only writes are read; ${next}`]
      : [
          t`only the writes are read, and back to ${at(writes)} only; ${next}`,
          t`only writes, to ${at(writes)}; ${next}`,
        ];
  }

  if (isAllWrites) {
    return [
      t`before ${at(back)} only the writes are read; ${next}`,
      t`before ${at(back)} only writes; ${next}`,
    ];
  }

  return back === writes
    ? [t`read back to ${at(back)} only; ${next}`]
    : [
        t`everything is read back to ${at(back)}, the writes to ${at(writes)}; ${next}`,
        t`all read to ${at(back)}, writes to ${at(writes)}; ${next}`,
        t`all read to ${at(back)}, writes to ${at(writes)}`,
      ];
}

/** What becomes of what is not read yet. */
function nextWords(state: State): SafeText {
  if (leftOutRegions(state).length > 0 || [...state.feeds.values()].some(({problem}) => problem)) {
    return t`! tells why`;
  }

  if (!isLoadingWanted(state)) {
    return t`A goes on`;
  }

  // What AWS selects by the filter, and the writes, are loaded without being asked for.
  return isAllWanted(state) || answeringPushes(state).length > 1
    ? t`more is being loaded`
    : t`A loads the rest`;
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

/** A line of the list as it stood when it was last drawn: most frames change two of them. */
function eventLine(
  state: State,
  position: number,
  columns: readonly ListColumn[],
  isCursor: boolean,
): Line {
  const run = runAt(state, position);
  const row = run?.newest ?? state.lines.rows[position] ?? -1;
  const looks = `${isCursor ? 'c' : ''}${isOpened(state, position) ? 'o' : ''}`;
  const key = `${row} ${looks} ${run ? `${run.count} ${run.oldest}` : ''}`;
  return drawnLines.find(sceneOf(state, columns), key, () =>
    drawnLine(state, {row, run, position}, columns, isCursor),
  );
}

const drawnLines = new KnownLines();

/** What all lines of the list have in common: where it changes, each of them is drawn anew. */
function sceneOf(state: State, columns: readonly ListColumn[]): readonly unknown[] {
  const {store, mode, ascii, size} = state;
  const places = columns.map(({id, width}) => `${id} ${width}`).join(',');
  return [
    store,
    store.version,
    mode,
    ascii,
    size.columns,
    places,
    zoneOf(state),
    dateOfList(state),
  ];
}

type Place = {readonly row: number; readonly run: Run | undefined; readonly position: number};

function drawnLine(
  state: State,
  {row, run, position}: Place,
  columns: readonly ListColumn[],
  isCursor: boolean,
): Line {
  const {store, ascii} = state;
  const sentence = store.sentence(row, ascii ? asciiSigns : unicodeSigns);
  if (!sentence) {
    return [];
  }

  const style = rowStyle(sentence, isCursor);
  const cells = columns.map(({id, width}) => {
    const end = run ? runWords(state, run, id, width) : t``;
    const room = width - cellWidth(end);
    const text = shortenIds(cellText(state, row, sentence, {id, width}), room, ascii);
    return id === 'name'
      ? fit(t`${truncate(text, room, ascii)}${end}`, width, ascii)
      : t`${fit(text, room, ascii)}${end}`;
  });
  const outcome = cells.pop() ?? t``;
  const outcomeStyle: Style =
    sentence.outcome.kind === 'denied' || sentence.outcome.kind === 'failed' ? 'bad' : style;
  const mark = leadMark(state, row, sentence, isCursor);
  const tie = isOpened(state, position) ? (ascii ? t`|` : t`│`) : t` `;
  const text = t`${mark}${tie}${joinSafe([...cells, t``], t`  `)}`;
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

  return t`${isCursor ? cursor : t` `}${flag}`;
}

/** What a collapsed line says of all its events: how many behind EVENT, and since when behind WHAT where there is room. */
function runWords(state: State, run: Run, id: ColumnId, width: number): SafeText {
  if (id === 'name') {
    return t` ${state.ascii ? t`x` : t`×`}${grouped(run.count)}`;
  }

  if (id !== 'what') {
    return t``;
  }

  const since = t`  since ${momentText(state, run.oldest)}`;
  return Number.isNaN(state.store.time(run.oldest)) || cellWidth(since) * 2 > width ? t`` : since;
}

/** When a row happened, to the minute. */
function momentText(state: State, row: number): SafeText {
  const zone = zoneOf(state);
  const time = state.store.time(row);
  const clock = formatMinute(time, zone);
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

function cellText(
  state: State,
  row: number,
  sentence: Sentence,
  {id, width}: Pick<ListColumn, 'id' | 'width'>,
): SafeText {
  const {ascii, store} = state;
  switch (id) {
    case 'time': {
      return timeText(state, row);
    }

    case 'region': {
      const region = store.field(row, 'region')[0] ?? '';
      return safe(width < wholeRegion ? shortRegion(region) : region, {ascii});
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
