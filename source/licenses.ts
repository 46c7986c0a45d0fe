import {readFileSync} from 'node:fs';
import process from 'node:process';
import type Sea from 'node:sea';
import {UsageError} from './options/usage-error.ts';

const name = 'LICENSES.txt';

/** The licences of everything that is in this file or folder, for `--licenses`. Throws UsageError in a checkout. */
export function licensesText(): string {
  // The executable holds them; asked for in this way, since only the executable's Node is sure to know it.
  const sea = process.getBuiltinModule('node:sea') as typeof Sea | undefined;
  if (sea?.isSea()) {
    return sea.getAsset(name, 'utf8');
  }

  try {
    return readFileSync(new URL(name, import.meta.url), 'utf8');
  } catch {
    throw new UsageError(
      `${name} is not beside the program: npm run build makes it, and every package has it`,
    );
  }
}
