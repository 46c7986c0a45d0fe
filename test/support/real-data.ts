import {statSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** The folder with real records and CPU series: TRAILTOP_DATA, else `../shared/data` beside the repository. */
export function realDataFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const folder = wantedFolder(env);
  return statSync(folder, {throwIfNoEntry: false})?.isDirectory() ? folder : undefined;
}

/** Options for node:test: skips, and says why, where there is no real data. */
export const skipWithoutRealData: {readonly skip: string | false} = {
  skip:
    realDataFolder() === undefined &&
    `no real data in ${wantedFolder(process.env)} (set TRAILTOP_DATA)`,
};

function wantedFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env['TRAILTOP_DATA'] ?? '';
  return named === ''
    ? path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'data')
    : path.resolve(named);
}
