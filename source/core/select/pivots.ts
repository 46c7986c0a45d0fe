import {type Filter} from '../filter.ts';
import {shownNameOf} from '../event-store/shown-field.ts';
import {type Rect} from '../layout.ts';
import {countMatches} from '../pivots/counts.ts';
import {type Pivot} from '../pivots/offers.ts';
import {safe, t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {dateOfList} from '../state/columns.ts';
import {pivotEntries} from '../state/pivot-menu.ts';
import {zoneOf, type State} from '../state/model.ts';
import {cellWidth, fit, repeat} from '../text.ts';
import {formatClock, formatDate} from '../time.ts';
import {box} from './box.ts';
import {grouped} from './numbers.ts';
import {typedLine} from './typed-line.ts';

const labelCells = 20;

/** The menu of pivots, over both panes: what is typed, and each way on with how many loaded events it finds. */
export function selectPivots(state: State, rect: Rect): readonly Line[] {
  const {overlay, ascii, store} = state;
  if (overlay?.kind !== 'pivots') {
    return [];
  }

  const inside = rect.width - 2;
  const entries = pivotEntries(state);
  const height = Math.max(1, rect.height - 4);
  const top = Math.max(0, Math.min(overlay.selected - height + 1, entries.length - height));
  const shown = entries.slice(top, top + height);
  const counts = countsOf(state, shown);
  const lines = shown.map((pivot, index) =>
    entryLine(pivot, counts[index] ?? t``, top + index === overlay.selected, inside, ascii),
  );
  const name = safe(shownNameOf(store, overlay.row) || 'this event', {ascii});
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [span(t`Pivot from ${name}`, 'title'), span(t` ${timeOf(state, overlay.row)}`)],
      corner: [span(t`loaded events`, 'dim')],
      hasFocus: true,
      ascii,
    },
    [
      typedLine(t` > `, overlay.line, inside, ascii),
      [span(repeat(ascii ? t`-` : t`─`, inside), 'border')],
      ...(lines.length > 0 ? lines : [[span(t`   no way on is called that`, 'dim')]]),
    ],
  );
}

function timeOf(state: State, row: number): SafeText {
  const [time, zone] = [state.store.time(row), zoneOf(state)];
  const clock = formatClock(time, zone);
  return dateOfList(state) === 'none' ? clock : t`${formatDate(time, zone)} ${clock}`;
}

/** Counts of the entries in view; nothing where counting would open records. */
function countsOf({store}: State, shown: readonly Pivot[]): readonly SafeText[] {
  const counts = countMatches(
    store,
    shown.map((pivot) => filterOf(pivot)),
  );
  return counts.map((count) => (count === undefined ? t`` : grouped(count)));
}

function filterOf(pivot: Pivot): Filter {
  return 'filter' in pivot.aim ? pivot.aim.filter : [];
}

function entryLine(
  {label, value}: Pivot,
  count: SafeText,
  isSelected: boolean,
  cells: number,
  ascii: boolean,
): Line {
  const mark = isSelected ? (ascii ? t`>` : t`▸`) : t` `;
  const name = fit(safe(label, {ascii}), labelCells, ascii);
  const room = cells - labelCells - cellWidth(count) - 7;
  const text = fit(safe(value, {ascii}), room, ascii);
  return isSelected
    ? [span(fit(t` ${mark} ${name}  ${text} ${count}`, cells, ascii), 'cursor')]
    : [span(t` ${mark} `), span(name, 'key'), span(t`  ${text} ${count}`)];
}
