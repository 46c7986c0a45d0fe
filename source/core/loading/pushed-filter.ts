import {pushDown, type PushedTerm} from '../filter.ts';
import {type State} from '../state/model.ts';
import {sentenceNames} from '../what.ts';

/**
 * The term of the filter that AWS can select by, once it is no longer being typed: the most selective one that cannot
 * change the answer. Reads and writes are told apart by the passes anyway.
 */
export function pushedTerm(state: State): PushedTerm | undefined {
  if (
    !state.filter ||
    state.isFilterOff ||
    state.prompt?.kind === 'filter' ||
    state.mode !== 'live'
  ) {
    return undefined;
  }

  // Names whose exact spelling is known: those that have occurred, and those with a sentence of their own.
  const known = new Set([...state.store.names.keys(), ...sentenceNames]);
  return pushDown(state.filter, known).find(({attribute}) => attribute !== 'ReadOnly');
}
