import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {bundleOneFile} from '../../scripts/bundle/bundle.ts';
import {installPacked, temporaryFolder} from '../support/built.ts';
import {testHandedOn} from '../support/handed-on.ts';

const {folder, files} = installPacked();
const installed = path.join(folder, 'trailtop');

test('the package holds what runs, the licences and nothing else', () => {
  const others = files.filter((file) => !/^dist\/[\w\-]+\.js$/v.test(file));
  assert.deepEqual(others.sort(), ['LICENSE', 'README.md', 'dist/LICENSES.txt', 'package.json']);
  assert.ok(files.includes('dist/cli.js'));
  assert.ok(files.includes('dist/archive-worker.js'));
  assert.ok(existsSync(path.join(folder, '.bin', 'trailtop')), 'it is on the PATH of npm');
  // Everything is inside: npm has installed nothing beside it.
  assert.deepEqual(spawnSync('ls', [folder], {encoding: 'utf8'}).stdout.trim().split('\n'), [
    'trailtop',
  ]);
});

test('commands that print read no screen', () => {
  const text = readFileSync(path.join(installed, 'dist', 'print.js'), 'utf8');
  assert.ok(text.includes('a command that prints has no screen'));
  // Its own string, which no bundler changes.
  const ink = 'Raw mode is not supported';
  assert.ok(!text.includes(ink));
  assert.ok(readFileSync(path.join(installed, 'dist', 'main.js'), 'utf8').includes(ink));
});

test('only what is used of the SDK is in it', () => {
  // All of EC2 is ten times as much, and the shapes of its whole API as much again (scripts/bundle/sdk-plugin.ts).
  const {size} = statSync(path.join(installed, 'dist', 'aws-ec2.js'));
  assert.ok(size < 60_000, `${size} bytes`);
});

test('and no more of it in the one file that an executable is made of', async () => {
  const file = path.join(temporaryFolder(), 'trailtop.mjs');
  await bundleOneFile(file);
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes('LookupEventsCommand'));
  // A command of EC2 that nobody here uses.
  assert.ok(!text.includes('AllocateAddressCommand'));
});

test('the licences name what the screen is made of', () => {
  const text = readFileSync(path.join(installed, 'dist', 'LICENSES.txt'), 'utf8');
  for (const name of ['ink', 'react', 'yoga-layout', 'ink-table', '@aws-sdk/client-cloudtrail']) {
    assert.match(text, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'mv'), name);
  }
});

testHandedOn(test, {
  folder: path.dirname(folder),
  command: () => [process.execPath, path.join(installed, 'dist', 'cli.js')],
});
