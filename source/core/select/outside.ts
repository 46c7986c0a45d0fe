import {t, type SafeText} from '../sanitize.ts';
import {presentOf, zoneOf, type State} from '../state/model.ts';
import {digitHolding, presetSpans} from '../state/range.ts';
import {formatDuration} from '../time.ts';
import {grouped} from './numbers.ts';
import {moment} from './moment.ts';

/** What matches of the loaded events though not in the range, when the newest of it was, and the key that goes there. */
export function outsideWords(state: State): readonly SafeText[] {
  const {store, view, filter, isFilterOff, frozenAt, choice, mode} = state;
  if (choice.kind === 'all' || store.count === 0) {
    return [];
  }

  const {rows, waiting} = state.visible.withoutRange({
    store,
    view,
    filter: isFilterOff ? undefined : filter,
    rowLimit: frozenAt ?? Infinity,
  });
  const count = grouped(rows.length);
  // Records that nobody has looked into yet may match as well.
  const least = waiting > 0 ? t`At least ${count}` : count;
  const loaded = mode === 'live' ? t` loaded` : t``;
  if (rows.length === 0) {
    // Live, what is loaded outside the range is no more than a chance.
    return waiting > 0 || mode === 'live' ? [] : [t`None matches outside this range either.`];
  }

  // The newest comes first; what has no readable time comes last, and is outside every range but that of everything.
  const newest = store.time(rows[0] ?? -1);
  const oldest = store.time(rows.at(-1) ?? -1);
  const zone = zoneOf(state);
  const when = Number.isNaN(newest)
    ? t`without a readable time`
    : t`newest ${moment(newest, state, zone)} ${zone.label}`;
  const digit = digitHolding(oldest, newest, presentOf(state));
  const key =
    digit === undefined
      ? t`t and all shows everything`
      : t`${digit} shows ${formatDuration(presetSpans[digit - 1] ?? 0)}`;
  return [
    t`${least}${loaded} ${rows.length === 1 ? t`event matches` : t`events match`} outside this range, ${when}: ${key}.`,
  ];
}
