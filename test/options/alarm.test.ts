import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readOptions, UsageError} from '../../source/options.ts';
import {utc} from '../../source/core/time.ts';

function options(...argv: readonly string[]) {
  return readOptions(argv, {now: Date.UTC(2026, 10, 22, 12), localZone: utc, env: {}});
}

function refused(...argv: readonly string[]): string {
  let message = '';
  assert.throws(
    () => options(...argv),
    (error) => {
      assert.ok(error instanceof UsageError);
      ({message} = error);
      return true;
    },
  );
  return message;
}

test('an alarm names what is charted; a threshold is a number', () => {
  assert.equal(options('--alarm', 'cpu high').alarm, 'cpu high');
  assert.equal(options('metrics', '--alarm', 'cpu high').alarm, 'cpu high');
  assert.equal(options('--threshold', '80.5').threshold, 80.5);
  assert.equal(options('--threshold', '-1').threshold, -1);
  assert.equal(options('metrics', '--chart', '--threshold', '80').threshold, 80);
  assert.equal(options().alarm, undefined);
  assert.equal(options().threshold, undefined);
});

test('a threshold under archived events needs no AWS', () => {
  assert.equal(options('a.csv', '--metrics-from', 'cpu.csv', '--threshold', '80').threshold, 80);
});

test('the range that the command line names wins over that of the alarm', () => {
  assert.equal(options('--alarm', 'x').isRangeNamed, false);
  for (const flag of ['--since=2h', '--until=12:00', '--around=11:00', '--start-time=2h']) {
    assert.equal(options('--alarm', 'x', flag).isRangeNamed, true, flag);
  }
});

test('what does not go together is said', () => {
  assert.match(refused('--alarm', 'x', '-i', 'i-0abc12345'), /leave --instance out/v);
  assert.match(refused('--alarm', 'x', '--metric', 'NetworkIn'), /leave --metric out/v);
  assert.match(refused('--alarm', ' '), /takes the name of an alarm/v);
  assert.match(refused('--alarm', 'x', 'a.json'), /an archive has no CloudWatch/v);
  assert.match(refused('events', '--alarm', 'x'), /belongs to the monitor/v);
  assert.match(refused('doctor', '--threshold', '1'), /belongs to the monitor/v);
  assert.match(refused('metrics', '--threshold', '1'), /takes it with --chart/v);
  for (const text of ['high', '', ' ', 'NaN', 'Infinity', '1e999']) {
    assert.match(refused(`--threshold=${text}`), /number such as 80|lacks|needs|value/v, text);
  }
});
