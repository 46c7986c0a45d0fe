import {type Rect} from '../core/layout.ts';
import {selectChart} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function ChartPane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectChart(state, rect)} />;
}
