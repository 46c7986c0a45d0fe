import {closeSync, openSync} from 'node:fs';
import {ReadStream} from 'node:tty';

/** The terminal of this session, whatever the program's own input is. */
const terminalPath = '/dev/tty';

/**
 * The terminal's keys where the input is a pipe; undefined where there is no terminal to read: no such device, none that
 * belongs to this session, or something else under its name. To be destroyed in the end: an open terminal keeps the
 * program alive.
 */
export function openTerminal(path = terminalPath): ReadStream | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return undefined;
  }

  try {
    return new ReadStream(descriptor);
  } catch {
    closeSync(descriptor);
    return undefined;
  }
}
