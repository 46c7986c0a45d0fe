import {parseFilter, type Filter} from '../filter.ts';
import {filterText, vocabularyOf} from '../filter/vocabulary.ts';
import {edit, insert, lineOf, selectedLine, type EditKey, type LineEdit} from './line-edit.ts';
import {parseRange} from './range-text.ts';
import {findInDetail} from './detail-moves.ts';
import {chooseRange} from './range-moves.ts';
import {presentOf, zoneOf, type Prompt, type State} from './model.ts';

/** Opens a prompt with what it would change. */
export function openPrompt(state: State, kind: Prompt['kind']): State {
  const text = kind === 'filter' ? filterText(state.filter) : '';
  const {filter, isFilterOff, cursor, cursorLine, isFollowing} = state;
  const before = {filter, isFilterOff, cursor, cursorLine, isFollowing};
  return {...state, prompt: {kind, line: selectedLine(text), before, historyIndex: 0, draft: ''}};
}

/** Text typed or pasted where a line is being typed; elsewhere it means nothing. */
export function typeText(state: State, text: string): State {
  return changeLine(state, (line) => insert(line, text));
}

export function editPrompt(state: State, key: EditKey): State {
  return changeLine(state, (line) => edit(line, key));
}

function changeLine(state: State, change: (line: LineEdit) => LineEdit): State {
  if (state.prompt) {
    return checkPrompt(state, {...state.prompt, line: change(state.prompt.line), historyIndex: 0});
  }

  if (state.overlay?.kind === 'palette' || state.overlay?.kind === 'picker') {
    return {...state, overlay: {...state.overlay, line: change(state.overlay.line), selected: 0}};
  }

  return state;
}

/** A filter that can be read takes effect while it is typed; a wrong one leaves the last good one in place. */
function checkPrompt(state: State, prompt: Prompt): State {
  const {problem: _, ...clean} = prompt;
  if (prompt.kind === 'search') {
    return findInDetail({...state, prompt: clean}, prompt.line.text, 1, true);
  }

  if (prompt.kind === 'range') {
    return {...state, prompt: clean};
  }

  const answer = readFilter(state, prompt.line.text);
  // The place is looked for from where the person was, not from where an unfinished filter has led.
  return answer.ok
    ? {...state, ...prompt.before, filter: answer.filter, isFilterOff: false, prompt: clean}
    : {...state, prompt: {...clean, problem: answer.problem}};
}

/** `↑` and `↓` in the filter's prompt. */
export function recallHistory(state: State, direction: 1 | -1): State {
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
  return checkPrompt(state, {...prompt, line: lineOf(text), historyIndex, draft});
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
      const answer = parseRange(text, presentOf(state), zoneOf(state));
      return answer.ok
        ? chooseRange({...state, prompt: undefined}, answer.choice)
        : {...state, prompt: {...prompt, problem: {column: 0, message: answer.message}}};
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
    return state.prompt ? {...state, prompt: {...state.prompt, problem: answer.problem}} : state;
  }

  const typed = text.trim();
  return {
    ...state,
    filter: answer.filter,
    isFilterOff: false,
    prompt: undefined,
    filterHistory:
      typed === ''
        ? state.filterHistory
        : [...state.filterHistory.filter((old) => old !== typed), typed],
  };
}

/** Esc in a prompt: the filter that was there before it was opened is there again. */
export function cancelPrompt(state: State): State {
  return state.prompt?.kind === 'filter'
    ? {...state, ...state.prompt.before, prompt: undefined}
    : {...state, prompt: undefined};
}

type FilterAnswer =
  | {readonly ok: true; readonly filter: Filter | undefined}
  | {readonly ok: false; readonly problem: {readonly column: number; readonly message: string}};

/** A typed filter; none where the text is blank. */
export function readFilter(state: State, text: string): FilterAnswer {
  if (text.trim() === '') {
    return {ok: true, filter: undefined};
  }

  const answer = parseFilter(text, vocabularyOf(state.archive.columns));
  return answer.ok ? answer : {ok: false, problem: answer.problem};
}
