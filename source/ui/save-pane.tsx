import {type Rect} from '../core/layout.ts';
import {selectSave} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function SavePane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectSave(state, rect)} />;
}
