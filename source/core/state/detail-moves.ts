import {type JsonObject} from '../json.ts';
import {layOut} from '../layout.ts';
import {type Line} from '../span.ts';
import {findLines, viewRecord, type RecordView} from './detail.ts';
import {type State} from './model.ts';

let remembered: {record: JsonObject; cells: number; ascii: boolean; view: RecordView} | undefined;

/** The lines of the record in the detail pane. */
export function detailLines(state: State): readonly Line[] {
  return detailView(state).lines;
}

/** The record in the detail pane. The last one is remembered: it is drawn with every key. */
function detailView(state: State): RecordView {
  const handle = state.detail && state.store.raw(state.detail.row);
  if (!handle) {
    return {lines: [], texts: []};
  }

  const record = state.store.open(handle);
  const cells = state.size.columns - 4;
  const {ascii} = state;
  if (remembered?.record !== record || remembered.cells !== cells || remembered.ascii !== ascii) {
    remembered = {record, cells, ascii, view: viewRecord(record, cells, ascii)};
  }

  return remembered.view;
}

/** Lines of the detail pane inside its border. */
export function detailHeight(state: State): number {
  const layout = layOut(state.size.columns, state.size.rows, 'events', state.isMaximised);
  const rect = layout.kind === 'panes' ? layout.events : undefined;
  return Math.max(1, (rect?.height ?? state.size.rows - 2) - 2);
}

export function openDetail(state: State): State {
  return state.cursor === undefined
    ? {...state, notice: 'no event is under the cursor'}
    : {
        ...state,
        focus: 'events',
        // What is read stays selected when newer events come.
        isFollowing: false,
        detail: {row: state.cursor, top: 0, search: '', found: -1},
      };
}

export function scrollDetail(state: State, by: number): State {
  const {detail} = state;
  if (!detail) {
    return state;
  }

  const last = Math.max(0, detailLines(state).length - detailHeight(state));
  const top = Math.min(Math.max(0, detail.top + by), last);
  return top === detail.top ? state : {...state, detail: {...detail, top}};
}

/** The next place of what is searched, around the end of the record. */
export function findInDetail(
  state: State,
  search: string,
  direction: 1 | -1,
  isFromTop = false,
): State {
  const {detail} = state;
  if (!detail) {
    return state;
  }

  const places = findLines(detailView(state), search);
  if (places.length === 0) {
    const notice = search === '' ? '' : `"${search}" is not in this record`;
    return {...state, notice, detail: {...detail, search, found: -1}};
  }

  const from = isFromTop ? detail.top - 1 : detail.found;
  const found =
    (direction === 1
      ? places.find((place) => place > from)
      : places.findLast((place) => place < from)) ??
    (direction === 1 ? places[0] : places.at(-1)) ??
    -1;
  const notice = `${places.indexOf(found) + 1} of ${places.length}`;
  const moved = {...state, notice, detail: {...detail, search, found}};
  const height = detailHeight(state);
  const isVisible = found >= detail.top && found < detail.top + height;
  return isVisible ? moved : scrollDetail(moved, found - Math.floor(height / 2) - detail.top);
}
