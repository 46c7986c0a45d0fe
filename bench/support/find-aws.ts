import {spawnSync} from 'node:child_process';
import {accessSync, constants, realpathSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * The AWS CLI's own file, undefined where none is installed. A version manager's shim, which starts a shell first, is
 * resolved to what it starts: its time is not the CLI's.
 */
export function findAws(): string | undefined {
  const found = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'aws'))
    .find((file) => isExecutable(file));
  if (!found?.includes(`${path.sep}shims${path.sep}`)) {
    return found && realpathSync(found);
  }

  const {stdout} = spawnSync('pyenv', ['which', 'aws'], {encoding: 'utf8'});
  const named = stdout?.trim() ?? '';
  return named === '' ? undefined : named;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
