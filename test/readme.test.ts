import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {withKeyTable} from '../scripts/key-table.ts';
import {withPresetTable} from '../scripts/preset-table.ts';

const root = path.resolve(import.meta.dirname, '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const contributing = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

test("the README's table of keys is the registry's (npm run readme makes it anew)", () => {
  assert.equal(readme, withKeyTable(readme), 'run npm run readme');
});

test("the README's presets are those of the palette", () => {
  assert.equal(readme, withPresetTable(readme), 'run npm run readme');
});

test('the README names the two commands', () => {
  assert.ok(readme.includes('npm ci && npm start'));
  assert.ok(readme.includes('npm ci && npm test'));
});

test('every npm script that the documents name exists', () => {
  for (const [, name = ''] of `${readme}\n${contributing}`.matchAll(/npm run (?<name>[\w:]+)/gv)) {
    assert.ok(manifest.scripts[name], `npm run ${name}`);
  }
});

test('every dependency has a line in CONTRIBUTING that says what it earns', () => {
  for (const name of Object.keys({...manifest.dependencies, ...manifest.devDependencies})) {
    assert.ok(contributing.includes(`\`${name}\``), `${name} has no line in CONTRIBUTING.md`);
  }
});

test('pictures and files that the README links are there', () => {
  for (const [, target = ''] of readme.matchAll(/\]\((?<target>[^\)#]+)(?:#[^\)]*)?\)/gv)) {
    if (!/^https?:/v.test(target)) {
      assert.ok(existsSync(path.join(root, target)), `README links ${target}`);
    }
  }
});
