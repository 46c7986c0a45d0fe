import {type DetailView} from '../detail/view.ts';
import {shownNameOf} from '../event-store/shown-field.ts';
import {type Rect} from '../layout.ts';
import {shortService} from '../reading/arn.ts';
import {safe, t} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {detailHeight, detailPlace, detailView} from '../state/detail-moves.ts';
import {type State} from '../state/model.ts';
import {formatIso} from '../time.ts';
import {box} from './box.ts';
import {markFound} from './found.ts';
import {grouped} from './numbers.ts';

/** The pane with one whole event: what is known of it in short, then the record as JSON. */
export function selectDetail(state: State, rect: Rect): readonly Line[] {
  const {detail, store, ascii} = state;
  if (!detail) {
    return [];
  }

  const view = detailView(state);
  const hasFocus = state.focus === 'events';
  const frame = {width: rect.width, height: rect.height, hasFocus, ascii};
  if (!view) {
    return box({...frame, title: [span(t`Event`, 'title')]}, goneLines);
  }

  const name = shownNameOf(store, detail.row);
  // On a narrow screen the time matters more; the record names the service.
  const service = shortService(store.field(detail.row, 'source')[0] ?? '');
  const source = rect.width < 70 || service === '' ? '' : ` ${service}`;
  const search = detail.search === '' ? t`` : t` /${safe(detail.search, {ascii})}`;
  const count = view.lines.length;
  const at = Math.min(detail.cursor + 1, count);
  return box(
    {
      ...frame,
      title: [
        span(safe(name, {ascii}), 'title'),
        span(t`${safe(source, {ascii})} ${formatIso(store.time(detail.row))}${search}`),
      ],
      corner: [span(t`line ${grouped(at)} of ${grouped(count)}`, 'dim')],
    },
    rowsInSight(state, view),
  );
}

/** The event has gone while it was read. */
const goneLines: readonly Line[] = [
  [],
  [span(t` This event is not kept any more: newer ones have taken its place.`, 'warn')],
  [span(t` Esc goes back to the list; --max-events keeps more of them.`, 'dim')],
];

function rowsInSight(state: State, view: DetailView): readonly Line[] {
  const {detail, ascii} = state;
  const height = detailHeight(state);
  const place = detailPlace(state, view);
  const rows: Line[] = [];
  for (let position = place.top; rows.length < height && position < view.lines.length; position++) {
    const isCursor = position === place.cursor;
    const own = view.rowsAt(position);
    const drawn = isCursor && detail?.found === position ? markFound(own, detail.search) : own;
    const first = position === place.top ? place.skip : 0;
    for (const [index, row] of drawn.slice(first, first + height - rows.length).entries()) {
      const isMarked = isCursor && index === 0;
      rows.push([isMarked ? span(ascii ? t`> ` : t`▸ `, 'cursorLine') : span(t`  `), ...row]);
    }
  }

  return rows;
}
