import {fieldTerm, type Term} from '../filter.ts';
import {filterText} from '../filter/vocabulary.ts';
import {cellFields} from './cell-fields.ts';
import {chosenColumn} from './columns.ts';
import {withRemembered} from './filter-history.ts';
import {remember} from './pivot-way.ts';
import {readFilter} from './prompts.ts';
import {type State} from './model.ts';

/** `f`: only events that have the value under the list's column. */
export function keepValue(state: State): State {
  return addTerm(state, false);
}

/** `x`: only events that do not have it. */
export function excludeValue(state: State): State {
  return addTerm(state, true);
}

function addTerm(state: State, isExcluded: boolean): State {
  const term = termOf(state, isExcluded);
  if (typeof term === 'string') {
    return {...state, notice: term};
  }

  // A filter that is off is not what the person sees: what they choose now begins anew.
  const before = state.isFilterOff ? [] : (state.filter ?? []);
  const words = filterText([term]);
  if (before.some((each) => filterText([each]) === words)) {
    return {...state, notice: `the filter says ${words} already`};
  }

  // What was kept and is left out now would leave nothing: the one takes the other's place.
  const opposite = filterText([{...term, negated: !term.negated}]);
  const others = before.filter((each) => filterText([each]) !== opposite);
  const text = `${filterText(others)} ${words}`.trim();
  const answer = readFilter(state, text);
  return answer.ok
    ? {
        ...remember(state),
        filter: answer.filter,
        isFilterOff: false,
        filterHistory: withRemembered(state.filterHistory, text),
      }
    : {...state, notice: answer.problem.message};
}

/** The term for the value under the cursor, or why there is none. */
function termOf(state: State, isExcluded: boolean): Term | string {
  const column = chosenColumn(state);
  if (!column || state.cursor === undefined) {
    return 'no event is under the cursor';
  }

  if (column.field === '') {
    return '← → choose the column whose value is meant; a time is none';
  }

  const {store, cursor} = state;
  for (const field of cellFields(store, cursor, column)) {
    const value = store.field(cursor, field)[0];
    if (value !== undefined) {
      return fieldTerm(field, value, isExcluded);
    }
  }

  return column.id === 'outcome'
    ? // No value of error is success: to keep it is to ask for its absence.
      fieldTerm('error', '', isExcluded)
    : `this event has no ${column.field}`;
}
