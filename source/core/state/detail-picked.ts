import {pathOf} from '../detail/tree.ts';
import {detailView} from './detail-moves.ts';
import {type State} from './model.ts';

/** A value of the event that is looked at, as it came, and the filter's field or path that has it. */
export type Picked = {
  readonly value: string;
  /** '' where no field and no path leads to it. */
  readonly field: string;
};

/** The value under the detail's cursor; undefined where its line is none: a bracket, an object, a null. */
export function pickedInDetail(state: State): Picked | undefined {
  const view = detailView(state);
  const line = view?.lines[state.detail?.cursor ?? -1];
  if (!view || !line) {
    return undefined;
  }

  if (line.kind === 'card') {
    const {value, field} = line.card;
    return value === '' ? undefined : {value, field};
  }

  const value = line.kind === 'node' ? line.node.value : undefined;
  if (line.kind !== 'node' || value === null || value === undefined || typeof value === 'object') {
    return undefined;
  }

  return {value: String(value), field: pathOf(view.nodes, line.node.id)};
}

/** The text of the value under the detail's cursor: a string as it came, other scalars as JSON writes them. */
export function pickedValue(state: State): string | undefined {
  return pickedInDetail(state)?.value;
}
