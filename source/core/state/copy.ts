import {copyChoices, type CopyChoice} from '../copy/choices.ts';
import {base64Length, mostBase64, utf8Length, type Clipboard} from '../copy/clipboard.ts';
import {jsonOf} from '../detail/draw.ts';
import {clip} from '../reading/phrase.ts';
import {isSuspect} from '../sanitize.ts';
import {formatIso} from '../time.ts';
import {cellFields} from './cell-fields.ts';
import {chosenColumn} from './columns.ts';
import {detailView} from './detail-moves.ts';
import {pickedValue} from './detail-picked.ts';
import {type State} from './model.ts';

/** `y`: what of the event under the cursor, or of the one in the detail, is to be copied. */
export function openCopy(state: State): State {
  const row = state.detail?.row ?? state.cursor;
  const handle = row === undefined ? undefined : state.store.raw(row);
  if (row === undefined || !handle) {
    const notice =
      row === undefined ? 'no event is under the cursor' : 'this event is not kept any more';
    return {...state, notice};
  }

  const value = state.detail ? detailText(state) : listText(state, row);
  const choices = copyChoices({
    store: state.store,
    row,
    record: state.store.open(handle),
    value,
    profile: state.identity?.profile ?? '',
  });
  // What Enter takes is there.
  const selected = value === '' ? 1 : 0;
  return {...state, overlay: {kind: 'copy', choices, selected}};
}

/** A letter in the menu takes its choice; `j` and `k` move as they do elsewhere. */
export function typeInCopy(state: State, text: string): State {
  const {overlay} = state;
  if (overlay?.kind !== 'copy') {
    return state;
  }

  const by = {j: 1, k: -1}[text];
  if (by !== undefined) {
    const selected = Math.min(Math.max(0, overlay.selected + by), overlay.choices.length - 1);
    return {...state, overlay: {...overlay, selected}};
  }

  const choice = overlay.choices.find(({letter}) => letter === text.toLowerCase());
  return choice ? copy(state, choice) : state;
}

/** Enter in the menu. */
export function acceptCopy(state: State): State {
  const {overlay} = state;
  const choice = overlay?.kind === 'copy' ? overlay.choices[overlay.selected] : undefined;
  return choice ? copy(state, choice) : state;
}

function copy(state: State, choice: CopyChoice): State {
  const {name, text, why} = choice;
  if (text === '') {
    return {...state, notice: why};
  }

  const closed = {...state, overlay: undefined};
  if (state.clipboard === 'none') {
    return {...closed, notice: 'this terminal has no clipboard to copy to: S saves to a file'};
  }

  if (base64Length(text) > mostBase64) {
    return {
      ...closed,
      notice: `the ${name} is ${sizeWords(utf8Length(text))}: S saves it to a file`,
    };
  }

  return {
    ...closed,
    notice: `copied the ${name}${shownPart(choice)}${caution(choice)}${passing[state.clipboard]}`,
    copying: {serial: state.copying.serial + 1, text},
  };
}

/** What stands between trailtop and the terminal may keep the text to itself, and does not tell. */
const passing: Readonly<Record<Clipboard, string>> = {
  direct: '',
  tmux: ' (tmux needs: set -s set-clipboard on)',
  screen: ' (if the terminal behind screen takes it)',
  none: '',
};

/** What is short is told, so that one sees what one will paste. */
function shownPart({letter, text}: CopyChoice): string {
  return letter === 'v' || letter === 'e' ? `: ${clip(text, undefined, 48)}` : '';
}

/** A value is copied as it came: what hides in it, or ends a line, is not seen when it is pasted. */
function caution({letter, text}: CopyChoice): string {
  return letter === 'v' && isSuspect(text) ? ', control or invisible characters in it too' : '';
}

/** `740 bytes`, `180 KB`, `1.2 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) {
    return `${bytes} bytes`;
  }

  return bytes < 1_000_000
    ? `${Math.round(bytes / 1000)} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The value under the detail's cursor; of an object or a list its JSON. */
function detailText(state: State): string {
  const picked = pickedValue(state);
  const line = detailView(state)?.lines[state.detail?.cursor ?? -1];
  return picked ?? (line?.kind === 'node' || line?.kind === 'close' ? jsonOf(line.node.value) : '');
}

/** The value under the list's column: what `f` would keep, a time, or where there is neither, the words that stand there. */
function listText(state: State, row: number): string {
  const {store} = state;
  const column = chosenColumn(state);
  for (const field of column ? cellFields(store, row, column) : []) {
    const value = store.field(row, field)[0];
    if (value !== undefined) {
      return value;
    }
  }

  switch (column?.id) {
    case 'time': {
      return Number.isNaN(store.time(row)) ? '' : formatIso(store.time(row));
    }

    case 'what': {
      return store.sentence(row)?.what ?? '';
    }

    case 'outcome': {
      return store.sentence(row)?.outcome.text ?? '';
    }

    default: {
      return '';
    }
  }
}
