import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import {readAudit} from '../../scripts/release/audit.ts';
import {changelogDate, changelogEntry} from '../../scripts/release/changelog.ts';
import {checks} from '../../scripts/release/check.ts';
import {temporaryFolder} from '../support/built.ts';

const changelog = `# Changelog

## [1.1.0] - 2026-12-01

- A chart of memory.

## 1.0.0 (2026-11-23)

- The first.
`;

test('the entry of a version is what stands below its heading', () => {
  assert.equal(changelogEntry(changelog, '1.1.0'), '- A chart of memory.');
  assert.equal(changelogEntry(changelog, '1.0.0'), '- The first.');
  assert.equal(changelogEntry(changelog, '1.0'), '');
  assert.equal(changelogEntry('', '1.0.0'), '');
  assert.equal(changelogEntry('## 1.0.0\n\n## 0.9.0\n- Old.\n', '1.0.0'), '');
});

test('a version may wait without a date, and is not released without one', () => {
  assert.equal(changelogDate(changelog, '1.1.0'), '2026-12-01');
  assert.equal(changelogDate(changelog, '1.0.0'), '2026-11-23');
  const root = repository();
  writeFileSync(path.join(root, 'CHANGELOG.md'), changelog.replace('2026-12-01', 'unreleased'));
  const check = checks.find(({name}) => name === 'the changelog has the version');
  assert.deepEqual(check?.run({root, isOffline: true, isMade: false}), []);
  assert.deepEqual(check?.run({root, isOffline: true, isMade: true}), [
    'CHANGELOG.md gives 1.1.0 no date: ## 1.1.0 - YYYY-MM-DD',
  ]);
});

const advisory = {
  title: 'Slow on long names',
  severity: 'high',
  url: 'https://example.com/advisories/1',
};
const found = JSON.stringify({
  vulnerabilities: {deep: {via: [advisory]}, shallow: {via: ['deep']}},
});

test('an advisory is told once, until SECURITY.md explains it', () => {
  assert.deepEqual(readAudit(found, ''), {
    kind: 'found',
    advisories: ['deep: Slow on long names (high) https://example.com/advisories/1'],
  });
  const security = `Not reached here: ${advisory.url}`;
  assert.deepEqual(readAudit(found, security), {kind: 'clean'});
  assert.deepEqual(readAudit('{"vulnerabilities":{}}', ''), {kind: 'clean'});
});

test('a registry that cannot be asked is not taken for a clean bill', () => {
  const offline = JSON.stringify({error: {summary: 'ENOTFOUND'}, message: 'audit failed'});
  assert.deepEqual(readAudit(offline, ''), {kind: 'unknown', why: 'ENOTFOUND'});
  assert.equal(readAudit('', '').kind, 'unknown');
  assert.equal(readAudit('{}', '').kind, 'unknown');
});

/** A repository with one commit. */
function repository(): string {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]) => {
    const {status, stderr} = spawnSync('git', args, {cwd: folder, encoding: 'utf8'});
    assert.equal(status, 0, stderr);
  };

  writeFileSync(path.join(folder, 'package.json'), '{"version": "1.1.0"}');
  writeFileSync(path.join(folder, 'CHANGELOG.md'), changelog);
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '-m', 'First');
  return folder;
}

const run = (name: string, root: string): readonly string[] | undefined =>
  checks.find((each) => each.name === name)?.run({root, isOffline: true, isMade: false});

test('a file that is not committed stops a release, and is named', () => {
  const root = repository();
  assert.deepEqual(run('the tree is clean', root), []);
  writeFileSync(path.join(root, 'new.ts'), '');
  assert.deepEqual(run('the tree is clean', root), ['new.ts is not committed']);
  assert.deepEqual(run('what is generated is fresh', root), [
    'it cannot be told while the tree is not clean',
  ]);
});

test('a version of which the changelog says nothing stops a release', () => {
  const root = repository();
  assert.deepEqual(run('the changelog has the version', root), []);
  writeFileSync(path.join(root, 'package.json'), '{"version": "1.2.0"}');
  assert.deepEqual(run('the changelog has the version', root), [
    'CHANGELOG.md says nothing of 1.2.0: add ## 1.2.0 and what has changed',
  ]);
});

test('a folder that is no clone is never clean', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  try {
    assert.equal(run('the tree is clean', root)?.length, 1);
  } finally {
    rmSync(root, {recursive: true});
  }
});
