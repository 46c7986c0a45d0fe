import {type Rect} from '../core/layout.ts';
import {selectPalette} from '../core/select.ts';
import {type State} from '../core/state.ts';
import {Lines} from './lines.tsx';

export function PalettePane({state, rect}: {readonly state: State; readonly rect: Rect}) {
  return <Lines lines={selectPalette(state, rect)} />;
}
