import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test, type TestContext} from 'node:test';
import {gzipSync} from 'node:zlib';
import {startProgram} from '../support/pty-program.ts';
import {realDataFolder, skipWithoutRealData} from '../support/real-data.ts';

function record(index: number): Readonly<Record<string, unknown>> {
  return {
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    eventName: 'RunInstances',
    eventSource: 'ec2.amazonaws.com',
    eventTime: new Date(Date.UTC(2026, 0, 1, 12, 0, index)).toISOString().replace('.000', ''),
    awsRegion: 'us-east-1',
    readOnly: false,
    userIdentity: {type: 'IAMUser', userName: `user-${index}`},
  };
}

/** A folder of its own with the given files, gone after the test. */
function folderOf(t: TestContext, files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(folder, name), content);
  }

  return folder;
}

test('what is readable is shown, what is broken is named, and ! lists it', async (t) => {
  const whole = JSON.stringify({Records: [record(1), record(2), 'no object']});
  const packed = gzipSync(
    JSON.stringify({Records: Array.from({length: 400}, (_, index) => record(index + 10))}),
  );
  const folder = folderOf(t, {
    'whole.json': whole,
    'cut.json': whole.slice(0, -60),
    'cut.json.gz': packed.subarray(0, packed.length / 2),
    'text.json': 'this is no JSON',
    'README.txt': 'not an event file',
  });
  const program = startProgram([folder, path.join(folder, 'missing.json')], {
    columns: 140,
    rows: 30,
  });
  t.after(program.close);
  await program.waitFor(/archive of \d+ files/v);
  await program.waitFor('5 problems');
  await program.press('G');
  await program.waitFor(/user-1 /v);
  await program.press('!');
  await program.waitFor('Problems');
  const text = program.screen().join('\n');
  for (const said of [
    'whole.json: record 3 is no object',
    'cut.json: ',
    'cut off in the middle of its gzip',
    'text.json: ',
    'missing.json: no such file or folder',
  ]) {
    assert.ok(text.includes(said), `${said}\n${text}`);
  }

  await program.press('esc', 'q');
  const {code} = await program.exited;
  assert.equal(code, 0);
  assert.deepEqual(program.restored(), []);
});

test('a CSV with an event_type column is filtered by it', async (t) => {
  const folder = folderOf(t, {
    'system_events.csv': [
      'Event Time,event_type,instance_id,detail',
      '2026-01-01T12:00:00Z,EC2_INSTANCE_LAUNCHED,i-0123456789abcdef0,"first, of two"',
      '2026-01-01T12:05:00Z,EC2_INSTANCE_TERMINATED,i-0123456789abcdef0,by hand',
      '2026-01-01T12:06:00Z,EC2_INSTANCE_TERMINATED,i-0fedcba9876543210,spot',
    ].join('\r\n'),
  });
  const program = startProgram([folder], {columns: 120, rows: 30});
  t.after(program.close);
  await program.waitFor('Events 3 of 3');
  await program.type('/event_type:EC2_INSTANCE_TERMINATED');
  await program.press('enter');
  await program.waitFor('Events 2 of 3');
});

test(
  'real records of attacks open, 310 of them, and GetPasswordData leaves 30',
  skipWithoutRealData,
  async (t) => {
    const folder = path.join(realDataFolder() ?? '', 'cloudtrail', 'stratus-red-team');
    const program = startProgram([folder], {columns: 120, rows: 40});
    t.after(program.close);
    await program.waitFor('of 310');
    await program.type('/name:GetPasswordData');
    await program.press('enter');
    await program.waitFor('Events 30 of 310');
    assert.ok(program.screen().every((row) => !row.includes('problem')));
  },
);

const systemEvents = [
  'event_time,event_type,note',
  '2026-01-01T12:00:00Z,EC2_INSTANCE_TERMINATED,two words',
  '2026-01-01T12:15:00Z,EC2_INSTANCE_TERMINATED,x',
  '2026-01-01T13:40:00Z,LAUNCHED,two more',
].join('\n');

test('--filter names a column of the CSV, and --since 12:15 a moment of its day', async (t) => {
  const folder = folderOf(t, {'sys.csv': systemEvents});
  const filter = ['--filter', 'event_type:EC2_INSTANCE_TERMINATED'];
  const program = startProgram([folder, ...filter], {columns: 120, rows: 30});
  t.after(program.close);
  await program.waitFor('Events 2 of 3');
  const since = startProgram([folder, '--since', '12:15', ...filter], {columns: 120, rows: 30});
  t.after(since.close);
  await since.waitFor('Events 1 of 2');
  await since.waitFor('01-01 12:15');
});

test('a range beside the archive says where its events are', async (t) => {
  const folder = folderOf(t, {'sys.csv': systemEvents});
  const program = startProgram([folder, '--since', '2026-02-01'], {columns: 120, rows: 30});
  t.after(program.close);
  await program.waitFor('Its events are of 2026-01-01 12:00 to 2026-01-01 13:40 UTC');
});
