import {type Rect} from '../core/layout.ts';
import {selectMetricMenu} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function MetricPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectMetricMenu(state, rect)} />;
}
