import {fieldTerm, type Term} from '../filter.ts';
import {filterText} from '../filter/vocabulary.ts';
import {listColumns} from './columns.ts';
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

  const text = `${filterText(state.filter)} ${filterText([term])}`.trim();
  const answer = readFilter(state, text);
  return answer.ok
    ? {
        ...state,
        filter: answer.filter,
        isFilterOff: false,
        filterHistory: [...state.filterHistory.filter((old) => old !== text), text],
      }
    : {...state, notice: answer.problem.message};
}

/** The term for the value under the cursor, or why there is none. */
function termOf(state: State, isExcluded: boolean): Term | string {
  const columns = listColumns(state);
  const column = columns[Math.min(state.column, columns.length - 1)];
  if (!column || state.cursor === undefined) {
    return 'no event is under the cursor';
  }

  if (column.field === '') {
    return '← → choose the column whose value is meant; a time is none';
  }

  const {store, cursor} = state;
  const fields = column.id === 'what' ? ['instance', 'resource'] : [column.field];
  for (const field of fields) {
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
