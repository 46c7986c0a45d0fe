import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {test, type TestContext} from 'node:test';
import {bashScript} from '../../source/options/completion/bash.ts';
import {fishScript} from '../../source/options/completion/fish.ts';
import {fishQuoted, quoted} from '../../source/options/completion/quote.ts';
import {zshScript} from '../../source/options/completion/zsh.ts';
import {flagRows} from '../../source/options/flags.ts';

function hasShell(name: string): boolean {
  return spawnSync(name, ['-c', ':']).status === 0;
}

/** Words as readline hands them over: `=`, `:` and `@` are words of their own. */
function splitLine(line: string): readonly string[] {
  const words = line.match(/[=:]+|@|[^\s=:@]+/gv) ?? [];
  return line.endsWith(' ') ? [...words, ''] : words;
}

/** What bash offers behind a line, in a folder with some files, beside a trailtop that knows two views. */
function offers(t: TestContext, line: string): readonly string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'trailtop-completion-'));
  t.after(() => {
    rmSync(folder, {recursive: true});
  });
  mkdirSync(path.join(folder, 'trail logs'));
  writeFileSync(path.join(folder, 'trail.json'), '');
  writeFileSync(
    path.join(folder, 'trailtop'),
    '#!/bin/sh\ncase $2 in views) echo @night; echo @logins;; profiles) echo prod;; esac\n',
    {mode: 0o755},
  );
  const words = splitLine(line);
  const script = [
    bashScript(),
    `COMP_LINE=${quoted(line)} COMP_POINT=${line.length} COMP_CWORD=${words.length - 1}`,
    `COMP_WORDS=(${words.map((word) => quoted(word)).join(' ')})`,
    '_trailtop',
    // eslint-disable-next-line no-template-curly-in-string -- bash's own
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const output = execFileSync('bash', ['--norc', '--noprofile', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    env: {PATH: `${folder}:${process.env['PATH']}`},
  });
  return output.split('\n').filter(Boolean);
}

test('bash completes commands, flags, values, views and files', {skip: !hasShell('bash')}, (t) => {
  const wanted: ReadonlyArray<readonly [line: string, some: readonly string[]]> = [
    ['trailtop ev', ['events']],
    ['trailtop events --ma', ['--max-items']],
    ['trailtop doctor --po', ['--policy']],
    ['trailtop --region eu-w', ['eu-west-1', 'eu-west-2', 'eu-west-3']],
    ['trailtop -r us-east-1,eu-c', ['us-east-1,eu-central-1', 'us-east-1,eu-central-2']],
    // Behind = and : readline puts in only what is still missing.
    ['trailtop --region=us-w', ['us-west-1', 'us-west-2']],
    ['trailtop --filter is:d', ['denied']],
    ['trailtop --filter=is:d', ['denied']],
    ['trailtop metrics --stat p9', ['p90', 'p95', 'p99', 'p99.9']],
    ['trailtop --output t', ['table']],
    ['trailtop --color ', ['auto', 'on', 'off']],
    ['trailtop @n', ['@night']],
    ['trailtop events @', ['@night', '@logins']],
    ['trailtop --profile ', ['prod']],
    ['trailtop completion ', ['bash', 'zsh', 'fish']],
    ['trailtop trail', ['trail logs', 'trail.json', 'trailtop']],
    ['trailtop events --since 1h trail.', ['trail.json']],
    ['trailtop --metrics-from trail.', ['trail.json']],
    ['trailtop metrics ', []],
    ['trailtop --filter user:x', []],
  ];
  for (const [line, some] of wanted) {
    assert.deepEqual([...offers(t, line)].sort(), [...some].sort(), line);
  }
});

test('bash offers only the flags that the command takes', {skip: !hasShell('bash')}, (t) => {
  assert.ok(!offers(t, 'trailtop metrics --').includes('--filter'));
  assert.ok(offers(t, 'trailtop -r us-east-1 events --').includes('--filter'));
  assert.ok(offers(t, 'trailtop --').includes('--demo'));
  assert.deepEqual(offers(t, 'trailtop --lic'), ['--licenses']);
  assert.ok(!offers(t, 'trailtop events --').includes('--version'));
});

for (const [shell, script] of [
  ['bash', bashScript()],
  ['zsh', zshScript()],
  ['fish', fishScript()],
] as const) {
  test(`${shell} reads its script without a word`, {skip: !hasShell(shell)}, () => {
    const {status, stderr} = spawnSync(shell, ['-n'], {input: script, encoding: 'utf8'});
    assert.deepEqual([status, stderr], [0, '']);
  });

  test(`the script for ${shell} has every flag, and nothing that a terminal obeys`, () => {
    for (const [name, {shortFlag}] of flagRows) {
      const spelled = shell === 'fish' ? `-l ${name} ` : `--${name}`;
      assert.ok(script.includes(spelled), name);
      assert.ok(shortFlag === undefined || script.includes(`-${shortFlag}`), name);
    }

    assert.match(script, /^[\n\u0020-\u007E]*$/v);
  });
}

test('zsh is told words, values and what may come again', () => {
  const lines = new Set(
    zshScript()
      .split('\n')
      .map((line) => line.trim()),
  );
  for (const line of [
    String.raw`'(-p --profile)--profile=[a profile of the AWS configuration]:NAME:_trailtop_profiles' \ `,
    String.raw`'--metrics-from=[a recorded series under archived events: a CSV]:FILE:_files' \ `,
    String.raw`'--color=[NO_COLOR is honoured]:auto|on|off:(auto on off)' \ `,
    String.raw`'--demo[play incidents from an endpoint inside trailtop]' \ `,
  ]) {
    assert.ok(lines.has(line.trim()), line);
  }

  assert.ok(
    [...lines].some((line) =>
      line.startsWith("'*-r+[repeatable, a comma list, or all]:NAME:_trailtop_list all us-"),
    ),
  );
});

test('fish is told who takes a flag, and its values', () => {
  const lines = new Set(fishScript().split('\n'));
  for (const line of [
    "complete -c trailtop -n '__trailtop_is monitor metrics' -l stat -x -a 'Average Maximum Minimum Sum SampleCount p50 p90 p95 p99 p99.9' -d 'Maximum, Minimum, Sum, SampleCount, p95 ...'",
    "complete -c trailtop -n '__trailtop_is monitor' -l metrics-from -r -F -d 'a recorded series under archived events: a CSV'",
    "complete -c trailtop -n '__trailtop_is doctor' -l policy -d 'print the IAM policy that it needs, as JSON'",
  ]) {
    assert.ok(lines.has(line), line);
  }
});

test('quotes hold whatever is in them', {skip: !hasShell('bash')}, () => {
  for (const text of ["it's", '$(reboot) `x` \\', '"', "''", 'a\nb']) {
    const said = execFileSync('bash', ['-c', `printf %s ${quoted(text)}`], {encoding: 'utf8'});
    assert.equal(said, text);
  }

  assert.equal(fishQuoted(String.raw`it's \ $x`), String.raw`'it\'s \\ $x'`);
});
