import {lackWords} from '../save/lacks.ts';
import {defaultName, nameFault, renamed, saveFormats} from '../save/names.ts';
import {rowsToSave} from '../save/rows.ts';
import {joinSafe, t} from '../sanitize.ts';
import {grouped} from '../select/numbers.ts';
import {lineOf, selectedLine, type LineEdit} from './line-edit.ts';
import {type State} from './model.ts';
import {type Saved, type SaveReport} from './saving.ts';

/** `S`: in which format, and under which name. */
export function openSave(state: State): State {
  if (state.saving) {
    return {...state, notice: 'a file is being written: Esc stops it'};
  }

  const line = selectedLine(defaultName(state, 'jsonl'));
  return {...state, overlay: {kind: 'save', line, format: 'jsonl', problem: ''}};
}

/** `↑` and `↓`: another format; the name's ending goes with it. */
export function moveFormat(state: State, by: number): State {
  const {overlay} = state;
  if (overlay?.kind !== 'save' || state.saving || overlay.saved) {
    return state;
  }

  const at = saveFormats.indexOf(overlay.format) + by;
  const format = saveFormats[Math.min(Math.max(0, at), saveFormats.length - 1)] ?? overlay.format;
  const name = renamed(overlay.line.text, overlay.format, format);
  // A name that the person has worked on is gone on with, not replaced by the next key.
  const line = overlay.line.isSelected ? selectedLine(name) : lineOf(name);
  return format === overlay.format
    ? state
    : {...state, overlay: {...overlay, line, format, problem: ''}};
}

/** What is typed goes into the name, until the writing begins. */
export function editName(state: State, change: (line: LineEdit) => LineEdit): State {
  const {overlay} = state;
  return overlay?.kind !== 'save' || state.saving || overlay.saved
    ? state
    : {...state, overlay: {...overlay, line: change(overlay.line), problem: ''}};
}

/** Enter: writes; while that goes on it leaves the menu, and afterwards it closes it. */
export function acceptSave(state: State): State {
  const {overlay} = state;
  if (overlay?.kind !== 'save') {
    return state;
  }

  if (state.saving || overlay.saved) {
    return {...state, overlay: undefined};
  }

  const name = overlay.line.text.trim();
  const rows = rowsToSave(state);
  const isEmpty = rows.rows.length === 0 && overlay.format !== 'note';
  // A search ends by itself: a part of what it finds is saved only by who says so twice.
  if (state.list.waiting > 0 && (isEmpty || !overlay.isTold)) {
    return {...state, overlay: {...overlay, problem: '', isTold: true}};
  }

  const problem = isEmpty
    ? 'no event is shown: only the incident note can be saved'
    : nameFault(name);
  if (problem !== '') {
    return {...state, overlay: {...overlay, problem}};
  }

  const serial = state.saves + 1;
  const seen: State = {...state, overlay: undefined, prompt: undefined};
  return {
    ...state,
    saves: serial,
    overlay: {...overlay, problem: ''},
    saving: {serial, format: overlay.format, name, rows, seen, done: 0, isStopped: false},
  };
}

/** Esc while a file is being written. */
export function stopSaving(state: State): State {
  const overlay = state.overlay?.kind === 'save' ? undefined : state.overlay;
  return state.saving
    ? {...state, overlay, saving: {...state.saving, isStopped: true}}
    : {...state, overlay};
}

/** What the writer says; of a file that is no longer being written it says nothing. */
export function takeSaveReport(state: State, serial: number, report: SaveReport): State {
  const {saving, overlay} = state;
  if (saving?.serial !== serial) {
    return state;
  }

  switch (report.status) {
    case 'writing': {
      return {...state, saving: {...saving, done: report.done}};
    }

    case 'stopped': {
      return {...state, saving: undefined, notice: 'stopped: nothing was saved'};
    }

    case 'saved': {
      const {status: _, ...written} = report;
      const lacks = lackWords(saving.seen);
      const saved: Saved = lacks.length === 0 ? written : {...written, lacks};
      const ended = {...state, saving: undefined, hasSaved: true};
      if (overlay?.kind === 'save') {
        return {...ended, overlay: {...overlay, saved}};
      }

      const notice = savedWords(saved);
      const {format, name} = saving;
      // A path that one line cannot hold is told where it has room, unless the person is at something else there.
      return notice.length < state.size.columns - 1 || overlay || state.prompt
        ? {...ended, notice}
        : {
            ...ended,
            overlay: {kind: 'save', line: lineOf(name), format, problem: '', saved},
          };
    }

    case 'failed': {
      const {message, free} = report;
      const ended = {...state, saving: undefined};
      return overlay?.kind === 'save'
        ? {
            ...ended,
            overlay: {
              ...overlay,
              problem: message,
              ...(free === undefined ? {} : {line: selectedLine(free)}),
            },
          }
        : {...ended, notice: message};
    }
  }
}

/** What was written, as one sentence that begins with what a short line must not cut. */
export function savedWords({path, events, bytes, lacks}: Saved): string {
  const part = lacks ? `NOT COMPLETE (${joinSafe(lacks, t`; `)}): ` : '';
  return `${part}saved ${path} (${eventWords(events)}, ${grouped(bytes)} bytes)`;
}

export function eventWords(count: number): string {
  return count === 1 ? '1 event' : `${grouped(count)} events`;
}
