import {wholeRegion, type ColumnId, type ListColumn} from '../state/list-columns.ts';
import {asciiSigns, unicodeSigns} from '../reading/phrase.ts';
import {type Sentence} from '../reading/sentence.ts';
import {shortenIds} from '../reading/short-ids.ts';
import {shortRegion} from '../reading/short-region.ts';
import {isSuspect, joinSafe, safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line, type Style} from '../span.ts';
import {isOpened, runAt, type Run} from '../state/collapse.ts';
import {dateOfList} from '../state/columns.ts';
import {zoneOf, type State} from '../state/model.ts';
import {cellWidth, fit, truncate} from '../text.ts';
import {formatClock, formatDate, formatMinute, formatMonthDay} from '../time.ts';
import {KnownLines} from './known-lines.ts';
import {grouped} from './numbers.ts';
import {othersOf} from './run-what.ts';

/** A line of the list as it stood when it was last drawn: most frames change two of them. */
export function eventLine(
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
    const words = run ? runWords(state, run, id, width) : noWords;
    const end = width - cellWidth(words.end);
    const room = end - cellWidth(words.behind);
    const text = shortenIds(cellText(state, row, sentence, {id, width}), room, ascii);
    return t`${fit(t`${truncate(text, room, ascii)}${words.behind}`, end, ascii)}${words.end}`;
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

/** What a cell says beside the text of its event: right behind it, and at the cell's end. */
type RunWords = {readonly behind: SafeText; readonly end: SafeText};

const noWords: RunWords = {behind: t``, end: t``};

/**
 * What a collapsed line says of all its events: how many behind EVENT; behind WHAT, whether theirs differ, and since when
 * where there is room.
 */
function runWords(state: State, run: Run, id: ColumnId, width: number): RunWords {
  if (id === 'name') {
    return {...noWords, behind: t` ${state.ascii ? t`x` : t`×`}${grouped(run.count)}`};
  }

  if (id !== 'what') {
    return noWords;
  }

  const behind = othersOf(state, run);
  const since = t`  since ${momentText(state, run.oldest, formatMinute)}`;
  const isTold =
    !Number.isNaN(state.store.time(run.oldest)) &&
    cellWidth(since) * 2 + cellWidth(behind) <= width;
  return {behind, end: isTold ? since : t``};
}

/** When a row happened, to the minute or to the second, with as much of its date as the range needs. */
function momentText(state: State, row: number, clockOf: typeof formatClock): SafeText {
  const zone = zoneOf(state);
  const time = state.store.time(row);
  const clock = clockOf(time, zone);
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

/** The error's code; '' where the failure names none. */
function codeOf({outcome}: Sentence): string {
  return outcome.text.replace(/^! FAILED ?/v, '');
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
      return momentText(state, row, formatClock);
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
      const code = safe(
        hasShortOutcome(state) && sentence.outcome.kind === 'failed' ? codeOf(sentence) : '',
        {ascii},
      );
      return joinSafe(
        [code, what].filter((part) => part !== ''),
        t`: `,
      );
    }

    case 'outcome': {
      return hasShortOutcome(state) && sentence.outcome.kind === 'failed'
        ? t`! FAILED`
        : safe(sentence.outcome.text, {ascii});
    }
  }
}
