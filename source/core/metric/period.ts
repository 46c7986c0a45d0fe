import {day, formatDuration, hour, minute, parseDuration, second} from '../time.ts';

/**
 * How long CloudWatch keeps datapoints of a period: below a minute 3 hours, whole minutes 15 days, five minutes 63 days,
 * hours 455 days. Source: AWS, "Metrics retention".
 */
const retention: ReadonlyArray<{readonly least: number; readonly kept: number}> = [
  {least: 1, kept: 3 * hour},
  {least: 60, kept: 15 * day},
  {least: 300, kept: 63 * day},
  {least: 3600, kept: 455 * day},
];

/** Below a minute CloudWatch takes these only. */
const short: readonly number[] = [1, 5, 10, 20, 30];
const longest = 86_400;

/** Periods that the menu offers, in seconds. */
export const offeredPeriods: readonly number[] = [60, 300, 900, 3600, 21_600, 86_400];

/** The same with what only metrics of high resolution have. */
export const finePeriods: readonly number[] = [1, 10, 30, ...offeredPeriods];

export type PeriodAnswer =
  | {readonly ok: true; readonly period: 'auto' | number}
  | {readonly ok: false; readonly message: string};

/** A period as it is typed: `auto`, seconds (`300`) or a duration (`5m`). */
export function readPeriod(text: string): PeriodAnswer {
  const typed = text.trim().toLowerCase();
  if (typed === 'auto') {
    return {ok: true, period: 'auto'};
  }

  const duration = parseDuration(typed);
  const seconds = /^\d{1,7}$/v.test(typed) ? Number(typed) : (duration ?? 0) / second;
  if (seconds <= 0) {
    return {ok: false, message: `"${text.trim()}" is no period: it is auto, 60, 300, 1m, 5m or 1h`};
  }

  const isRight = short.includes(seconds) || (seconds % 60 === 0 && seconds <= longest);
  return isRight
    ? {ok: true, period: seconds}
    : {
        ok: false,
        message:
          seconds > longest
            ? `a period of ${formatDuration(seconds * second)} is too long: CloudWatch goes up to 1d`
            : `CloudWatch has no period of ${seconds} s: it takes multiples of 60, or ${short.join(', ')} s`,
      };
}

/** How long datapoints of a period are kept, in ms. */
export function keptFor(period: number): number {
  // Only multiples are put together from what is left: 7 minutes are no five-minute datapoints any more.
  const {kept} = retention.findLast(({least}) => period >= least && period % least === 0) ?? {
    kept: 3 * hour,
  };
  return kept;
}

/**
 * Why a range of that age (ms from its beginning until now) has no datapoints of a period, as a sentence without a full
 * stop; undefined where it has.
 */
export function periodRefusal(period: 'auto' | number, age: number): string | undefined {
  if (period === 'auto') {
    return age > oldest ? `CloudWatch keeps datapoints for ${oldest / day} days` : undefined;
  }

  const kept = keptFor(period);
  if (age <= kept + grace) {
    return undefined;
  }

  const finest = leastPeriod(age);
  const kind = kept === 3 * hour ? 'below a minute' : `of ${formatDuration(period * second)}`;
  const advice = finest === undefined ? '' : `: take ${formatDuration(finest * second)} or auto`;
  return `datapoints ${kind} are kept for ${formatDuration(kept)}, and this range begins ${formatDuration(roundAge(age))} ago${advice}`;
}

/** The same in the few words that a menu has room for. */
export function shortRefusal(period: number, age: number): string {
  return `kept for ${formatDuration(keptFor(period))}; the range begins ${formatDuration(roundAge(age))} ago`;
}

const oldest = 455 * day;

/** A range is asked for a moment after it was chosen, and begins on the screen up to a twelfth before. */
const grace = minute;

function roundAge(age: number): number {
  const grain = age >= 2 * day ? day : age >= 2 * hour ? hour : minute;
  return Math.ceil(age / grain) * grain;
}

/** The finest period that a range of that age still has, of those that everything has; undefined where it has none. */
export function leastPeriod(age: number): number | undefined {
  return offeredPeriods.find((period) => age <= keptFor(period) + grace);
}
