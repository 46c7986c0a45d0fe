import {day, hour, minute, second} from '../core/time.ts';
import {type Input} from './input.ts';
import {invalidCombination, invalidValue, missingParameter, type AwsError} from './aws-error.ts';

/** What a datapoint query asks for, in ms; the end does not belong to it. */
export type Span = {
  readonly start: number;
  readonly end: number;
  readonly period: number;
};

/** How the operation words what is wrong. */
type Fail = (message: string) => AwsError;

const shortPeriods = new Set([1, 5, 10, 20, 30]);

/** A period in seconds, as CloudWatch takes it, in ms. */
export function checkPeriod(
  seconds: number | undefined,
  name: string,
  fail: Fail = invalidValue,
): number {
  if (seconds === undefined) {
    throw missingParameter(name);
  }

  const isMinutes = Number.isSafeInteger(seconds) && seconds > 0 && seconds % 60 === 0;
  if ((!isMinutes && !shortPeriods.has(seconds)) || seconds > 86_400) {
    throw fail(
      `The parameter ${name} must be 1, 5, 10, 20, 30 or a multiple of 60, and at most a day.`,
    );
  }

  return seconds * second;
}

/**
 * StartTime and EndTime. The start is rounded down to what CloudWatch keeps at its age: to a minute up to 15 days, to
 * five minutes up to 63 days, to an hour beyond.
 */
export function readRange(
  input: Input,
  now: number,
  fail: Fail = invalidCombination,
): {start: number; end: number} {
  const [start, end] = [input.instant('StartTime'), input.instant('EndTime')];
  if (start === undefined || end === undefined) {
    throw missingParameter(start === undefined ? 'StartTime' : 'EndTime');
  }

  if (start >= end) {
    throw fail('The parameter StartTime must be less than the parameter EndTime.');
  }

  const age = now - start;
  const coarse = age > 63 * day ? hour : 5 * minute;
  const grain = age > 15 * day ? coarse : minute;
  return {start: Math.floor(start / grain) * grain, end};
}

/** The earliest moment for which datapoints of a period (ms) are still kept. */
export function keptSince(period: number, now: number): number {
  if (period < minute) {
    return now - 3 * hour;
  }

  if (period % hour === 0) {
    return now - 455 * day;
  }

  return now - (period % (5 * minute) === 0 ? 63 : 15) * day;
}
