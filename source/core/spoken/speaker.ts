import {type LineEdit} from '../state/line-edit.ts';
import {contextOf} from '../state/run-command.ts';
import {zoneOf, type Prompt, type State} from '../state/model.ts';
import {cursorPosition} from '../state/settle.ts';
import {offerOf} from '../state/suggestions.ts';
import {questionWords, selectBottom} from '../select.ts';
import {chartFooter} from '../select/chart-footer.ts';
import {listTitle} from '../select/list-title.ts';
import {grouped} from '../select/numbers.ts';
import {moment} from '../select/moment.ts';
import {safe, stillSafe, t, type SafeText} from '../sanitize.ts';
import {lineText} from '../text.ts';
import {eventWords} from './event.ts';
import {emptyText, Journal} from './journal.ts';
import {chartWords} from './series.ts';
import {readAloud, shownWords, type Shown} from './shown.ts';
import {statusWords} from './status.ts';

/** More new events than these at once are counted, and the newest is told. */
const mostEvents = 5;

const prompts: Readonly<Record<Prompt['kind'], SafeText>> = {
  filter: t`filter`,
  range: t`range`,
  search: t`search`,
  view: t`keep as`,
};

/**
 * The monitor for somebody who listens: what a state has that the one before had not, in words, to be appended to what
 * stands there. Nothing that was written is ever written over. A line that is being typed is continued as long as
 * characters are added to it.
 */
export class Speaker {
  readonly #journal = new Journal('oldest first');
  #before: State | undefined;
  #shown: Shown = {lines: [], marked: t``};
  /** Rows known at the last look: what has a higher number is new. */
  #rows = 0;
  /** The list has been told once: from then on what arrives is news. */
  #hasList = false;
  /** The row that was told last. */
  #told: number | undefined;
  #isTyping = false;
  /** The question about what is loaded that was told last. */
  #question = '';

  /** What is to be appended; '' where there is nothing new. */
  next(state: State): SafeText {
    const before = this.#before;
    this.#before = state;
    const lines = before ? this.#changes(before, state) : greeting(state);
    const typed = lines.length === 0 && before ? this.#typed(before, state) : undefined;
    const news = this.#news(state, before);
    const question = this.#newQuestion(state);
    const all = [...lines, ...news, ...question];
    if (typed !== undefined && news.length + question.length === 0) {
      return typed;
    }

    return this.#lines(all, state);
  }

  /** What ends a line that is still being typed; '' where none is. */
  end(): SafeText {
    const end = this.#isTyping ? t`\n` : t``;
    this.#isTyping = false;
    return end;
  }

  /** What waits for `A`: once for a range and a kind of loading, however its estimate changes. */
  #newQuestion(state: State): readonly SafeText[] {
    const words = questionWords(state);
    const question = JSON.stringify([state.choice, state.loadAll, state.loadFirst.answer]);
    if (words === undefined || question === this.#question) {
      return [];
    }

    this.#question = question;
    return [words];
  }

  /** Whole lines; one that was being typed is ended first and goes on below. */
  #lines(lines: readonly SafeText[], state: State): SafeText {
    if (lines.length === 0) {
      return t``;
    }

    const end = this.#isTyping ? '\n' : '';
    const line = lineOf(state);
    this.#isTyping = line !== undefined;
    const again = line === undefined ? '' : typedWords(state, line);
    return stillSafe(`${end}${lines.map((words) => `${words}\n`).join('')}${again}`);
  }

  /** What was added to the line that is typed; the whole line where it was changed otherwise. */
  #typed(before: State, state: State): SafeText | undefined {
    const [was, is] = [lineOf(before), lineOf(state)];
    if (is === undefined || was === undefined || was.text === is.text) {
      return undefined;
    }

    if (this.#isTyping && is.text.startsWith(was.text) && is.cursor === is.text.length) {
      return safe(is.text.slice(was.text.length), {ascii: state.ascii});
    }

    const end = this.#isTyping ? '\n' : '';
    this.#isTyping = true;
    return stillSafe(`${end}${typedWords(state, is)}`);
  }

  /** What a key has done, as far as it can be told by what is now another. */
  #changes(before: State, state: State): readonly SafeText[] {
    const shownBefore = this.#shown;
    const isSame =
      before.overlay === state.overlay &&
      before.detail === state.detail &&
      before.list === state.list;
    const shown = isSame && before.chart === state.chart ? shownBefore : shownWords(state);
    this.#shown = shown;
    if (placeOf(before) !== placeOf(state)) {
      return this.#entered(before, state, shown);
    }

    if (state.prompt) {
      const {problem} = state.prompt;
      if (
        before.prompt?.line === state.prompt.line &&
        before.prompt.marked !== state.prompt.marked
      ) {
        return suggestionWords(state, {marked: state.prompt.marked, before: before.prompt.marked});
      }

      const isNew = state.prompt.isRefused && !before.prompt?.isRefused && problem;
      return isNew ? [safe(problem.message, {ascii: state.ascii})] : [];
    }

    if (state.isQuitAsked && !before.isQuitAsked) {
      const roomy = {...state, size: {...state.size, columns: bottomRoom}};
      return [readAloud(selectBottom(roomy))];
    }

    if (state.overlay || (state.detail && state.focus === 'events')) {
      // What only the outside world has changed there is told by what arrives.
      if (before.overlay === state.overlay && before.detail === state.detail) {
        return [];
      }

      const known = new Set<string>(shownBefore.lines);
      const fresh = shown.lines.filter((line) => !known.has(line));
      // A typed line is among them; it is told as it is typed.
      const isTyped = lineOf(before)?.text !== lineOf(state)?.text;
      if (fresh.length > 0 && !isTyped && fresh.length < mostFresh) {
        return shown.marked !== '' && fresh.includes(shown.marked) ? [shown.marked] : fresh;
      }

      return shown.marked === shownBefore.marked || shown.marked === '' ? [] : [shown.marked];
    }

    return this.#paneChanges(before, state);
  }

  #paneChanges(before: State, state: State): readonly SafeText[] {
    const lines: SafeText[] = [];
    if (before.frozenAt !== state.frozenAt) {
      lines.push(state.frozenAt === undefined ? t`goes on` : t`frozen: Space goes on`);
    }

    const isOther =
      before.view !== state.view ||
      before.filter !== state.filter ||
      before.isFilterOff !== state.isFilterOff ||
      before.choice !== state.choice ||
      before.zone !== state.zone;
    if (isOther) {
      return [...lines, ...this.#listWords(state)];
    }

    if (state.focus === 'chart' && before.chart.cursor !== state.chart.cursor) {
      lines.push(cursorWords(state));
    } else if (before.cursor !== state.cursor && !isArriving(before, state)) {
      lines.push(...this.#cursorWords(state));
    } else if (before.column !== state.column) {
      lines.push(t`column ${safe(state.column)}`);
    }

    return lines.filter((line) => line !== '');
  }

  /** Where the person is now, after another pane, menu or prompt. */
  #entered(before: State, state: State, shown: Shown): readonly SafeText[] {
    const line = lineOf(state);
    if (state.prompt && line) {
      const offers =
        state.prompt.kind === 'filter' ? t`, the down arrow tells what Tab takes` : t``;
      return [t`${prompts[state.prompt.kind]}: Enter takes it, Esc leaves it${offers}`];
    }

    if (state.overlay || (state.detail && state.focus === 'events')) {
      return shown.lines;
    }

    if (state.focus === 'chart') {
      const words = chartWords(state);
      return words.length > 0 ? words : [t`chart: no datapoints yet`];
    }

    return before.focus === 'chart' || before.prompt || before.filter !== state.filter
      ? this.#listWords(state)
      : this.#cursorWords(state);
  }

  #listWords(state: State): readonly SafeText[] {
    this.#hasList = true;
    this.#rows = rowsOf(state, this.#rows);
    return state.list.rows.length === 0
      ? [emptyText(state)]
      : [listWords(state), ...this.#cursorWords(state)];
  }

  #cursorWords(state: State): readonly SafeText[] {
    if (state.cursor === undefined) {
      return [];
    }

    this.#told = state.cursor;
    const at = t`${grouped(cursorPosition(state) + 1)} of ${grouped(state.lines.rows.length)}`;
    return [t`${at}: ${eventWords(state, state.cursor)}`];
  }

  /** What came from outside: events, datapoints, what does not work. */
  #news(state: State, before: State | undefined): readonly SafeText[] {
    const {after, troubles, isOpening} = this.#journal.next(state);
    if (isOpening) {
      const isEmpty = state.list.rows.length === 0;
      this.#hasList = true;
      return [...troubles, ...(isEmpty ? [] : this.#listWords(state)), ...after];
    }

    const arrived = before?.list === state.list ? [] : this.#arrived(state);
    return [...troubles, ...arrived, ...after];
  }

  #arrived(state: State): readonly SafeText[] {
    const from = this.#rows;
    this.#rows = rowsOf(state, from);
    const isReading = state.overlay !== undefined || state.prompt !== undefined || state.detail;
    if (!this.#hasList || from === this.#rows || isReading) {
      return [];
    }

    const fresh = state.list.rows.filter((row) => row >= from && row !== this.#told);
    const [newest] = fresh;
    if (newest === undefined) {
      return [];
    }

    return fresh.length > mostEvents
      ? [t`${grouped(fresh.length)} more events, the newest: ${eventWords(state, newest)}`]
      : fresh.toReversed().map((row) => t`new: ${eventWords(state, row)}`);
  }
}

/** The moment under the chart's cursor, what each line has there, and why one ends. */
function cursorWords(state: State): SafeText {
  const {chart} = state;
  const footer = readAloud(chartFooter(state, Infinity, true));
  return chart.cursor === undefined
    ? footer
    : t`${moment(chart.cursor, state, zoneOf(state))}: ${footer}`;
}

/** The suggestion that is marked, which Tab would take; the first one is told with the second. */
function suggestionWords(state: State, {marked, before}: {marked: number; before: number}) {
  const offer = offerOf(state);
  const words = (at: number) => {
    const item = offer?.items[at];
    if (!offer || !item) {
      return [];
    }

    const about = item.count === undefined ? safe(item.words) : t`${grouped(item.count)} loaded`;
    return [
      t`${at + 1} of ${grouped(offer.total)}: ${safe(item.text, {ascii: state.ascii})}, ${about}`,
    ];
  };

  return [...(before === 0 ? words(0) : []), ...words(marked)];
}

/** Cells in which the question before quitting is written in full. */
const bottomRoom = 200;

/** More fresh lines than these are another page, of which the marked line is told. */
const mostFresh = 12;

function greeting(state: State): readonly SafeText[] {
  return [
    statusWords(state),
    t`j and k go through the events, Enter opens one, Tab is the chart, / filters, ? lists the keys, q quits`,
  ];
}

/** The title of the list in words. */
function listWords(state: State): SafeText {
  return stillSafe(
    lineText(listTitle(state, true))
      .trim()
      .replaceAll(/ [\-·] /gv, ', '),
  );
}

/** One more than the newest row of the list: the store itself may be ahead of what is told. */
function rowsOf({list}: State, least: number): number {
  let rows = least;
  for (const row of list.rows) {
    rows = Math.max(rows, row + 1);
  }

  return rows;
}

/** The cursor follows what arrives: that is told as an arrival. */
function isArriving(before: State, state: State): boolean {
  return state.isFollowing && before.isFollowing && before.list !== state.list;
}

/** Which pane, menu or prompt has the keyboard. */
function placeOf(state: State): string {
  const {overlay, prompt, detail} = state;
  return [contextOf(state), overlay?.kind, prompt?.kind, detail?.row].join(' ');
}

/** The line that is being typed, in a prompt or a menu. */
function lineOf({prompt, overlay}: State): LineEdit | undefined {
  return prompt ? prompt.line : overlay && 'line' in overlay ? overlay.line : undefined;
}

function typedWords({prompt, ascii}: State, {text}: LineEdit): SafeText {
  const label = prompt ? prompts[prompt.kind] : t`typed`;
  return t`${label}: ${safe(text, {ascii})}`;
}
