import {type CommandId} from '../commands.ts';
import {type Filter} from '../filter.ts';
import {everywhereChoices, whenFound, type EverywhereChoice} from '../loading/everywhere.ts';
import {emptyLine} from './line-edit.ts';
import {paletteEntries, type PaletteEntry} from './palette.ts';
import {chartedOf, isUntouched, mostCharted, pickerEntries} from './picker.ts';
import {acceptLink} from './pivot-chain.ts';
import {acceptPivot, pivotEntries} from './pivot-menu.ts';
import {remember} from './pivot-way.ts';
import {acceptAlarm, alarmEntries} from './alarms.ts';
import {presentOf, type State} from './model.ts';
import {digitHolding} from './range.ts';
import {choosePreset, chooseRange} from './range-moves.ts';
import {metricEntries} from './metric-entries.ts';
import {acceptMetric} from './metric-menu.ts';
import {applyPreset, presetsHere} from './presets.ts';
import {acceptCopy} from './copy.ts';
import {moveFormat} from './save.ts';

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
  if (state.mode === 'archive') {
    return {...ofLogins(state), notice: 'sign-ins of the archive; Esc goes back'};
  }

  const choice = {label: 'sign-ins', attribute: {key: 'EventName', value: 'ConsoleLogin'}};
  return {
    ...searchEverywhere(state, choice),
    overlay: {kind: 'everywhere', row: -1, selected: 0},
  };
}

/** Only sign-ins are listed. */
function ofLogins(state: State): State {
  const filter: Filter = [{kind: 'class', classes: ['login'], negated: false}];
  return {...remember(state), filter, isFilterOff: false};
}

/** Begins a search; what older ones still answer is dropped. */
function searchEverywhere(state: State, choice: EverywhereChoice): State {
  const request = state.searches + 1;
  return {...state, searches: request, everywhere: {choice, request, answers: new Map()}};
}

/** Enter at the sign-ins: the list of them, over a range that holds what was found. Esc leads back as from the filter. */
function showHits(state: State): State {
  const {oldest, newest} = whenFound(state.everywhere) ?? {};
  if (oldest === undefined || newest === undefined) {
    return {...state, notice: 'nothing has been found yet'};
  }

  const closed = {
    ...ofLogins(state),
    overlay: undefined,
    focus: 'events' as const,
    detail: undefined,
  };
  const {since, until} = state.range;
  if (oldest >= since && newest < until) {
    return closed;
  }

  const digit = digitHolding(oldest, newest, presentOf(state));
  return digit === undefined ? chooseRange(closed, {kind: 'all'}) : choosePreset(closed, digit);
}

/** How many entries the open menu has for what is typed. */
function entryCount(state: State): number {
  const {overlay} = state;
  switch (overlay?.kind) {
    case 'palette': {
      return paletteEntries(overlay.line.text, presetsHere(state)).length;
    }

    case 'picker': {
      return pickerEntries(state, overlay.line.text).length;
    }

    case 'everywhere': {
      return everywhereChoices(state.store, overlay.row).length;
    }

    case 'metric': {
      return metricEntries(state).length;
    }

    case 'alarms': {
      return alarmEntries(state).length;
    }

    case 'pivots': {
      return pivotEntries(state).length;
    }

    case 'copy': {
      return overlay.choices.length;
    }

    default: {
      return 0;
    }
  }
}

export function moveSelection(state: State, by: number): State {
  const {overlay} = state;
  if (overlay?.kind === 'save') {
    return moveFormat(state, by);
  }

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

  const entry = pickerEntries(state, overlay.line.text)[overlay.selected];
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
      const entry = paletteEntries(overlay.line.text, presetsHere(state))[overlay.selected];
      const closed = {...state, overlay: undefined};
      return entry ? runEntry(closed, entry, run) : closed;
    }

    case 'everywhere': {
      if (overlay.row === -1) {
        return showHits(state);
      }

      const choice = everywhereChoices(state.store, overlay.row)[overlay.selected];
      return choice ? searchEverywhere(state, choice) : state;
    }

    case 'metric': {
      return acceptMetric(state);
    }

    case 'alarms': {
      return acceptAlarm(state);
    }

    case 'pivots': {
      return acceptPivot(state);
    }

    case 'copy': {
      return acceptCopy(state);
    }

    case 'chain': {
      return acceptLink(state);
    }

    case 'picker': {
      return chart(state, overlay.chosen, overlay.selected, overlay.line.text);
    }

    default: {
      return state;
    }
  }
}

function runEntry(
  state: State,
  entry: PaletteEntry,
  run: (state: State, id: CommandId) => State,
): State {
  if (entry.kind === 'command') {
    return run(state, entry.id);
  }

  // Sign-ins are looked for in every region, as their key does.
  return entry.id === 'logins' ? run(state, 'logins') : applyPreset(state, entry.preset);
}

/** Charts what was chosen with Space; where nothing was changed with it, the entry under the cursor alone. */
function chart(state: State, chosen: readonly string[], selected: number, typed: string): State {
  const entry = pickerEntries(state, typed)[selected];
  const {ids: charted, left} = chartedOf(
    state,
    isUntouched(chosen, state.chart.charted) && entry ? [entry.id] : chosen,
  );
  return {
    ...state,
    overlay: undefined,
    notice: left > 0 ? `${mostCharted} at a time: ${left} more left out` : state.notice,
    chart: {
      ...state.chart,
      generation: state.chart.generation + 1,
      charted,
      why: 'chosen',
      problem: undefined,
    },
  };
}
