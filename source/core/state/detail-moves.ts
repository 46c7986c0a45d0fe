import {isFolded} from '../detail/tree.ts';
import {orderOf, positionOf} from '../detail/lines.ts';
import {viewOf, type DetailView} from '../detail/view.ts';
import {layOut} from '../layout.ts';
import {inSight, jumpTo, page, stepDown, stepUp, type DetailPlace} from './detail-scroll.ts';
import {zoneOf, type DetailState, type State} from './model.ts';

/** What the detail pane shows; undefined where none is open, or where its event is not kept any more. */
export function detailView(state: State): DetailView | undefined {
  const {detail, store, size, ascii} = state;
  return (
    detail &&
    viewOf(store, detail.row, {
      cells: size.columns - 4,
      ascii,
      zone: state.zone === 'local' ? zoneOf(state) : undefined,
      toggled: detail.toggled,
    })
  );
}

/** Lines of the detail pane inside its border. */
export function detailHeight(state: State): number {
  const layout = layOut(state.size.columns, state.size.rows, 'events', state.isMaximised);
  const rect = layout.kind === 'panes' ? layout.events : undefined;
  return Math.max(1, (rect?.height ?? state.size.rows - 2) - 2);
}

/** Where in the detail one is, with the cursor in sight at the present size. */
export function detailPlace(state: State, view: DetailView): DetailPlace {
  return inSight(view, state.detail ?? {cursor: 0, top: 0, skip: 0}, detailHeight(state));
}

export function openDetail(state: State): State {
  return state.cursor === undefined
    ? {...state, notice: 'no event is under the cursor'}
    : {
        ...state,
        focus: 'events',
        // What is read stays selected when newer events come.
        isFollowing: false,
        detail: {
          row: state.cursor,
          cursor: 0,
          top: 0,
          skip: 0,
          toggled: new Set(),
          search: '',
          found: -1,
        },
      };
}

/** Arrow keys move by one line, page keys by so many rows. */
export function scrollDetail(state: State, by: number): State {
  const view = detailView(state);
  if (!view) {
    return state;
  }

  const place = detailPlace(state, view);
  const height = detailHeight(state);
  const moved =
    by === 1
      ? stepDown(view, place, height)
      : by === -1
        ? stepUp(view, place, height)
        : page(view, place, height, by);
  return changed(state, {...moved, found: -1});
}

/** The same state where nothing is new. */
function changed(state: State, change: Partial<DetailState>): State {
  const {detail} = state;
  if (!detail) {
    return state;
  }

  const next = {...detail, ...change};
  const isSame = (['cursor', 'top', 'skip', 'toggled', 'found', 'search'] as const).every(
    (key) => next[key] === detail[key],
  );
  return isSame ? state : {...state, detail: next};
}

/** Enter: opens or folds the object or list under the cursor; on its last line, the one that ends there. */
export function toggleFold(state: State): State {
  const line = lineUnderCursor(state);
  const isHolder = (line?.kind === 'node' && line.node.shape !== 'none') || line?.kind === 'close';
  return isHolder && line.node.depth > 0
    ? fold(state, [line.node.id], line.node.id)
    : {...state, notice: 'there is nothing to fold in this line'};
}

/** `→` in the detail: opens what is folded, else goes into it. */
export function openFold(state: State): State {
  const line = lineUnderCursor(state);
  if (line?.kind !== 'node' || line.node.shape === 'none') {
    return state;
  }

  return line.isFolded ? fold(state, [line.node.id], line.node.id) : scrollDetail(state, 1);
}

/** `←` in the detail: folds what is open, else goes to what the line is in. */
export function closeFold(state: State): State {
  const view = detailView(state);
  const line = lineUnderCursor(state);
  if (!view || (line?.kind !== 'node' && line?.kind !== 'close')) {
    return state;
  }

  const {node} = line;
  const canFold = node.shape !== 'none' && node.depth > 0;
  if (canFold && (line.kind === 'close' || !line.isFolded)) {
    return fold(state, [node.id], node.id);
  }

  return node.parent < 0 ? state : goTo(state, node.parent);
}

/** `E` in the detail: opens everything; where all is open, folds all that the record holds. */
export function foldAll(state: State): State {
  const view = detailView(state);
  const {detail} = state;
  if (!view || !detail) {
    return state;
  }

  const foldable = view.nodes.filter(({shape, depth}) => shape !== 'none' && depth > 0);
  const folded = foldable.filter((node) => isFolded(node, detail.toggled));
  const wanted = folded.length > 0 ? folded : foldable.filter(({depth}) => depth === 1);
  const line = lineUnderCursor(state);
  const under = line?.kind === 'node' || line?.kind === 'close' ? line.node.id : undefined;
  return fold(
    state,
    wanted.map(({id}) => id),
    under,
  );
}

/** Turns folds, with the cursor on a value afterwards, or where it was. */
function fold(state: State, ids: readonly number[], cursorOn: number | undefined): State {
  const {detail} = state;
  if (!detail) {
    return state;
  }

  const turned = new Set(detail.toggled);
  for (const id of ids) {
    if (!turned.delete(id)) {
      turned.add(id);
    }
  }

  const next = {...state, detail: {...detail, toggled: turned, found: -1}};
  return cursorOn === undefined ? next : goTo(next, cursorOn);
}

/** The cursor on a value of the record. */
function goTo(state: State, id: number): State {
  const view = detailView(state);
  return view && state.detail ? jump(state, view, positionOf(view.lines, view.nodes, id)) : state;
}

function jump(state: State, view: DetailView, cursor: number): State {
  const {top = 0, skip = 0} = state.detail ?? {};
  return changed(state, jumpTo(view, {cursor, top, skip}, detailHeight(state)));
}

function lineUnderCursor(state: State) {
  return detailView(state)?.lines[state.detail?.cursor ?? -1];
}

/** The next place of what is searched, around the end of the record; what is folded around it is opened. */
export function findInDetail(
  state: State,
  search: string,
  direction: 1 | -1,
  isFromHere = false,
): State {
  const {detail} = state;
  const view = detailView(state);
  if (!detail || !view) {
    return state;
  }

  const places = view.index.find(search);
  if (places.length === 0) {
    const notice = search === '' ? '' : `"${search}" is not in this record`;
    return {...state, notice, detail: {...detail, search, found: -1}};
  }

  const here = orderOf(view.lines[detail.cursor], view.card.length) - (isFromHere ? 0.1 : 0);
  const found =
    (direction === 1 ? places.find((at) => at > here) : places.findLast((at) => at < here)) ??
    (direction === 1 ? places[0] : places.at(-1)) ??
    0;
  const notice = `${places.indexOf(found) + 1} of ${places.length}`;
  const shown = show({...state, notice, detail: {...detail, search}}, view, found);
  return changed(shown, {found: shown.detail?.cursor ?? -1});
}

/** The cursor on a place of the search, with everything around it open. */
function show(state: State, view: DetailView, at: number): State {
  const id = at - view.card.length;
  if (id < 0) {
    return jump(state, view, at);
  }

  const around: number[] = [];
  for (let node = view.nodes[view.nodes[id]?.parent ?? -1]; node; node = view.nodes[node.parent]) {
    if (isFolded(node, state.detail?.toggled ?? new Set())) {
      around.push(node.id);
    }
  }

  return around.length > 0 ? fold(state, around, id) : goTo(state, id);
}
