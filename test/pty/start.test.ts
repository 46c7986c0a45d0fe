import assert from 'node:assert/strict';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test} from 'node:test';
import {startProgram, type Program} from '../support/pty-program.ts';
import {quit} from '../support/quit.ts';

const repository = path.resolve(import.meta.dirname, '..', '..');

/** What is set up for AWS on a machine where nothing of it is right. */
const hostile = {
  AWS_REGION: 'garbage',
  AWS_DEFAULT_REGION: '-',
  AWS_ENDPOINT_URL: 'nonsense',
  AWS_ENDPOINT_URL_CLOUDTRAIL: 'http://127.0.0.1:9',
  AWS_USE_FIPS_ENDPOINT: 'true',
  AWS_USE_DUALSTACK_ENDPOINT: 'perhaps',
  AWS_CONFIG_FILE: '/nonsense',
  AWS_SHARED_CREDENTIALS_FILE: '/nonsense',
  AWS_PROFILE: 'nobody',
  AWS_CA_BUNDLE: '/nonsense',
  AWS_MAX_ATTEMPTS: 'x',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
};

test('the demo works whatever is set up for AWS', async (t) => {
  const program = startProgram(['--demo'], {columns: 120, rows: 40, env: hostile});
  t.after(program.close);
  await program.waitFor('batch-7');
  await program.waitFor(/(?:all|rest) to \d/v);
  await program.press('!');
  await program.waitFor('nothing is wrong');
  await program.press('esc');
  await quit(program);
  const {code} = await program.exited;
  assert.equal(code, 0);
});

test('an archive opens whatever is set up for AWS', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  const file = path.join(folder, 'a.json');
  writeFileSync(file, JSON.stringify([{eventName: 'StopInstances', readOnly: false}]));
  const program = startProgram([file], {env: hostile});
  t.after(program.close);
  await program.waitFor('StopInstances');
});

/** The ends of the lines of everything that is coloured on the screen. */
function coloured(program: Program): string[] {
  return program
    .screen()
    .flatMap((text, row) =>
      program.model.cells(row).some(({fg, bg}) => fg !== 'default' || bg !== 'default')
        ? [`${row}: ${text}`]
        : [],
    );
}

for (const [name, args, env] of [
  ['NO_COLOR', [], {NO_COLOR: '1'}],
  ['NO_COLOR, against FORCE_COLOR', [], {NO_COLOR: '1', FORCE_COLOR: '3'}],
  ['--color off', ['--color', 'off'], {}],
] as const) {
  test(`${name} leaves nothing coloured`, async (t) => {
    const program = startProgram(['--demo', ...args], {columns: 120, rows: 40, env});
    t.after(program.close);
    await program.waitFor('batch-7');
    assert.deepEqual(coloured(program), []);
    for (const [key, words] of [
      ['i', 'Instances and groups to chart'],
      ['?', 'Keys'],
      [':', 'Presets and commands'],
    ] as const) {
      await program.press(key);
      await program.waitFor(words);
      assert.deepEqual(coloured(program), [], words);
      await program.press('esc');
      await program.waitFor(/┌ Events/v);
    }
  });
}

test('--color on colours, also against NO_COLOR', async (t) => {
  const program = startProgram(['--demo', '--color', 'on'], {
    columns: 120,
    rows: 40,
    env: {NO_COLOR: '1'},
  });
  t.after(program.close);
  await program.waitFor('batch-7');
  assert.ok(coloured(program).length > 0);
  await program.press('i');
  await program.waitFor('Instances and groups to chart');
  assert.ok(coloured(program).length > 0, 'the table');
});

test('a port that is taken is one sentence and status 2', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
  });
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  for (const args of [[], ['--plain'], ['doctor']]) {
    const program = startProgram([...args, '--demo-port', String(port)], {columns: 120});
    t.after(program.close);
    const {code} = await program.exited;
    assert.equal(code, 2);
    assert.deepEqual(
      program.screen().filter((row) => row !== ''),
      [`trailtop: port ${port} is in use: choose another --demo-port`],
    );
  }
});

for (const [name, thrown] of [
  ['thrown', `throw new TypeError('no \\u001B[2J width')`],
  ['thrown later', `setTimeout(() => {throw new TypeError('no \\u001B[2J width')}); return 80`],
] as const) {
  test(`a fault of its own, ${name}, is one line without a stack, and status 1`, async (t) => {
    const program = startProgram([], {
      columns: 140,
      rows: 10,
      command: [
        process.execPath,
        '--import=tsx',
        '--eval',
        `Object.defineProperty(process.stdout, 'columns', {get() {${thrown}}});
        process.argv.push('trailtop', '--demo', '--plain', '--filter', 'name:Nothing');
        await import(${JSON.stringify(path.join(repository, 'source/cli.ts'))});`,
      ],
    });
    t.after(program.close);
    const {code} = await program.exited;
    assert.equal(code, 1);
    assert.deepEqual(
      // The words with which plain lines begin are wrapped by the terminal.
      program.screen().filter((row) => /trailtop ended|^ +at /v.test(row)),
      ['trailtop ended by a fault of its own, which should be reported: TypeError: no ␛[2J width'],
    );
  });
}
