import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {withFlagTable} from '../scripts/flag-table.ts';
import {withKeyTable} from '../scripts/key-table.ts';
import {withPolicy} from '../scripts/policy-block.ts';
import {withPresetTable} from '../scripts/preset-table.ts';
import {iamPolicy} from '../source/core/iam.ts';
import {commandNames, flagRows} from '../source/options/flags.ts';

const root = path.resolve(import.meta.dirname, '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const contributing = readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
const pages = readdirSync(path.join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({
    file: `docs/${name}`,
    text: readFileSync(path.join(root, 'docs', name), 'utf8'),
  }));
const documents = [
  {file: 'README.md', text: readme},
  {file: 'CONTRIBUTING.md', text: contributing},
  ...pages,
];
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

test("the README's policy is the one that doctor --policy prints", () => {
  assert.equal(readme, withPolicy(readme), 'run npm run readme');
  const [, json = ''] = /```json\n(?<json>.*?)```/sv.exec(readme) ?? [];
  assert.deepEqual(JSON.parse(json), JSON.parse(iamPolicy()));
});

test('every flag is in the table of docs/command-line.md, and every command in the README', () => {
  const page = pages.find(({file}) => file === 'docs/command-line.md')?.text ?? '';
  assert.equal(page, withFlagTable(page), 'run npm run readme');
  for (const name of flagRows.keys()) {
    assert.ok(page.includes(`--${name}`), `--${name}`);
  }

  for (const name of commandNames.filter((each) => each !== 'monitor')) {
    assert.ok(readme.includes(`trailtop ${name}`), `trailtop ${name}`);
  }
});

test('every page of docs/ is linked from the README', () => {
  for (const {file} of pages) {
    assert.ok(readme.includes(`](${file})`), `${file} is linked nowhere`);
  }
});

test('the README names the two commands', () => {
  assert.ok(readme.includes('npm ci && npm start'));
  assert.ok(readme.includes('npm ci && npm test'));
});

test('every npm script that the documents name exists', () => {
  for (const {file, text} of documents) {
    for (const [, name = ''] of text.matchAll(/npm run (?:--silent )?(?<name>[\w:]+)/gv)) {
      assert.ok(manifest.scripts[name], `${file}: npm run ${name}`);
    }
  }
});

test('every dependency has a line in CONTRIBUTING that says what it earns', () => {
  for (const name of Object.keys({...manifest.dependencies, ...manifest.devDependencies})) {
    assert.ok(contributing.includes(`\`${name}\``), `${name} has no line in CONTRIBUTING.md`);
  }
});

test('pictures and files that the documents link are there', () => {
  for (const {file, text} of documents) {
    for (const [, target = ''] of text.matchAll(/\]\((?<target>[^\)#]+)(?:#[^\)]*)?\)/gv)) {
      if (!/^https?:/v.test(target)) {
        const linked = path.join(root, path.dirname(file), target);
        assert.ok(existsSync(linked), `${file} links ${target}`);
      }
    }
  }
});
