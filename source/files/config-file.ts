import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import {codeOf, faultWords} from './faults.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** `$XDG_CONFIG_HOME/trailtop/config.json`, else `~/.config/trailtop/config.json`; '' where there is no home folder. */
export function configPath(env: Env): string {
  const xdg = env['XDG_CONFIG_HOME'] ?? '';
  // The XDG specification has relative ones ignored.
  const folder = path.isAbsolute(xdg) ? xdg : homeFolder(env);
  return folder === '' ? '' : path.join(folder, 'trailtop', 'config.json');
}

function homeFolder(env: Env): string {
  try {
    const home = env['HOME'] || homedir();
    return path.isAbsolute(home) ? path.join(home, '.config') : '';
  } catch {
    // A user without an entry in the system's list of users has none.
    return '';
  }
}

export type ConfigText =
  | {readonly status: 'absent'}
  | {readonly status: 'read'; readonly text: string; readonly mode: number}
  | {readonly status: 'unreadable'; readonly message: string};

/** No config that a person wrote is larger than this, in bytes. */
const largest = 1_048_576;

// A pipe or a device under that name must not hold the program.
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** Reads the file at once: it is small, and most have none. */
export function readConfigFile(file: string): ConfigText {
  if (file === '') {
    return {status: 'absent'};
  }

  let descriptor: number;
  try {
    descriptor = openSync(file, flags);
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(codeOf(error))
      ? {status: 'absent'}
      : {status: 'unreadable', message: readFault(error)};
  }

  try {
    const {size, mode, isFile} = statOf(descriptor);
    if (!isFile || size > largest) {
      const message = isFile ? 'it is larger than 1 MB' : 'it is no file';
      return {status: 'unreadable', message};
    }

    return {status: 'read', text: readFileSync(descriptor, 'utf8'), mode};
  } catch (error) {
    return {status: 'unreadable', message: readFault(error)};
  } finally {
    closeSync(descriptor);
  }
}

function statOf(descriptor: number) {
  const found = fstatSync(descriptor);
  return {size: found.size, mode: found.mode, isFile: found.isFile()};
}

function readFault(error: unknown): string {
  return ['EACCES', 'EPERM'].includes(codeOf(error))
    ? 'you may not read it (permission denied)'
    : faultWords(error);
}
