import {type Rect} from '../core/layout.ts';
import {selectEvents} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function EventsPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectEvents(state, rect)} />;
}
