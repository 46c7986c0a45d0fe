import {parseFilter, type Filter, type FilterProblem} from '../filter.ts';
import {filterText, vocabularyOf} from '../filter/vocabulary.ts';
import {edit, insert, lineOf, selectedLine, type EditKey, type LineEdit} from './line-edit.ts';
import {withRemembered} from './filter-history.ts';
import {parseRange} from './range-text.ts';
import {findInDetail} from './detail-moves.ts';
import {typeInCopy} from './copy.ts';
import {chooseRange} from './range-moves.ts';
import {editName} from './save.ts';
import {remember} from './pivot-way.ts';
import {acceptViewName} from './keep-view.ts';
import {presentOf, zoneOf, type Prompt, type State} from './model.ts';
import {markedOf, offerOf, withSuggestion, withoutUnfinished} from './suggestions.ts';

/** Opens a prompt with what it would change. */
export function openPrompt(state: State, kind: Prompt['kind']): State {
  const text =
    kind === 'filter'
      ? filterText(state.filter)
      : kind === 'view'
        ? (state.startedWith.view ?? '')
        : '';
  const {filter, isFilterOff, cursor, cursorLine, isFollowing, detail} = state;
  const before = {filter, isFilterOff, cursor, cursorLine, isFollowing, detail};
  return {
    ...state,
    prompt: {kind, line: selectedLine(text), before, historyIndex: 0, draft: '', marked: 0},
  };
}

/** Text typed or pasted where a line is being typed; elsewhere it means nothing. */
export function typeText(state: State, text: string): State {
  return state.overlay?.kind === 'copy' && !state.prompt
    ? typeInCopy(state, text)
    : changeLine(state, (line) => insert(line, text));
}

export function editPrompt(state: State, key: EditKey): State {
  return changeLine(state, (line) => edit(line, key));
}

function changeLine(state: State, change: (line: LineEdit) => LineEdit): State {
  if (state.prompt) {
    const {taken: _, isRefused: _refused, mayReplace: _told, ...prompt} = state.prompt;
    return checkPrompt(state, {
      ...prompt,
      line: change(prompt.line),
      historyIndex: 0,
      marked: 0,
    });
  }

  if (state.overlay?.kind === 'save') {
    return editName(state, change);
  }

  // A menu that is narrowed by what is typed has a line and a selected entry.
  if (state.overlay && 'line' in state.overlay && 'selected' in state.overlay) {
    return {...state, overlay: {...state.overlay, line: change(state.overlay.line), selected: 0}};
  }

  return state;
}

/** A filter that can be read takes effect while it is typed; a wrong one leaves the last good one in place. */
function checkPrompt(state: State, prompt: Prompt): State {
  const {problem: _, ...clean} = prompt;
  if (prompt.kind === 'search') {
    // Each key searches anew from where the prompt was opened, and what an unfinished word had opened is folded again.
    const {detail} = prompt.before;
    return findInDetail({...state, detail, prompt: clean}, prompt.line.text, 1, true);
  }

  if (prompt.kind === 'range' || prompt.kind === 'view') {
    return {...state, prompt: clean};
  }

  const whole = readFilter(state, prompt.line.text);
  const certain = whole.ok ? withoutUnfinished({...state, prompt: clean}) : undefined;
  const answer = certain === undefined ? whole : readFilter(state, certain);
  // The place is looked for from where the person was, not from where an unfinished filter has led.
  return answer.ok
    ? {...state, ...prompt.before, filter: answer.filter, isFilterOff: false, prompt: clean}
    : {...state, prompt: {...clean, problem: answer.problem}};
}

/**
 * `↓` and `↑` in the filter's prompt: through what is offered; `↑` above the first goes back through the history, and
 * `↓` comes forward again.
 */
export function moveInPrompt(state: State, by: 1 | -1): State {
  const {prompt} = state;
  const offer = offerOf(state);
  if (!prompt || !offer) {
    return recallHistory(state, by === 1 ? -1 : 1);
  }

  if (prompt.taken) {
    return takeSuggestion(state, by);
  }

  const marked = markedOf(offer, prompt) + by;
  if (marked < 0) {
    return recallHistory(state, 1);
  }

  return marked === prompt.marked || marked >= offer.items.length
    ? state
    : {...state, prompt: {...prompt, marked}};
}

/**
 * Tab in the filter's prompt puts what is marked into the line. Behind a field its values are offered then; a value
 * gives way to the next one when Tab comes again, to the one before with Shift+Tab.
 */
export function takeSuggestion(state: State, by: 1 | -1): State {
  const {prompt} = state;
  const offer = offerOf(state);
  if (!prompt || !offer) {
    return state;
  }

  const count = offer.items.length;
  const step = prompt.taken ? by : by === 1 ? 0 : -1;
  const marked = (markedOf(offer, prompt) + step + count) % count;
  const typed = prompt.taken ?? prompt.line;
  const line = withSuggestion(typed, offer, marked);
  const {taken: _, ...rest} = prompt;
  return checkPrompt(
    state,
    offer.items[marked]?.isOpen
      ? {...rest, line, marked: 0}
      : {...rest, line, marked, taken: typed},
  );
}

/** Older and newer filters in the filter's prompt. */
function recallHistory(state: State, direction: 1 | -1): State {
  const {prompt, filterHistory} = state;
  if (prompt?.kind !== 'filter') {
    return state;
  }

  const historyIndex = Math.min(Math.max(0, prompt.historyIndex + direction), filterHistory.length);
  if (historyIndex === prompt.historyIndex) {
    return state;
  }

  const draft = prompt.historyIndex === 0 ? prompt.line.text : prompt.draft;
  const text = historyIndex === 0 ? draft : (filterHistory.at(-historyIndex) ?? '');
  const {taken: _, isRefused: _refused, ...rest} = prompt;
  return checkPrompt(state, {...rest, line: lineOf(text), historyIndex, draft, marked: 0});
}

/** Enter in a prompt. What is wrong stays open and says why. */
export function acceptPrompt(state: State): State {
  const {prompt} = state;
  if (!prompt) {
    return state;
  }

  const {text} = prompt.line;
  switch (prompt.kind) {
    case 'filter': {
      return acceptFilter(state, text);
    }

    case 'range': {
      const answer = parseRange(text, {
        now: presentOf(state),
        zone: zoneOf(state),
        isArchive: state.mode === 'archive',
      });
      return answer.ok
        ? chooseRange({...state, prompt: undefined}, answer.choice)
        : {...state, prompt: {...prompt, problem: {column: 0, message: answer.message}}};
    }

    case 'view': {
      return acceptViewName(state);
    }

    case 'search': {
      // While it was typed the prompt stood where notices stand: what was not found is said now.
      const closed = {...state, prompt: undefined};
      return state.detail?.found === -1 ? findInDetail(closed, text, 1) : closed;
    }
  }
}

function acceptFilter(state: State, text: string): State {
  const answer = readFilter(state, text);
  if (!answer.ok) {
    return state.prompt
      ? {...state, prompt: {...state.prompt, problem: answer.problem, isRefused: true}}
      : state;
  }

  return {
    ...leaveFilter(state, answer.filter),
    filter: answer.filter,
    isFilterOff: false,
    prompt: undefined,
    filterHistory: withRemembered(state.filterHistory, text),
  };
}

/** Esc leads back from another filter to the one that was there before, as it does from `f` and `>`. */
function leaveFilter(state: State, filter: Filter | undefined): State {
  const {prompt, overlay} = state;
  if (!prompt || filterText(filter) === filterText(prompt.before.filter)) {
    return state;
  }

  const {way} = remember({...state, ...prompt.before, prompt: undefined});
  return overlay?.kind === 'summary'
    ? {...state, way, overlay: {...overlay, steps: overlay.steps + 1}}
    : {...state, way};
}

/** Esc in a prompt: the filter that was there before it was opened is there again. */
export function cancelPrompt(state: State): State {
  const {prompt} = state;
  return prompt && prompt.kind !== 'range' && prompt.kind !== 'view'
    ? {...state, ...prompt.before, prompt: undefined}
    : {...state, prompt: undefined};
}

type FilterAnswer =
  | {readonly ok: true; readonly filter: Filter | undefined}
  | {readonly ok: false; readonly problem: FilterProblem};

/** A typed filter; none where the text is blank. */
export function readFilter(state: State, text: string): FilterAnswer {
  if (text.trim() === '') {
    return {ok: true, filter: undefined};
  }

  const answer = parseFilter(text, vocabularyOf(state.archive.columns, !state.archive.isDone));
  return answer.ok ? answer : {ok: false, problem: answer.problem};
}
