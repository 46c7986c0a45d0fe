import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {leftOut, withPlainKeys} from '../../scripts/bundle/sdk-plugin.ts';
import {neverEmoji, startFiles} from '../../scripts/bundle/start-plugin.ts';
import {readStamp} from '../../scripts/bundle/stamp.ts';
import {RowTickets} from '../../source/core/row-tickets.ts';
import {bundledPackages} from '../../scripts/bundle/licenses.ts';
import {refuseUnchanged, root} from '../../scripts/bundle/bundle.ts';
import {inkFiles} from '../../scripts/bundle/ink-plugin.ts';
import {temporaryFolder} from '../support/built.ts';

test('what is never looked up as an emoji is none', () => {
  const emoji = /^\p{RGI_Emoji}$/v;
  let plain = 0;
  for (let code = 0; code < 0x1_00_00; code++) {
    const character = String.fromCodePoint(code);
    if (neverEmoji.test(character)) {
      plain++;
      assert.ok(!emoji.test(character), code.toString(16));
    }
  }

  assert.ok(plain > 9000);
  // What the screen is drawn with.
  for (const character of '─│┌┐└┘├┤┬┴┼╌┆┅╭╮╰╯▸▴▲●·…→←↵×é') {
    assert.ok(neverEmoji.test(character), character);
  }

  // What Ink measures in place of a row: looked up, it would cost every start what all emoji cost.
  const tickets = new RowTickets();
  const slot = tickets.open() ?? assert.fail('no place');
  assert.ok(neverEmoji.test(tickets.ticket(slot, 'a row')));
  for (let code = 0x10_00_00; code < 0x10_ff_fe; code++) {
    assert.ok(!emoji.test(String.fromCodePoint(code)), code.toString(16));
  }

  assert.ok(!neverEmoji.test('1️⃣'));
});

test("a shape's keys are written out, and nothing else of it changes", () => {
  const source = `const _a = "alpha";
const _b = "beta";
export var A$ = [3, n0, _a, 0, [_b], [[1, { [_a]: \`x\`, [_b]: _c }], list[_a]]];
const other = {[_unknown]: 1};`;
  assert.equal(
    withPlainKeys(source),
    source.replace('[_a]: `x`', '"alpha": `x`').replace('[_b]: _c', '"beta": _c'),
  );
});

test('what the source takes of the SDK beside clients and commands stops the build', () => {
  const source = (names: string) => `const {${names}} = await import('@aws-sdk/client-ec2');`;
  assert.deepEqual(leftOut(source('EC2Client: Client, DescribeRegionsCommand')), []);
  assert.deepEqual(leftOut(source('EC2Client, paginateDescribeInstances: pages')), [
    'paginateDescribeInstances',
  ]);
  assert.deepEqual(leftOut('new sdk.EC2Client({}); sdk.waitUntilInstanceRunning()'), [
    'waitUntilInstanceRunning',
  ]);
});

test('a file that a plugin changes and that has moved stops the build', () => {
  const files = [...inkFiles, ...startFiles].map((file) => [`node_modules${file}`, {}] as const);
  const bundle = (names: typeof files) => [{inputs: Object.fromEntries(names) as never}];
  refuseUnchanged(bundle(files));
  for (const missing of files) {
    assert.throws(
      () => {
        refuseUnchanged(bundle(files.filter((each) => each !== missing)));
      },
      /must be looked at/v,
      missing[0],
    );
  }
});

/** A bundle of one package. */
function bundleOf(folder: string, manifest: unknown, license?: string) {
  const place = path.join(folder, 'node_modules', 'small');
  mkdirSync(place, {recursive: true});
  writeFileSync(path.join(place, 'package.json'), JSON.stringify(manifest));
  if (license !== undefined) {
    writeFileSync(path.join(place, 'LICENSE'), license);
  }

  const inputs = {'node_modules/small/index.js': {bytesInOutput: 10}};
  const output = {bytes: 10, inputs, imports: [], exports: []};
  return [{inputs: {}, outputs: {'main.js': output}}];
}

test('a package without a licence stops the build', () => {
  const manifest = {name: 'small', version: '1.0.0', license: 'MIT'};
  const allowed = temporaryFolder();
  const [found] = bundledPackages(bundleOf(allowed, manifest, 'You may.'), allowed);
  assert.deepEqual(found, {...manifest, text: 'You may.'});
  const silent = temporaryFolder();
  assert.throws(
    () => bundledPackages(bundleOf(silent, manifest), silent),
    /small 1\.0\.0 is in the bundle and has no licence/v,
  );
  const nameless = temporaryFolder();
  assert.throws(
    () => bundledPackages(bundleOf(nameless, {name: 'small', version: '1.0.0'}, 'x'), nameless),
    /has no licence/v,
  );
});

test('outside a clone the commit is not named', () => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'package.json'), '{"version": "1.2.3"}');
  assert.deepEqual(readStamp(folder), {version: '1.2.3', commit: ''});
  assert.match(readStamp(root).commit, /^(?:[0-9a-f]{12}\+?)?$/v);
});
