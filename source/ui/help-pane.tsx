import {type Rect} from '../core/layout.ts';
import {selectHelp} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function HelpPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectHelp(state, rect)} />;
}
