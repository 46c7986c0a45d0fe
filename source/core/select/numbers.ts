import {stillSafe, type SafeText} from '../sanitize.ts';
import {formatDuration} from '../time.ts';

/** A count as people read it: `1,204`. */
export function grouped(count: number): SafeText {
  return stillSafe(String(Math.trunc(count)).replaceAll(/\B(?=(?:\d{3}){1,7}$)/gv, ','));
}

/** Two figures of a count are all that is known of an estimate: `4,300` for 4,276. */
export function roughly(count: number): SafeText {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return grouped(Math.round(count / unit) * unit);
}

/** About how long so many seconds are. Rough on purpose: a figure that ticks would be drawn anew with every page. */
export function roughDuration(seconds: number): SafeText {
  const unit = seconds > 36_000 ? 3600 : seconds > 3600 ? 600 : seconds > 60 ? 60 : 10;
  return formatDuration(Math.max(1, Math.ceil(seconds / unit)) * unit * 1000);
}
