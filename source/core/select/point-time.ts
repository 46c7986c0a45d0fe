import {t, type SafeText} from '../sanitize.ts';
import {zoneOf, type State} from '../state/model.ts';
import {formatDate, formatMinute, formatMonthDay, sameDay} from '../time.ts';

/**
 * When a datapoint, or anything else of the chart, was: to the minute, with its date unless that is the last day of the
 * range, and with the year where the range lies in several.
 */
export function pointTime(state: State, time: number): SafeText {
  const zone = zoneOf(state);
  const {since, until} = state.range;
  const clock = formatMinute(time, zone);
  if (sameDay(time, until - 1, zone)) {
    return clock;
  }

  const yearOf = (moment: number) => formatDate(moment, zone).slice(0, 4);
  const isOneYear = yearOf(since) === yearOf(until - 1) && yearOf(time) === yearOf(since);
  return t`${isOneYear ? formatMonthDay(time, zone) : formatDate(time, zone)} ${clock}`;
}
