import {type Rect} from '../core/layout.ts';
import {selectAlarms} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function AlarmsPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectAlarms(state, rect)} />;
}
