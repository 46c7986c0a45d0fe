import {type State} from './model.ts';
import {pickerEntries} from './picker.ts';

/**
 * Who stands on an instance in the picker goes on standing on it: its list is put in another order as names, alarms and
 * events arrive, and Enter would chart another one.
 */
export function holdPicked(before: State, after: State): State {
  const {overlay} = after;
  const isSame =
    before.chart.instances === after.chart.instances &&
    before.chart.charted === after.chart.charted &&
    before.storeVersion === after.storeVersion &&
    before.range === after.range;
  if (overlay?.kind !== 'picker' || before.overlay !== overlay || isSame) {
    return after;
  }

  const {text} = overlay.line;
  const id = pickerEntries(before, text)[overlay.selected]?.id;
  const at = pickerEntries(after, text).findIndex((entry) => entry.id === id);
  return at === -1 || at === overlay.selected
    ? after
    : {...after, overlay: {...overlay, selected: at}};
}
