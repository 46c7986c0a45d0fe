import {type Rect} from '../layout.ts';
import {safe, t} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {detailHeight, detailLines} from '../state/detail-moves.ts';
import {type State} from '../state/model.ts';
import {formatIso} from '../time.ts';
import {box} from './box.ts';

/** The pane with one whole record as JSON. */
export function selectDetail(state: State, rect: Rect): readonly Line[] {
  const {detail, store, ascii} = state;
  if (!detail) {
    return [];
  }

  const lines = detailLines(state);
  const height = detailHeight(state);
  const sentence = store.sentence(detail.row);
  const last = Math.min(lines.length, detail.top + height);
  const where = t`${detail.top + 1}${ascii ? t`-` : t`–`}${last} of ${lines.length}`;
  const search = detail.search === '' ? t`` : t` /${safe(detail.search, {ascii})}`;
  return box(
    {
      width: rect.width,
      height: rect.height,
      title: [
        span(t`${safe(sentence?.name ?? '', {ascii})}`, 'title'),
        span(t` ${formatIso(store.time(detail.row))}${search}`),
      ],
      corner: [span(where, 'dim')],
      hasFocus: state.focus === 'events',
      ascii,
    },
    lines
      .slice(detail.top, detail.top + height)
      .map((line, index) =>
        detail.top + index === detail.found
          ? [span(t` `), ...line.map(({text}) => span(text, 'found'))]
          : [span(t` `), ...line],
      ),
  );
}
