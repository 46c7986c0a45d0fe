import {safe} from '../core/sanitize.ts';
import {type Zone} from '../core/time.ts';

/** The zone of the machine, or of `TZ`. */
export const localZone: Zone = {
  label: safe(new Intl.DateTimeFormat().resolvedOptions().timeZone),
  offset: (time) => -new Date(time).getTimezoneOffset() * 60_000,
};
