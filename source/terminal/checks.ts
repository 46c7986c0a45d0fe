import {check, type Check} from '../core/check.ts';
import {smallest} from '../core/layout.ts';
import {capabilitiesOf, hasScreenReader, type Surroundings} from './capabilities.ts';

export type TerminalFacts = Surroundings & {
  /** Cells; undefined where the output is no terminal. */
  readonly columns: number | undefined;
  readonly rows: number | undefined;
};

/** What the terminal can do, why, and how to change it. */
export function terminalChecks(facts: TerminalFacts): readonly Check[] {
  return [
    screenCheck(facts),
    ...sizeCheck(facts),
    characterCheck(facts),
    colorCheck(facts),
    ...multiplexerCheck(facts),
    ...consoleCheck(facts),
    updateCheck(facts),
    readerCheck(facts),
  ];
}

function screenCheck(facts: TerminalFacts): Check {
  const {env, isStdoutTty, isStdinTty, isPlain} = facts;
  const {display, isScreen} = capabilitiesOf(facts);
  if (isScreen && isPlain) {
    return check('screen', 'ok', 'plain lines, since --plain says so');
  }

  if (display === 'spoken') {
    return check('screen', 'ok', 'lines in words for a screen reader, below one another');
  }

  if (display === 'screen') {
    return check('screen', 'ok', `TERM=${env['TERM'] ?? ''}: the whole screen can be used`);
  }

  if (!isStdoutTty) {
    return check('screen', 'ok', 'plain lines, since the output is no terminal');
  }

  return isStdinTty
    ? check('screen', 'warning', 'TERM=dumb: plain lines instead of a screen', {
        advice: 'export TERM=xterm-256color, if the terminal is one',
      })
    : check('screen', 'warning', 'the input is no terminal: plain lines instead of a screen', {
        advice: 'run trailtop without < or | before it',
      });
}

function sizeCheck({columns, rows}: TerminalFacts): readonly Check[] {
  if (columns === undefined || rows === undefined) {
    return [];
  }

  const size = `${columns} columns, ${rows} rows`;
  if (columns < smallest.columns || rows < smallest.rows) {
    const needed = `${smallest.columns} columns and ${smallest.rows} rows`;
    return [
      check('size', 'warning', `${size}: too small to show anything`, {
        advice: `enlarge it to ${needed} at least`,
      }),
    ];
  }

  return columns < 80 || rows < 24
    ? [
        check('size', 'warning', `${size}: not everything fits beside each other`, {
          advice: '80 columns and 24 rows show the chart and the events together',
        }),
      ]
    : [check('size', 'ok', size)];
}

function characterCheck(facts: TerminalFacts): Check {
  if (!capabilitiesOf(facts).ascii) {
    return check('characters', 'ok', 'all of UTF-8');
  }

  if (facts.ascii) {
    return check('characters', 'ok', 'ASCII, since --ascii says so');
  }

  return facts.env['TERM'] === 'linux'
    ? check('characters', 'ok', 'ASCII, since the Linux console has few signs')
    : check('characters', 'warning', 'ASCII, since the locale is not UTF-8', {
        advice: 'export LC_ALL=C.UTF-8, if the terminal can show it',
      });
}

function colorCheck(facts: TerminalFacts): Check {
  if (capabilitiesOf(facts).color) {
    return check('colour', 'ok', facts.color === 'on' ? 'on, since --color says so' : 'on');
  }

  const {env, color, isStdoutTty} = facts;
  const reasons: ReadonlyArray<readonly [boolean, string, string]> = [
    [color === 'off', '--color says so', ''],
    [Boolean(env['NO_COLOR']), 'NO_COLOR is set', 'unset NO_COLOR, or --color on'],
    [env['FORCE_COLOR'] === '0', 'FORCE_COLOR is 0', 'unset FORCE_COLOR, or --color on'],
    [!isStdoutTty, 'the output is no terminal', ''],
  ];
  const [, reason = 'TERM=dumb', advice = '--color on'] = reasons.find(([holds]) => holds) ?? [];
  return check('colour', 'ok', `off, since ${reason}; every sign has a word beside its colour`, {
    advice,
  });
}

function multiplexerCheck(facts: TerminalFacts): readonly Check[] {
  const {env} = facts;
  const term = env['TERM'] ?? '';
  const {multiplexer} = capabilitiesOf(facts);
  if (multiplexer === 'tmux') {
    return /^(?:tmux|screen)/v.test(term)
      ? [check('tmux', 'ok', `TERM=${term}`)]
      : [
          check(
            'tmux',
            'warning',
            `TERM=${term} inside tmux: keys and colours may come out wrong`,
            {
              advice: 'set -g default-terminal tmux-256color in ~/.tmux.conf',
            },
          ),
        ];
  }

  return multiplexer === 'screen'
    ? [
        check('screen program', 'warning', 'GNU screen may not put back what stood there before', {
          advice: 'altscreen on in ~/.screenrc',
        }),
      ]
    : [];
}

function consoleCheck(facts: TerminalFacts): readonly Check[] {
  return capabilitiesOf(facts).isLinuxConsole
    ? [check('console', 'ok', 'the Linux console: ASCII, and no clipboard that y could copy to')]
    : [];
}

function updateCheck(facts: TerminalFacts): Check {
  const {display, synchronized} = capabilitiesOf(facts);
  if (display !== 'screen') {
    return check('updates', 'ok', 'lines are appended, nothing is drawn over');
  }

  return check(
    'updates',
    'ok',
    synchronized === 'asked'
      ? 'a frame at once, where the terminal knows synchronized output; else as one write'
      : 'a frame as one write: this terminal has no synchronized output',
  );
}

function readerCheck(facts: TerminalFacts): Check {
  if (capabilitiesOf(facts).display !== 'spoken') {
    const isAsked = facts.isSpoken === true || hasScreenReader(facts.env);
    return check(
      'screen reader',
      'ok',
      isAsked ? 'asked for, but without keys: plain lines' : 'not asked for (--screen-reader)',
    );
  }

  const why = facts.isSpoken ? '--screen-reader' : 'INK_SCREEN_READER';
  return check('screen reader', 'ok', `since ${why} says so: words instead of a chart`);
}
