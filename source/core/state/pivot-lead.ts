import {type Filter} from '../filter.ts';
import {filterText} from '../filter/vocabulary.ts';
import {withRemembered} from './filter-history.ts';
import {remember} from './pivot-way.ts';
import {readFilter} from './prompts.ts';
import {type RangeChoice} from './range.ts';
import {chooseRange} from './range-moves.ts';
import {listLines} from './settle.ts';
import {type State} from './model.ts';

/**
 * The list of what a filter finds, reads too, with the cursor on an event of it. The filter takes the place of the one
 * that was there: a pivot is another question, and Esc leads back to this one.
 */
export function leadTo(
  state: State,
  row: number,
  filter: Filter | undefined,
  choice?: RangeChoice,
): State {
  const text = filterText(filter);
  // As if it had been typed: what the prompt then shows is what holds.
  const answer = readFilter(state, text);
  if (!answer.ok) {
    return {...state, notice: answer.problem.message};
  }

  const left = remember(state);
  const ranged =
    choice && JSON.stringify(choice) !== JSON.stringify(state.choice)
      ? chooseRange(left, choice)
      : left;
  return {
    ...ranged,
    filter: answer.filter,
    isFilterOff: false,
    view: 'all',
    detail: undefined,
    overlay: undefined,
    focus: 'events',
    cursor: row,
    cursorLine: row === state.cursor ? state.cursorLine : Math.floor(listLines(state) / 2),
    isFollowing: false,
    lost: undefined,
    filterHistory: withRemembered(state.filterHistory, text),
  };
}
