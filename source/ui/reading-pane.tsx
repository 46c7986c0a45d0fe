import {type Rect} from '../core/layout.ts';
import {selectReading} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function ReadingPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectReading(state, rect)} />;
}
