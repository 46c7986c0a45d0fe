import {t, type SafeText} from '../sanitize.ts';
import {span, type Line} from '../span.ts';
import {type State} from '../state/model.ts';
import {lineWidth} from '../text.ts';
import {grouped} from './numbers.ts';

/** What `q` asks where quitting loses what was loaded: in as many words as there is room for. */
export function quitLine({store, size, recording}: State): Line {
  const count = grouped(store.count);
  const events = store.count === 1 ? t`1 event is` : t`${count} events are`;
  const why: SafeText = recording?.problem ? t`not all recorded` : t`not saved`;
  const lines = [
    [t`${events} ${why}: quit?`, t`quits`, t`saves them`, t`stays`],
    [t`${count} ${why}: quit?`, t`quits`, t`saves`, t`stays`],
    [why, t`quits`, t`saves`, t`stays`],
  ].map(([asked = t``, quits = t``, saves = t``, stays = t``]): Line => [
    span(t` ${asked}`, 'warn'),
    span(t`  q`, 'key'),
    span(t` ${quits} `, 'dim'),
    span(t` S`, 'key'),
    span(t` ${saves} `, 'dim'),
    span(t` Esc`, 'key'),
    span(t` ${stays}`, 'dim'),
  ]);
  return lines.find((line) => lineWidth(line) <= size.columns) ?? lines.at(-1) ?? [];
}
