import assert from 'node:assert/strict';
import {test} from 'node:test';
import {defaultName, nameFault, numbered, renamed} from '../../../source/core/save/names.ts';
import {safe} from '../../../source/core/sanitize.ts';
import {hour} from '../../../source/core/time.ts';
import {after, aScreen, noon} from '../../support/a-record.ts';

const fixed = {kind: 'fixed', since: noon - hour, until: noon} as const;

function identified(account: string) {
  return after(aScreen({choice: fixed}), {
    type: 'identity',
    identity: {account, arn: 'arn:aws:iam::123456789012:user/kim', profile: ''},
  });
}

test('a name says whose events of which time are in it', () => {
  assert.equal(
    defaultName(identified('123456789012'), 'jsonl'),
    'trailtop-123456789012-20261122T1100Z-20261122T1200Z.jsonl',
  );
  assert.equal(
    defaultName(aScreen({choice: fixed}), 'csv'),
    'trailtop-live-20261122T1100Z-20261122T1200Z.csv',
  );
  assert.equal(
    defaultName(aScreen({choice: fixed, mode: 'archive'}), 'note'),
    'trailtop-archive-20261122T1100Z-20261122T1200Z.md',
  );
});

test('in local time the name says how far that is from UTC, in any zone', () => {
  const zoned = (minutes: number) =>
    defaultName(
      aScreen({
        choice: fixed,
        zone: 'local',
        localZone: {label: safe('Asia/Kolkata'), offset: () => minutes * 60_000},
      }),
      'jsonl',
    );
  assert.equal(zoned(330), 'trailtop-live-20261122T1630+0530-20261122T1730+0530.jsonl');
  assert.equal(zoned(-210), 'trailtop-live-20261122T0730-0330-20261122T0830-0330.jsonl');
});

test('an account that is none leads nowhere: only letters and digits become part of a path', () => {
  const name = defaultName(identified('../../etc/\u001B[31m'), 'jsonl');
  assert.equal(name, 'trailtop-etc31m-20261122T1100Z-20261122T1200Z.jsonl');
});

test('a range that no calendar can write still has a name', () => {
  const state = {...aScreen(), range: {since: Number.NaN, until: 8.64e15}};
  assert.equal(defaultName(state, 'csv'), 'trailtop-live-undated-undated.csv');
});

test('another format changes the ending that was its own, and no other', () => {
  assert.equal(renamed('a.jsonl', 'jsonl', 'note'), 'a.md');
  assert.equal(renamed('a.txt', 'jsonl', 'note'), 'a.txt');
  assert.equal(renamed('', 'jsonl', 'csv'), '');
});

test('the next name has its number before the ending', () => {
  assert.equal(numbered('a.jsonl', 2), 'a-2.jsonl');
  assert.equal(numbered('dir.d/a', 3), 'dir.d/a-3');
  assert.equal(numbered('dir/.hidden', 2), 'dir/.hidden-2');
  assert.equal(numbered('kim.2026 incident', 2), 'kim.2026 incident-2');
});

test('what can be no file name is said before anything is asked of the system', () => {
  assert.equal(nameFault('a b.md'), '');
  assert.match(nameFault('  '), /type a file name/v);
  assert.match(nameFault('a\u0000b'), /control/v);
  assert.match(nameFault('a\u001B]0;x'), /control/v);
  assert.match(nameFault('tmp/'), /folder/v);
  assert.match(nameFault('x'.repeat(300)), /255/v);
});
