import {type Rect} from '../core/layout.ts';
import {selectEverywhere} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function EverywherePane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectEverywhere(state, rect)} />;
}
