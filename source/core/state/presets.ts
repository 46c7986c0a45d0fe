import {fieldTerm} from '../filter.ts';
import {filterText} from '../filter/vocabulary.ts';
import {presets, type Preset} from '../presets.ts';
import {withRemembered} from './filter-history.ts';
import {type State} from './model.ts';
import {remember} from './pivot-way.ts';
import {readFilter} from './prompts.ts';

/** What names the caller of an event, and the words before the name. */
const actorFields: ReadonlyArray<readonly [field: string, words: string]> = [
  ['user', 'calls by'],
  ['role', 'calls by the role'],
  ['key', 'calls with the key'],
];

/** The presets that make sense here: the table's, and those of the caller of the event under the cursor. */
export function presetsHere(state: State): readonly Preset[] {
  return [...presets, ...actorPresets(state)];
}

function actorPresets({store, cursor}: State): readonly Preset[] {
  if (cursor === undefined) {
    return [];
  }

  return actorFields.flatMap(([field, words]) => {
    const [value] = store.field(cursor, field);
    return value === undefined || value === ''
      ? []
      : [
          {
            id: `by-${field}`,
            title: `${words} ${value}`,
            query: filterText([fieldTerm(field, value)]),
          },
        ];
  });
}

/** The list with a preset as its filter; Esc leads back to the filter that was there before. */
export function applyPreset(state: State, {query}: Preset): State {
  const answer = readFilter(state, query);
  return answer.ok
    ? {
        ...remember(state),
        filter: answer.filter,
        isFilterOff: false,
        detail: undefined,
        focus: 'events',
        filterHistory: withRemembered(state.filterHistory, query),
      }
    : {...state, notice: answer.problem.message};
}
