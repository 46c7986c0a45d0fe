import {type Rect} from '../core/layout.ts';
import {selectBefore} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function BeforePane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectBefore(state, rect)} />;
}
