import {selectBottom} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function BottomLine({state}: {readonly state: State}) {
  return <Lines lines={[selectBottom(state)]} />;
}
