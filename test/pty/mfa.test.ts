import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import {startEndpoint} from '../../source/demo/endpoint.ts';
import {startProgram} from '../support/pty-program.ts';
import {tinyRandom, tinyWorld} from '../support/tiny-world.ts';
import {quit} from '../support/quit.ts';

test('an MFA code is asked for before the screen opens, and a refusal is said on it', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  writeFileSync(
    path.join(folder, 'config'),
    [
      '[profile ops]',
      'role_arn = arn:aws:iam::123456789012:role/ops',
      'source_profile = base',
      'mfa_serial = arn:aws:iam::123456789012:mfa/kim',
      'region = us-east-1',
      '[profile base]',
      'region = us-east-1',
    ].join('\n'),
  );
  writeFileSync(
    path.join(folder, 'credentials'),
    '[base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n',
  );
  // The endpoint knows no AssumeRole: whatever code is typed is refused.
  const endpoint = await startEndpoint({
    world: tinyWorld(),
    clock: {now: Date.now},
    random: tinyRandom(),
  });
  t.after(async () => endpoint.close());
  const program = startProgram(['-p', 'ops'], {
    columns: 120,
    rows: 30,
    env: {
      AWS_CONFIG_FILE: path.join(folder, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      AWS_ENDPOINT_URL: endpoint.url,
    },
  });
  t.after(program.close);
  await program.waitFor('MFA code for arn:aws:iam::123456789012:mfa/kim:');
  assert.ok(!program.model.isAlternate);
  await program.type('123456');
  await program.press('enter');
  await program.waitFor(/┌ Events/v);
  await program.waitFor('the MFA code brought no session');
  await quit(program);
  const {code} = await program.exited;
  assert.equal(code, 0);
  assert.deepEqual(program.restored(), []);
});
