import {type Rect} from '../core/layout.ts';
import {selectCopyMenu} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function CopyPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectCopyMenu(state, rect)} />;
}
