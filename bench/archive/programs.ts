/** The programs that are measured: what they are started with, and what they print. */
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import path from 'node:path';
import process from 'node:process';
import {workerEntryPoints} from './adapter.ts';

/** What open.ts and its rivals print. */
export type Opened = {
  readonly events: number;
  readonly problems: number;
  /** From when the program runs to when everything is loaded. */
  readonly seconds: number;
  /** Resident bytes after loading. */
  readonly rss: number;
};

/** What keystrokes.ts prints. */
export type Keystrokes = {readonly keys: ReadonlyArray<readonly [text: string, ms: number]>};

export type Command = readonly [program: string, ...args: string[]];

export const repository = path.resolve(import.meta.dirname, '..', '..');

/** Below node_modules, so that what is left out of the bundle is found from there. */
const built = path.join(repository, 'node_modules', '.cache', 'trailtop-bench');

/** The bench's own programs, bundled as the program itself is: starting from many small files is slower. */
export async function buildPrograms(): Promise<{
  readonly open: (folder?: string, ...flags: readonly string[]) => Command;
  readonly keystrokes: (folder: string) => Command;
}> {
  const entries = {
    open: 'bench/archive/open.ts',
    keystrokes: 'bench/archive/keystrokes.ts',
    ...workerEntryPoints,
  };
  const {status} = spawnSync(
    path.join(repository, 'node_modules', '.bin', 'esbuild'),
    [
      ...Object.entries(entries).map(([name, file]) => `${name}=${file}`),
      `--outdir=${built}`,
      '--bundle',
      '--splitting',
      '--format=esm',
      '--platform=node',
      '--target=node22',
      '--packages=external',
      '--jsx=automatic',
      '--log-level=warning',
    ],
    {cwd: repository, stdio: 'inherit'},
  );
  if (status !== 0) {
    throw new Error('the programs of the bench could not be bundled');
  }

  await writeFile(path.join(built, 'package.json'), '{"type":"module"}');
  return {
    open: (folder, ...flags) => [
      process.execPath,
      ...flags,
      path.join(built, 'open.js'),
      ...(folder === undefined ? [] : [folder]),
    ],
    keystrokes: (folder) => [process.execPath, path.join(built, 'keystrokes.js'), folder],
  };
}

/** The program itself as `npm run build` has left it; undefined where it has not been run. */
export function builtProgram(): string | undefined {
  const file = path.join(repository, 'dist', 'cli.js');
  return existsSync(file) ? file : undefined;
}

/** Where DuckDB is installed; undefined where it is not. */
export function findDuckdb(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@duckdb/node-api');
  } catch {
    return undefined;
  }
}
