import {stillSafe, type SafeText} from '../sanitize.ts';

/** A count as people read it: `1,204`. */
export function grouped(count: number): SafeText {
  return stillSafe(String(Math.trunc(count)).replaceAll(/\B(?=(?:\d{3}){1,7}$)/gv, ','));
}
