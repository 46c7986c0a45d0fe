import {stillSafe, type SafeText} from '../sanitize.ts';
import {type State} from '../state/model.ts';
import {selectStatus} from '../select.ts';
import {lineText} from '../text.ts';

/** Cells in which every piece of the status line has room in its longest wording. */
const room = 1000;

/** The status line in words, its pieces with commas between them: who, where, how fresh, how complete, which range. */
export function statusWords(state: State): SafeText {
  const line = lineText(selectStatus({...state, size: {...state.size, columns: room}}));
  return stillSafe(
    line
      .trim()
      .replaceAll(/(?<=:\d\d) ?[\-–] ?(?=\S)/gv, ' to ')
      .replaceAll(/ {2,}| [\-·] /gv, ', ')
      .replaceAll(/(?<=^|, )[*●] /gv, ''),
  );
}

/** What kind of status it is, whatever its numbers are: where this changes, there is news. */
export function statusKind(state: State): string {
  return statusWords(state).replaceAll(/[\d:.,…~]+/gv, '');
}
