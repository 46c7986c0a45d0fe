import {type Rect} from '../core/layout.ts';
import {selectPivots} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function PivotsPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectPivots(state, rect)} />;
}
