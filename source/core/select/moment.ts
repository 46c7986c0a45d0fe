import {t, type SafeText} from '../sanitize.ts';
import {type State} from '../state/model.ts';
import {formatDate, formatMinute, formatMonthDay, sameDay, type Zone} from '../time.ts';

/** A time as the status line writes it: with its date where that is not today. */
export function moment(time: number, state: State, zone: Zone): SafeText {
  return sameDay(time, state.now, zone)
    ? formatMinute(time, zone)
    : t`${dateOf(time, state, zone)} ${formatMinute(time, zone)}`;
}

/** The month and day alone within this year. */
function dateOf(time: number, state: State, zone: Zone): SafeText {
  return inThisYear(time, state, zone) ? formatMonthDay(time, zone) : formatDate(time, zone);
}

export function inThisYear(time: number, {now}: State, zone: Zone): boolean {
  return formatDate(time, zone).slice(0, 4) === formatDate(now, zone).slice(0, 4);
}
