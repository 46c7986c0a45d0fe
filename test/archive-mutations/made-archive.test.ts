/** The archive that the benches and these tests are made from. */
import assert from 'node:assert/strict';
import {globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test, type TestContext} from 'node:test';
import {makeArchive} from '../../bench/archive/make-archive.ts';
import {readArchive} from '../../source/sources/archive.ts';

const plan = {seed: 3, events: 400, files: 6, bytes: 560_000};

test('one seed gives one archive, which opens whole', async (context: TestContext) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-made-'));
  context.after(() => {
    rmSync(folder, {recursive: true});
  });
  const made = await makeArchive(plan, path.join(folder, 'a'));
  const again = await makeArchive(plan, path.join(folder, 'b'));
  const files = globSync('**/*.gz', {cwd: made.folder}).sort();
  assert.equal(files.length, 6);
  assert.deepEqual(files, globSync('**/*.gz', {cwd: again.folder}).sort());
  for (const file of files) {
    assert.match(
      file,
      /^AWSLogs\/\d{12}\/CloudTrail\/[a-z0-9\-]+\/2026\/\d\d\/\d\d\/[^\/]+\.json\.gz$/v,
    );
    const bytes = readFileSync(path.join(made.folder, file));
    assert.ok(bytes.equals(readFileSync(path.join(again.folder, file))), file);
  }

  assert.ok(Math.abs(made.unpacked - plan.bytes) < plan.bytes * 0.1);
  assert.deepEqual(await makeArchive(plan, path.join(folder, 'a')), made);
  let [events, problems] = [0, 0];
  for await (const batch of readArchive([made.folder])) {
    events += batch.packed?.count ?? 0;
    problems += batch.problems.length;
  }

  assert.deepEqual([events, problems], [400, 0]);
});
