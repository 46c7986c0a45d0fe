/** What must hold before a release. Each check says what is wrong, a sentence each; nothing where nothing is. */
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {missingNodeLicense, nodeLicense} from '../bundle/node-license.ts';
import {readAudit} from './audit.ts';
import {changelogDate, changelogEntry} from './changelog.ts';

export type Surroundings = {
  /** The folder of the repository. */
  readonly root: string;
  /** The registry is not asked. */
  readonly isOffline: boolean;
  /** It is not only looked whether it could be released. */
  readonly isMade: boolean;
};

export type Check = {
  readonly name: string;
  readonly run: (surroundings: Surroundings) => readonly string[];
};

/** Files that scripts make of the source and that are kept, and the scripts. */
const generators = [
  ['README.md', 'readme'],
  ['docs/screen.svg', 'picture'],
] as const;

/** In the order in which they are run: the quick ones first. */
export const checks: readonly Check[] = [
  {
    name: 'the tree is clean',
    run: ({root}) => changedFiles(root).map((file) => `${file} is not committed`),
  },
  {name: 'the changelog has the version', run: changelogRefusals},
  {name: 'what is generated is fresh', run: staleFiles},
  {name: 'npm audit', run: auditRefusals},
  {
    name: 'the licence of Node is there for the executable',
    run: () =>
      nodeLicense(process.execPath) === undefined ? [missingNodeLicense(process.execPath)] : [],
  },
  {
    name: 'it builds, and everything in it has a licence',
    run: ({root}) => failing(root, ['run', '--silent', 'build']),
  },
  {
    name: 'tests, those of the executable too',
    run: ({root}) => failing(root, ['test'], {TRAILTOP_TEST_EXECUTABLE: '1'}),
  },
];

function changelogRefusals({root, isMade}: Surroundings): readonly string[] {
  const {version} = JSON.parse(read(root, 'package.json')) as {readonly version: string};
  const changelog = read(root, 'CHANGELOG.md');
  if (changelogEntry(changelog, version) === '') {
    return [`CHANGELOG.md says nothing of ${version}: add ## ${version} and what has changed`];
  }

  // Until the day of the release nobody knows the day.
  return isMade && changelogDate(changelog, version) === ''
    ? [`CHANGELOG.md gives ${version} no date: ## ${version} - YYYY-MM-DD`]
    : [];
}

/** Makes everything anew and sees whether that has changed anything: only where nothing else is changed. */
function staleFiles({root}: Surroundings): readonly string[] {
  if (changedFiles(root).length > 0) {
    return ['it cannot be told while the tree is not clean'];
  }

  const refusals = generators.flatMap(([, script]) => failing(root, ['run', '--silent', script]));
  return [
    ...refusals,
    ...changedFiles(root).map((file) => `${file} was stale and has been made anew: commit it`),
  ];
}

function auditRefusals({root, isOffline}: Surroundings): readonly string[] {
  if (isOffline) {
    process.stdout.write('    the registry was not asked (--offline)\n');
    return [];
  }

  const {stdout} = npm(root, ['audit', '--json']);
  const verdict = readAudit(stdout, read(root, 'SECURITY.md'));
  switch (verdict.kind) {
    case 'clean': {
      return [];
    }

    case 'unknown': {
      return [`the registry could not be asked (${verdict.why}); --offline goes on without it`];
    }

    case 'found': {
      return verdict.advisories.map((each) => `${each}: mend it, or explain it in SECURITY.md`);
    }
  }
}

/** Paths that differ from the last commit, new ones included. */
function changedFiles(root: string): readonly string[] {
  const {status, stdout} = spawnSync('git', ['status', '--porcelain'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) {
    return ['(what git status says: this is no clone)'];
  }

  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.slice(3)]));
}

function failing(
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): readonly string[] {
  const {status, stdout, stderr} = npm(root, args, env);
  if (status === 0) {
    return [];
  }

  const last = `${stdout}${stderr}`.trim().split('\n').slice(-20).join('\n');
  return [`npm ${args.join(' ')} failed:\n${last}`];
}

function npm(root: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    env: {...process.env, ...env},
    maxBuffer: 256 * 1024 * 1024,
  });
}

function read(root: string, name: string): string {
  const file = path.join(root, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
