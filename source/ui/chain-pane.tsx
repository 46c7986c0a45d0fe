import {type Rect} from '../core/layout.ts';
import {selectChain} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function ChainPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectChain(state, rect)} />;
}
