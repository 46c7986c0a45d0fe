import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {after, before, test} from 'node:test';
import {neutralEnvironment, neutraliseThisProcess} from './neutral-environment.ts';

const dirty = {
  AWS_PROFILE: 'prod',
  AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  https_proxy: 'https://proxy.example',
  NO_PROXY: '*',
  CI: 'true',
  FORCE_COLOR: '3',
};

const names = Object.keys(dirty);

const original = {...process.env};
before(() => {
  Object.assign(process.env, dirty);
});
after(() => {
  process.env = original;
});

test('a child sees a home of its own and nothing of AWS, proxies, CI or colours', () => {
  const environment = neutralEnvironment({EXTRA: 'yes', LANG: undefined}, {PATH: '/bin', ...dirty});
  assert.deepEqual(
    names.filter((name) => environment[name] !== undefined),
    [],
  );
  assert.equal(environment['AWS_EC2_METADATA_DISABLED'], 'true');
  assert.equal(environment['AWS_CONFIG_FILE'], '/dev/null');
  assert.equal(environment['TZ'], 'UTC');
  assert.equal(environment['EXTRA'], 'yes');
  assert.equal('LANG' in environment, false);
  assert.equal(environment['PATH'], '/bin');
  assert.notEqual(environment['HOME'], neutralEnvironment()['HOME']);
  assert.deepEqual(readdirSync(environment['XDG_CONFIG_HOME'] ?? ''), []);
});

test('the homes are removed when the process ends', () => {
  const module = path.join(import.meta.dirname, 'neutral-environment.ts');
  const script = `import {neutralEnvironment} from ${JSON.stringify(module)};
    neutralEnvironment(); process.stdout.write(neutralEnvironment().HOME);`;
  const home = execFileSync(
    process.execPath,
    ['--import=tsx', '--input-type=module', '--eval', script],
    {encoding: 'utf8', env: neutralEnvironment()},
  );
  assert.match(home, /trailtop-home-/v);
  assert.equal(existsSync(home), false);
});

test('this process is neutral until it is put back', () => {
  const {HOME: home, LANG: language} = process.env;
  const putBack = neutraliseThisProcess({EXTRA: 'yes', LANG: undefined});
  assert.deepEqual(
    names.filter((name) => process.env[name] !== undefined),
    [],
  );
  assert.equal(process.env['EXTRA'], 'yes');
  assert.equal(process.env['LANG'], undefined);
  assert.match(process.env['HOME'] ?? '', /trailtop-home-/v);
  putBack();
  assert.equal(process.env['HOME'], home);
  assert.equal(process.env['LANG'], language);
  assert.equal(process.env['EXTRA'], undefined);
  assert.equal(process.env['AWS_PROFILE'], 'prod');
});
