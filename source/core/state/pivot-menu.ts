import {aroundMinutes, pivotsOf, type Pivot} from '../pivots/offers.ts';
import {minute} from '../time.ts';
import {pickedInDetail} from './detail-picked.ts';
import {emptyLine} from './line-edit.ts';
import {openChain} from './pivot-chain.ts';
import {leadTo} from './pivot-lead.ts';
import {liveEnd, presetSpans, type RangeChoice} from './range.ts';
import {type State} from './model.ts';

/** `>`: the ways on from the event under the cursor, in the detail from that event and the value pointed at there. */
export function openPivots(state: State): State {
  const row = state.detail?.row ?? state.cursor;
  const {value: picked = '', field: pickedField = ''} =
    (state.focus === 'events' ? pickedInDetail(state) : undefined) ?? {};
  return row === undefined
    ? {...state, notice: 'no event is under the cursor'}
    : {...state, overlay: {kind: 'pivots', row, picked, pickedField, line: emptyLine, selected: 0}};
}

/** The pivots of the open menu whose name or value holds every word that is typed. */
export function pivotEntries(state: State): readonly Pivot[] {
  const {overlay, store} = state;
  if (overlay?.kind !== 'pivots') {
    return [];
  }

  const words = overlay.line.text.toLowerCase().split(/\s+/v).filter(Boolean);
  return pivotsOf(store, overlay.row, overlay.picked, overlay.pickedField).filter(
    ({label, value}) => {
      const text = `${label} ${value}`.toLowerCase();
      return words.every((word) => text.includes(word));
    },
  );
}

/** Enter in the menu of pivots. */
export function acceptPivot(state: State): State {
  const {overlay} = state;
  if (overlay?.kind !== 'pivots') {
    return state;
  }

  const pivot = pivotEntries(state)[overlay.selected];
  const closed: State = {...state, overlay: overlay.under};
  return pivot ? follow(closed, pivot, overlay.row) : closed;
}

function follow(state: State, {aim}: Pivot, row: number): State {
  switch (aim.kind) {
    case 'filter': {
      return leadTo(state, row, aim.filter);
    }

    case 'history': {
      return leadTo(state, row, aim.filter, longestLoaded(state));
    }

    case 'around': {
      const reach = aroundMinutes * minute;
      return leadTo(state, row, undefined, {
        kind: 'fixed',
        since: aim.time - reach,
        until: aim.time + reach,
      });
    }

    case 'chain': {
      return openChain(state, aim.key, row);
    }
  }
}

/** The longest range of which anything is loaded: all of an archive; live, the preset that reaches back to it. */
function longestLoaded(state: State): RangeChoice {
  if (state.mode === 'archive') {
    return {kind: 'all'};
  }

  const oldest = Math.min(state.range.since, ...state.coverage.map(({since}) => since));
  if (oldest >= state.range.since && state.range.until >= state.now) {
    return state.choice;
  }

  // A live range ends a little after now, so its beginning is what counts.
  const reaching = presetSpans.find((span) => liveEnd(state.now, span) - span <= oldest);
  return {kind: 'live', span: reaching ?? presetSpans.at(-1) ?? state.now - oldest};
}
