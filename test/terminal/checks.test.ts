import assert from 'node:assert/strict';
import {test} from 'node:test';
import {terminalChecks, type TerminalFacts} from '../../source/terminal/checks.ts';

const good: TerminalFacts = {
  env: {TERM: 'xterm-256color', LANG: 'en_US.UTF-8'},
  isStdoutTty: true,
  isStdinTty: true,
  color: 'auto',
  ascii: false,
  columns: 120,
  rows: 40,
};

/** Findings that differ from those of a good terminal. */
function differing(facts: Partial<TerminalFacts>): readonly string[] {
  const line = (each: ReturnType<typeof terminalChecks>[number]) =>
    `${each.status} ${each.name}: ${each.detail} -> ${each.advice}`;
  const usual = new Set(terminalChecks(good).map((each) => line(each)));
  return terminalChecks({...good, ...facts})
    .map((each) => line(each))
    .filter((text) => !usual.has(text));
}

test('a good terminal is all right', () => {
  assert.deepEqual(
    terminalChecks(good).map(({name, status}) => `${status} ${name}`),
    ['ok screen', 'ok size', 'ok characters', 'ok colour', 'ok updates', 'ok screen reader'],
  );
});

test('what a terminal lacks is said, with how to change it', () => {
  const {env} = good;
  for (const [facts, expected] of [
    [{env: {...env, LANG: 'C'}}, /^warning characters: ASCII, since the locale.*LC_ALL=C\.UTF-8/v],
    [{env: {...env, TERM: 'dumb'}}, /^warning screen: TERM=dumb.*export TERM=/v],
    [{isStdinTty: false}, /^warning screen: the input is no terminal/v],
    [{columns: 30}, /^warning size: 30 columns, 40 rows: too small.*40 columns and 10 rows/v],
    [{rows: 20}, /^warning size: 120 columns, 20 rows: not everything.*24 rows/v],
    [{env: {...env, NO_COLOR: '1'}}, /^ok colour: off, since NO_COLOR is set.*unset NO_COLOR/v],
    [{color: 'off'}, /^ok colour: off, since --color says so/v],
    [{ascii: true}, /^ok characters: ASCII, since --ascii says so/v],
    [
      {env: {...env, TMUX: '/tmp/x'}},
      /^warning tmux: TERM=xterm-256color inside tmux.*tmux-256color/v,
    ],
    [{env: {...env, STY: '1.x'}}, /^warning screen program: GNU screen.*altscreen on/v],
    [{env: {...env, STY: '1.x'}}, /^ok updates: a frame as one write/v],
    [{env: {...env, TERM: 'tmux-256color'}}, /^ok tmux: TERM=tmux-256color/v],
    [{env: {...env, TERM: 'linux'}}, /^ok console: the Linux console: ASCII/v],
    [{env: {...env, TERM: 'linux'}}, /^ok characters: ASCII, since the Linux console/v],
    [{isPlain: true}, /^ok screen: plain lines, since --plain says so/v],
    [{isPlain: true}, /^ok updates: lines are appended/v],
    [{isSpoken: true}, /^ok screen: lines in words for a screen reader/v],
    [{isSpoken: true}, /^ok screen reader: since --screen-reader says so/v],
    [{env: {...env, INK_SCREEN_READER: 'true'}}, /^ok screen reader: since INK_SCREEN_READER/v],
    [{isSpoken: true, isStdinTty: false}, /^ok screen reader: asked for, but without keys/v],
  ] as const) {
    assert.ok(
      differing(facts).some((text) => expected.test(text)),
      `${expected.source}: ${differing(facts).join(' | ')}`,
    );
  }
});

test('a pipe is no terminal, and nothing is wrong with that', () => {
  const piped = terminalChecks({...good, isStdoutTty: false, columns: undefined, rows: undefined});
  assert.ok(piped.every(({status}) => status === 'ok'));
  assert.match(piped[0]?.detail ?? '', /plain lines, since the output is no terminal/v);
});
