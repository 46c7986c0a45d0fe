/** The program as it is handed on, built once for all tests of a file into a folder of their own. */
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {neutralEnvironment} from './neutral-environment.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

/** A folder that goes away when this process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-built-'));
  process.once('exit', () => {
    rmSync(folder, {recursive: true, force: true});
  });
  return folder;
}

/** Runs one of this repository's scripts. */
export function runScript(name: string, ...args: readonly string[]): void {
  const script = path.join('scripts', name);
  execFileSync(process.execPath, ['--import=tsx', script, ...args], {cwd: repository});
}

/** Packs the program as `npm pack` does, and installs that file alone, without scripts and registry: where that is. */
export function installPacked(): {
  readonly folder: string;
  /** What the package holds, paths in it. */
  readonly files: readonly string[];
} {
  const folder = temporaryFolder();
  const source = path.join(folder, 'source');
  mkdirSync(source);
  for (const name of ['package.json', 'README.md', 'LICENSE']) {
    cpSync(path.join(repository, name), path.join(source, name));
  }

  runScript('build.ts', path.join(source, 'dist'));
  const npm = (cwd: string, ...args: readonly string[]) =>
    execFileSync('npm', [...args, '--ignore-scripts', '--offline', '--no-audit', '--no-fund'], {
      cwd,
      env: neutralEnvironment(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const stdout = npm(source, 'pack', '--json');
  // An array until npm 11; later an object by the package's name.
  const told = JSON.parse(stdout) as Readonly<Record<string, Packed>>;
  const [packed] = Object.values(told);
  const empty = path.join(folder, 'empty');
  mkdirSync(empty);
  // A package.json further up is not to be taken for that of the folder.
  npm(empty, 'install', path.join(source, packed?.filename ?? ''), '--prefix', empty);
  return {
    folder: path.join(empty, 'node_modules'),
    files: packed?.files.map((file) => file.path) ?? readdirSync(source),
  };
}

type Packed = {
  readonly filename: string;
  readonly files: ReadonlyArray<{readonly path: string}>;
};
