import {type Clipboard} from '../core/copy/clipboard.ts';

export type ColorChoice = 'auto' | 'on' | 'off';

/**
 * How the monitor shows itself: on the alternate screen; as lines in words that are appended, with keys, for a screen
 * reader; or as plain lines without keys and without any escape sequence.
 */
export type Display = 'screen' | 'spoken' | 'plain';

/** What is between the program and the person's terminal, as far as the environment tells. */
export type Multiplexer = 'none' | 'tmux' | 'screen';

export type Capabilities = {
  readonly display: Display;
  /** Whether the streams and the terminal allow a display with keys, whatever was asked for. */
  readonly isScreen: boolean;
  readonly ascii: boolean;
  readonly color: boolean;
  readonly multiplexer: Multiplexer;
  readonly isLinuxConsole: boolean;
  /**
   * Whether a frame shows at once, between the marks of a synchronized update (mode 2026). `asked`: only the terminal
   * knows. Frames leave as one write each, so that one without it is whole as well.
   */
  readonly synchronized: 'no' | 'asked';
  /** Cells; undefined where the output is no terminal or does not tell. */
  readonly size: {readonly columns: number; readonly rows: number} | undefined;
};

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isStdoutTty: boolean;
  readonly isStdinTty: boolean;
  readonly color: ColorChoice;
  readonly ascii: boolean;
  /** `--plain`. */
  readonly isPlain?: boolean;
  /** `--screen-reader`. */
  readonly isSpoken?: boolean;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
};

/** What the terminal can do, decided once from the flags, the environment, the size and the streams. */
export function capabilitiesOf(surroundings: Surroundings): Capabilities {
  const {env, isStdoutTty, isStdinTty, color, ascii, columns, rows} = surroundings;
  const isDumb = env['TERM'] === 'dumb';
  const isScreen = isStdoutTty && isStdinTty && !isDumb;
  const isLinuxConsole = env['TERM'] === 'linux';
  const display = displayOf(surroundings, isScreen);
  const multiplexer = multiplexerOf(env);
  return {
    display,
    isScreen,
    ascii: ascii || isAsciiTerminal(env),
    color: color === 'auto' ? wantsColor(env) && isStdoutTty && !isDumb : color === 'on',
    multiplexer,
    isLinuxConsole,
    synchronized:
      display === 'screen' && multiplexer !== 'screen' && !isLinuxConsole ? 'asked' : 'no',
    size: isStdoutTty && columns && rows ? {columns, rows} : undefined,
  };
}

/** Whether only ASCII is sure to be shown: the locale has no UTF-8, or the terminal is the Linux console. */
export function isAsciiTerminal(env: Surroundings['env']): boolean {
  return !hasUtf8(env) || env['TERM'] === 'linux';
}

function displayOf({isPlain, isSpoken, env}: Surroundings, isScreen: boolean): Display {
  if (isPlain || !isScreen) {
    return 'plain';
  }

  return isSpoken || hasScreenReader(env) ? 'spoken' : 'screen';
}

/** As Ink's own programs are told of a screen reader. */
export function hasScreenReader(env: Surroundings['env']): boolean {
  return env['INK_SCREEN_READER'] === 'true' || env['INK_SCREEN_READER'] === '1';
}

function multiplexerOf(env: Surroundings['env']): Multiplexer {
  const terminal = env['TERM'] ?? '';
  if (env['TMUX'] || env['TERM_PROGRAM'] === 'tmux' || terminal.startsWith('tmux')) {
    return 'tmux';
  }

  // Without STY the name `screen` may also be an older tmux's.
  return env['STY'] ? 'screen' : 'none';
}

/** NO_COLOR (any value) and FORCE_COLOR=0 turn colour off. Source: no-color.org. */
function wantsColor(env: Surroundings['env']): boolean {
  return !env['NO_COLOR'] && env['FORCE_COLOR'] !== '0';
}

/** The locale's character set, in the order in which the C library looks. */
function hasUtf8(env: Surroundings['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(Boolean) ?? '';
  return /utf-?8/iv.test(locale);
}

/**
 * How a text gets into the clipboard, as far as the environment tells: no terminal says whether it takes OSC 52. Over
 * SSH from inside tmux only the terminal's name is left to tell of it.
 */
export function clipboardOf(env: Surroundings['env']): Clipboard {
  const terminal = env['TERM'] ?? '';
  if (['', 'dumb', 'linux'].includes(terminal)) {
    return 'none';
  }

  // Without STY the name `screen` may also be an older tmux's, which would show screen's pieces as text.
  const multiplexer = multiplexerOf(env);
  return multiplexer === 'none' ? 'direct' : multiplexer;
}
