import {selectStatus} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function StatusLine({state}: {readonly state: State}) {
  return <Lines lines={[selectStatus(state)]} />;
}
