import {isViewName, viewNameRule} from '../config/view-name.ts';
import {presets} from '../presets.ts';
import {openCommand, viewEntries} from '../written/view-entries.ts';
import {type KeepReport} from './keeping.ts';
import {type State} from './model.ts';

/** Enter behind a name: the view is to be kept; what became of it comes from the writer. */
export function acceptViewName(state: State): State {
  const {prompt, keeping} = state;
  const name = prompt?.line.text.trim().replace(/^@/v, '') ?? '';
  if (!prompt || keeping) {
    return state;
  }

  if (!isViewName(name)) {
    return refused(state, viewNameRule);
  }

  if (presets.some(({id}) => id === name) && prompt.mayReplace !== name) {
    const words = `@${name} is a view of trailtop's own: Enter again puts yours in its place, or type another name`;
    return mayReplace(refused(state, words), name);
  }

  return {
    ...state,
    keeps: state.keeps + 1,
    keeping: {
      serial: state.keeps + 1,
      name,
      entries: viewEntries(state),
      mayReplace: prompt.mayReplace === name,
      command: openCommand(state, name),
    },
  };
}

/** What the writer says; of a view that is no longer being kept it says nothing. */
export function takeKeepReport(state: State, serial: number, report: KeepReport): State {
  const {keeping, prompt} = state;
  if (keeping?.serial !== serial) {
    return state;
  }

  const ended = {...state, keeping: undefined};
  const isOpen = prompt?.kind === 'view';
  switch (report.status) {
    case 'kept': {
      const {command} = keeping;
      return {
        ...ended,
        prompt: isOpen ? undefined : prompt,
        notice: `kept: ${command}  (${report.path})`,
        kept: [...state.kept.filter((each) => each !== command), command],
      };
    }

    case 'exists': {
      const words = `there is a view @${keeping.name} already: Enter again replaces it, or type another name`;
      const told = refused(ended, words);
      return told.prompt?.kind === 'view'
        ? mayReplace(told, keeping.name)
        : {...ended, notice: `there is a view @${keeping.name} already: it was not replaced`};
    }

    case 'failed': {
      return isOpen ? refused(ended, report.message) : {...ended, notice: report.message};
    }
  }
}

/** The same name, entered again, is meant. */
function mayReplace(state: State, name: string): State {
  return state.prompt ? {...state, prompt: {...state.prompt, mayReplace: name}} : state;
}

function refused(state: State, message: string): State {
  return state.prompt?.kind === 'view'
    ? {...state, prompt: {...state.prompt, problem: {column: 0, message}}}
    : state;
}
