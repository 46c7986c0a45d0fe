/**
 * The executable, built for these tests: 150 MB and some seconds, so only where TRAILTOP_TEST_EXECUTABLE asks for it,
 * as the release does.
 */
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {before, describe, test} from 'node:test';
import {runScript, temporaryFolder} from '../support/built.ts';
import {testHandedOn} from '../support/handed-on.ts';

const isAsked = (process.env['TRAILTOP_TEST_EXECUTABLE'] ?? '') !== '';
const name = `trailtop-${process.platform}-${process.arch}`;

describe('the executable', {skip: !isAsked && 'TRAILTOP_TEST_EXECUTABLE is not set'}, () => {
  const folder = temporaryFolder();
  before(() => {
    runScript('build-binary.ts', '--out', folder, '--no-archive');
  });

  test('its checksum is beside it', () => {
    const {status, stderr} = spawnSync('sha256sum', ['--check', '--strict', `${name}.sha256`], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  test('it carries what must be said of the Node inside', () => {
    const {stdout} = spawnSync(path.join(folder, name), ['--licenses'], {
      encoding: 'utf8',
      maxBuffer: 10_000_000,
    });
    assert.match(stdout, new RegExp(`^Node\\.js ${process.version}$`, 'mv'));
  });

  testHandedOn(test, {folder, command: () => [path.join(folder, name)]});
});
