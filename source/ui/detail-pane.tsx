import {type Rect} from '../core/layout.ts';
import {selectDetail} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function DetailPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectDetail(state, rect)} />;
}
