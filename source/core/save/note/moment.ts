import {t, type SafeText} from '../../sanitize.ts';
import {formatClock, formatDate, type Zone} from '../../time.ts';

/** A time as a note needs it, which is read on other days and in other places: `2026-11-22 12:15:07 UTC`. */
export function momentOf(time: number, zone: Zone): SafeText {
  return t`${formatDate(time, zone)} ${formatClock(time, zone)} ${zone.label}`;
}
