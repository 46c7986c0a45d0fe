import {formatClock, formatDate, type Zone} from '../time.ts';
import {zoneOf, type State} from '../state/model.ts';

/** What can be saved: native records, a table for a spreadsheet, a text for people. */
export const saveFormats = ['jsonl', 'csv', 'note'] as const;
export type SaveFormat = (typeof saveFormats)[number];

const endings: Readonly<Record<SaveFormat, string>> = {jsonl: '.jsonl', csv: '.csv', note: '.md'};

/** Longer than this no file system takes a name. In UTF-16 units: a name may be refused for its bytes all the same. */
const longestName = 255;

/** `trailtop-123456789012-20261122T1145Z-20261122T1245Z.jsonl`: what is in it, in characters every system takes. */
export function defaultName(state: State, format: SaveFormat): string {
  const {since, until} = state.range;
  const zone = zoneOf(state);
  return `trailtop-${ownerOf(state)}-${stamp(since, zone)}-${stamp(until, zone)}${endings[format]}`;
}

/** The same name with the ending of another format, where it had that of its own. */
export function renamed(name: string, from: SaveFormat, to: SaveFormat): string {
  return name.endsWith(endings[from]) ? name.slice(0, -endings[from].length) + endings[to] : name;
}

/** The name with a number before its ending: `note-2.md`. */
export function numbered(name: string, number: number): string {
  const ending = /(?<=[^\/])\.[0-9A-Za-z]{1,8}$/v.exec(name)?.[0] ?? '';
  return `${name.slice(0, name.length - ending.length)}-${number}${ending}`;
}

/** Why a text can be no file name, as a sentence without a full stop; '' where it can. */
export function nameFault(name: string): string {
  if (name.trim() === '') {
    return 'type a file name';
  }

  if (/\p{Cc}/v.test(name)) {
    return 'a file name holds no control characters';
  }

  if (name.endsWith('/')) {
    return 'that is a folder: name the file in it';
  }

  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.length > longestName ? `a file name has ${longestName} characters at the most` : '';
}

function ownerOf({mode, isDemo, identity}: State): string {
  if (mode === 'archive') {
    return 'archive';
  }

  // An account id is told by AWS: only what looks like one becomes part of a path.
  const account = identity?.account.replaceAll(/[^0-9A-Za-z]/gv, '').slice(0, 32) ?? '';
  return isDemo ? 'demo' : account || 'live';
}

/** `20261122T1145Z`: no colon, and the zone as its distance from UTC, which says the same everywhere. */
function stamp(time: number, zone: Zone): string {
  const date = formatDate(time, zone).replaceAll('-', '');
  const clock = formatClock(time, zone).replaceAll(/\D/gv, '').slice(0, 4);
  return date === '' || clock === '' ? 'undated' : `${date}T${clock}${offsetOf(time, zone)}`;
}

function offsetOf(time: number, zone: Zone): string {
  const minutes = Math.round(zone.offset(time) / 60_000);
  const size = Math.abs(minutes);
  const digits = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
  return minutes === 0 ? 'Z' : `${minutes < 0 ? '-' : '+'}${digits.join('')}`;
}
