/** What each part of the screen shows: pure functions from the state to lines of safe text. */
export {selectBottom, hintsFor} from './select/bottom.ts';
export {selectChart} from './select/chart.ts';
export {selectEverywhere} from './select/everywhere.ts';
export {selectDetail} from './select/detail.ts';
export {selectEvents} from './select/events.ts';
export {selectPalette} from './select/menus.ts';
export {selectReading} from './select/readings.ts';
export {selectPicker, type PickerTable} from './select/picker.ts';
export {selectStatus} from './select/status.ts';
export {tooSmallLines} from './select/too-small.ts';
export {typedLine} from './select/typed-line.ts';
