import {type CommandId} from '../commands.ts';
import {type Filter} from '../filter.ts';
import {everywhereChoices} from '../loading/everywhere.ts';
import {emptyLine} from './line-edit.ts';
import {paletteEntries} from './palette.ts';
import {mostCharted, pickerEntries} from './picker.ts';
import {type State} from './model.ts';

export function openPalette(state: State): State {
  return {...state, overlay: {kind: 'palette', line: emptyLine, selected: 0}};
}

export function openPicker(state: State): State {
  return {
    ...state,
    overlay: {kind: 'picker', line: emptyLine, selected: 0, chosen: state.chart.charted},
  };
}

/** `R`: which value of the event under the cursor is looked for in every region. */
export function openEverywhere(state: State): State {
  if (state.mode === 'archive') {
    return {...state, notice: 'an archive is all there is to search: / filters it'};
  }

  return state.cursor === undefined
    ? {...state, notice: 'no event is under the cursor'}
    : {
        ...state,
        everywhere: undefined,
        overlay: {kind: 'everywhere', row: state.cursor, selected: 0},
      };
}

/** `L`: sign-ins are recorded in the region of the sign-in endpoint, so every region is asked. */
export function showLogins(state: State): State {
  const filter: Filter = [{kind: 'class', classes: ['login'], negated: false}];
  const filtered = {...state, filter, isFilterOff: false};
  if (state.mode === 'archive') {
    return filtered;
  }

  const choice = {label: 'sign-ins', attribute: {key: 'EventName', value: 'ConsoleLogin'}};
  const request = (state.everywhere?.request ?? 0) + 1;
  return {
    ...filtered,
    everywhere: {choice, request, answers: new Map()},
    overlay: {kind: 'everywhere', row: -1, selected: 0},
  };
}

/** How many entries the open menu has for what is typed. */
function entryCount(state: State): number {
  const {overlay} = state;
  switch (overlay?.kind) {
    case 'palette': {
      return paletteEntries(overlay.line.text).length;
    }

    case 'picker': {
      return pickerEntries(state.chart.instances, overlay.line.text).length;
    }

    case 'everywhere': {
      return everywhereChoices(state.store, overlay.row).length;
    }

    default: {
      return 0;
    }
  }
}

export function moveSelection(state: State, by: number): State {
  const {overlay} = state;
  if (!overlay || !('selected' in overlay)) {
    return state;
  }

  const selected = Math.min(Math.max(0, overlay.selected + by), Math.max(0, entryCount(state) - 1));
  return {...state, overlay: {...overlay, selected}};
}

/** Space in the picker. */
export function toggleChosen(state: State): State {
  const {overlay} = state;
  if (overlay?.kind !== 'picker') {
    return state;
  }

  const entry = pickerEntries(state.chart.instances, overlay.line.text)[overlay.selected];
  if (!entry) {
    return state;
  }

  if (overlay.chosen.includes(entry.id)) {
    return {
      ...state,
      overlay: {...overlay, chosen: overlay.chosen.filter((id) => id !== entry.id)},
    };
  }

  return overlay.chosen.length >= mostCharted
    ? {...state, notice: `${mostCharted} at a time: leave one out first`}
    : {...state, overlay: {...overlay, chosen: [...overlay.chosen, entry.id]}};
}

/** Enter in a menu. `run` does what the palette's entry means. */
export function acceptOverlay(state: State, run: (state: State, id: CommandId) => State): State {
  const {overlay} = state;
  switch (overlay?.kind) {
    case 'palette': {
      const entry = paletteEntries(overlay.line.text)[overlay.selected];
      const closed = {...state, overlay: undefined};
      return entry ? run(closed, entry.id) : closed;
    }

    case 'everywhere': {
      const choice = everywhereChoices(state.store, overlay.row)[overlay.selected];
      const request = (state.everywhere?.request ?? 0) + 1;
      return choice ? {...state, everywhere: {choice, request, answers: new Map()}} : state;
    }

    case 'picker': {
      return chart(state, overlay.chosen, overlay.selected, overlay.line.text);
    }

    default: {
      return state;
    }
  }
}

/** Charts what was chosen with Space; where nothing was changed with it, the entry under the cursor alone. */
function chart(state: State, chosen: readonly string[], selected: number, typed: string): State {
  const isUntouched =
    chosen.length === state.chart.charted.length &&
    chosen.every((id, index) => id === state.chart.charted[index]);
  const entry = pickerEntries(state.chart.instances, typed)[selected];
  const charted = isUntouched && entry ? [entry.id] : chosen;
  return {
    ...state,
    overlay: undefined,
    chart: {
      ...state.chart,
      generation: state.chart.generation + 1,
      charted,
      why: 'chosen',
      problem: undefined,
    },
  };
}
