import {second} from '../core/time.ts';

/**
 * How far AWS's clock is ahead of ours (ms), after an answer that is dated `date` (an HTTP date, in whole seconds). Its
 * clock showed that at some moment between the sending and the answer, so what was reckoned before stays for as long as it
 * can be true, and else moves by as little as needed: slow answers are not taken for a wrong clock.
 */
export function skewAfter(before: number, date: string, sentAt: number, cameAt: number): number {
  const time = Date.parse(date);
  if (Number.isNaN(time)) {
    return before;
  }

  return Math.min(Math.max(before, time - cameAt), time + second - sentAt);
}
