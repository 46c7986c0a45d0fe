import assert from 'node:assert/strict';
import {test} from 'node:test';
import {printFilter} from '../../source/core/filter.ts';
import {safe} from '../../source/core/sanitize.ts';
import {readOptions, UsageError, type Options} from '../../source/options.ts';
import {noon} from '../support/a-record.ts';

function read(argv: readonly string[], existing: readonly string[] = []): Options {
  return readOptions(argv, {
    now: noon,
    localZone: {label: safe('Local'), offset: () => 0},
    env: {},
    isPath: (word) => existing.includes(word),
  });
}

function filterOf({filter}: Options): string {
  return printFilter(filter ?? []);
}

test('a value in place of a path starts there, live, with everything shown', () => {
  for (const argv of [['i-0abcdef0'], ['events', 'i-0abcdef0'], ['--demo', 'i-0abcdef0']]) {
    const options = read(argv);
    assert.equal(filterOf(options), 'instance:i-0abcdef0');
    assert.deepEqual(options.paths, []);
    assert.equal(options.choice.kind, 'live');
    assert.equal(options.view, 'all');
  }

  assert.equal(read([]).view, 'notable');
});

test('what exists is a path, whatever it looks like', () => {
  const options = read(['i-0abcdef0'], ['i-0abcdef0']);
  assert.deepEqual(options.paths, ['i-0abcdef0']);
  assert.equal(options.filter, undefined);
  assert.equal(options.view, 'notable');
});

test('values filter the paths beside them, and add to --filter', () => {
  const options = read(['logs', '203.0.113.9', '--filter', 'is:denied', '-'], ['logs']);
  assert.deepEqual(options.paths, ['logs', '-']);
  assert.equal(filterOf(options), 'is:denied ip:203.0.113.9');
  assert.deepEqual(options.choice, {kind: 'all'});
});

test('a word that is neither is said to be no path, with what it may be', () => {
  for (const argv of [['kim'], ['events', 'i-0abc'], ['kim', 'lee']]) {
    assert.throws(
      () => read(argv),
      (error) =>
        error instanceof UsageError &&
        /no such file or folder; what may stand here too is an access key .*, an ARN or an address/v.test(
          error.message,
        ),
      argv.join(' '),
    );
  }
});

test('a command that is misspelt is recognised, beside --demo too', () => {
  for (const [argv, command] of [
    [['evnts'], 'events'],
    [['metric', '--demo'], 'metrics'],
    [['docter'], 'doctor'],
  ] as const) {
    assert.throws(
      () => read(argv),
      new RegExp(`no such file or folder; did you mean trailtop ${command}\\?`, 'v'),
      argv.join(' '),
    );
  }
});

test('what was surely meant as a path is left to whoever reads it', () => {
  for (const argv of [['/no/such/file'], ['missing.json'], ['kim', 'logs'], ['-', 'kim']]) {
    assert.deepEqual(read(argv, ['logs']).paths, argv);
  }

  assert.deepEqual(read(['doctor', 'i-0abcdef0']).paths, ['i-0abcdef0']);
});
