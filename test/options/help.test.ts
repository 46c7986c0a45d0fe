import assert from 'node:assert/strict';
import {test} from 'node:test';
import {answerOf} from '../../source/options/answers.ts';
import {commandNames, flagGroups, flagRows, flagsOf} from '../../source/options/flags.ts';
import {helpText} from '../../source/options/help.ts';
import {UsageError} from '../../source/options.ts';

const sources = {views: () => ['logins', 'a b'], profiles: () => ['prod', 'x;y']};

function linesOf(text: string): readonly string[] {
  assert.ok(text.endsWith('\n'));
  return text.slice(0, -1).split('\n');
}

test('the help fits 80×24, with a line left for the prompt', () => {
  const lines = linesOf(helpText());
  assert.ok(lines.length <= 23, `${lines.length} lines`);
  for (const command of commandNames) {
    if (command !== 'monitor') {
      assert.ok(
        lines.some((line) => line.startsWith(`  trailtop ${command} `)),
        command,
      );
    }
  }
});

test('no line of any help is wider than 79 cells, or more than ASCII', () => {
  for (const command of [undefined, ...commandNames]) {
    for (const line of linesOf(helpText(command))) {
      assert.match(line, /^[\u0020-\u007E]{0,79}$/v, `${command}: ${line}`);
      assert.doesNotMatch(line, /\s$/v);
    }
  }
});

test('each command has a help of its own with each flag that it takes, and no other', () => {
  for (const command of commandNames) {
    const named = [...helpText(command).matchAll(/^ {2}(?:-\w,| {3}) --(?<name>[\w\-]+)/gmv)].map(
      ({groups}) => groups?.['name'],
    );
    const taken = flagsOf(command).map(([name]) => name);
    assert.deepEqual(new Set(named), new Set(taken), command);
    assert.equal(named.length, taken.length, command);
  }
});

test('help is found wherever it is asked for, also on a line that is wrong otherwise', () => {
  for (const argv of [
    ['events', '--help'],
    ['--help', 'events'],
    ['events', '-h', '--since', '1h'],
    ['events', '--bogus', '--help'],
    ['help', 'events'],
    ['--filter', 'metrics', 'events', '--help'],
  ]) {
    assert.equal(answerOf(argv, sources), helpText('events'), argv.join(' '));
  }

  assert.equal(answerOf(['--help'], sources), helpText());
  assert.equal(answerOf(['help'], sources), helpText());
  assert.equal(answerOf(['--help', 'trail.json'], sources), helpText());
  assert.equal(answerOf(['--', '--help'], sources), undefined);
  assert.equal(answerOf(['events', 'completion'], sources), undefined);
  assert.throws(() => answerOf(['help', 'event'], sources), /did you mean events\?/v);
  assert.throws(() => answerOf(['completion', 'tcsh'], sources), UsageError);
  assert.throws(() => answerOf(['completion'], sources), /bash, zsh or fish/v);
});

test('views and profiles are one a line, and only such as a shell takes as they are', () => {
  assert.equal(answerOf(['completion', 'views'], sources), '@logins\n');
  assert.equal(answerOf(['completion', 'profiles'], sources), 'prod\n');
});

test('every flag has a group, words, and somebody who takes it', () => {
  for (const [name, row] of flagRows) {
    assert.ok(flagGroups.includes(row.group), name);
    assert.ok(row.help !== '' && row.commands.length > 0, name);
    assert.equal(row.value === undefined, row.type === 'boolean', name);
  }
});
