import {fieldTerm} from '../filter.ts';
import {everywhereChoices} from '../loading/everywhere.ts';
import {chainOf, type Chain, type ChainLink} from '../pivots/chain.ts';
import {callerKey} from '../pivots/minted.ts';
import {leadTo} from './pivot-lead.ts';
import {type RangeChoice} from './range.ts';
import {type State} from './model.ts';

let remembered: {store: State['store']; version: number; key: string; chain: Chain} | undefined;

/** The chain that is open. It is drawn with every key: the last one is remembered until events come. */
export function openedChain(state: State): Chain {
  const {overlay, store} = state;
  const key = overlay?.kind === 'chain' ? overlay.key : '';
  if (
    remembered?.store !== store ||
    remembered.version !== store.version ||
    remembered.key !== key
  ) {
    remembered = {store, version: store.version, key, chain: chainOf(store, key)};
  }

  return remembered.chain;
}

/** The chain of an access key, with the cursor where the event stands in it: on what it minted, else on its own key. */
export function openChain(state: State, key: string, row: number): State {
  const {links} = chainOf(state.store, key);
  const own = links.findIndex((link) => link.row === row);
  const asked = links.findIndex(({isAsked}) => isAsked);
  const selected = Math.max(0, own === -1 ? asked : own);
  return {...state, overlay: {kind: 'chain', key, row, selected}};
}

export function moveInChain(state: State, by: number): State {
  const {overlay} = state;
  if (overlay?.kind !== 'chain') {
    return state;
  }

  const last = Math.max(0, openedChain(state).links.length - 1);
  const selected = Math.min(Math.max(0, overlay.selected + by), last);
  return selected === overlay.selected ? state : {...state, overlay: {...overlay, selected}};
}

function selectedLink(state: State): ChainLink | undefined {
  const {overlay} = state;
  return overlay?.kind === 'chain' ? openedChain(state).links[overlay.selected] : undefined;
}

/** Enter in the chain: the call that handed the key out, among what else happened; without one, what the key did. */
export function acceptLink(state: State): State {
  const link = selectedLink(state);
  if (!link) {
    return {...state, overlay: undefined};
  }

  return link.row === undefined
    ? filterLink(state)
    : leadTo(state, link.row, undefined, rangeWith(state, link.row));
}

/** `f` in the chain: what was done with the key. */
export function filterLink(state: State): State {
  const {overlay, store} = state;
  const link = selectedLink(state);
  if (!link || overlay?.kind !== 'chain') {
    return state;
  }

  const isOfEvent = callerKey(store, overlay.row) === link.key;
  return leadTo(state, isOfEvent ? overlay.row : (link.row ?? overlay.row), [
    fieldTerm('key', link.key),
  ]);
}

/** The present range where the event is in it; else one as long around the event. */
export function rangeWith(state: State, row: number): RangeChoice {
  const {range, choice, store, mode} = state;
  const time = store.time(row);
  if (choice.kind === 'all' || (time >= range.since && time < range.until)) {
    return choice;
  }

  if (mode === 'archive' || !Number.isFinite(time)) {
    return {kind: 'all'};
  }

  const half = Math.round((range.until - range.since) / 2);
  return {kind: 'fixed', since: time - half, until: time + half};
}

/** `R` in the chain: every region is asked who handed the first key out, where that is not known. */
export function chainEverywhere(state: State): State {
  const {overlay, store, mode} = state;
  if (overlay?.kind !== 'chain') {
    return state;
  }

  if (mode === 'archive') {
    return {...state, notice: 'an archive is all there is to search'};
  }

  const {links, unminted} = openedChain(state);
  const key = unminted ?? overlay.key;
  // The menu asks about an event: one that was made with the key.
  const row = links.find(
    (link) => link.row !== undefined && callerKey(store, link.row) === key,
  )?.row;
  const asked = row ?? overlay.row;
  const selected = everywhereChoices(store, asked).findIndex(
    ({attribute}) => attribute.key === 'ResourceName' && attribute.value === key,
  );
  return {
    ...state,
    everywhere: undefined,
    overlay: {kind: 'everywhere', row: asked, selected: Math.max(0, selected)},
  };
}
