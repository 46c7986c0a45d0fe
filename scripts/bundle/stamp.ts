import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';

export type Stamp = {
  readonly version: string;
  /** The commit that is built, `+` behind it where files differ from it; '' outside a clone. */
  readonly commit: string;
};

/** What is written into the program about itself: read from package.json and git of that folder. */
export function readStamp(root: string): Stamp {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return {version: manifest.version, commit: readCommit(root)};
}

function readCommit(root: string): string {
  try {
    const commit = git(root, 'rev-parse', '--short=12', 'HEAD');
    return git(root, 'status', '--porcelain') === '' ? commit : `${commit}+`;
  } catch {
    // No git, or no clone: a source archive builds too.
    return '';
  }
}

function git(root: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
